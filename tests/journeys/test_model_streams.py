"""An answer watched as it comes: admitted sentences, then the stored answer; hanging up loses nothing."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx2
import pytest
import uvicorn
from fastapi.testclient import TestClient

from api.app import create_app
from cli.fake_model import FakeModel, faithful
from tests.conftest import House
from tests.journeys.test_model_answers import LIES, QUESTION, statuses, with_model

ASKED = {"text": QUESTION, "key": "watched-key-1"}


def test_sentences_come_first_and_the_stored_answer_last(house: House, fake: FakeModel) -> None:
    client = program(House(with_model(house, fake)))

    events = read(client.post("/v1/questions/stream", json=ASKED).text)

    assert [name for name, _ in events][:2] == ["heard", "sentence"]
    assert events[-1][0] == "answer"
    kept = client.get(f"/v1/conversations/{events[0][1]['conversation']}").json()[0]["answer"]
    assert events[-1][1]["text"] == kept["text"]
    assert " ".join(told["text"] for name, told in events if name == "sentence") in kept["text"]
    assert statuses(house) == ["used"]


def test_what_is_refused_is_never_sent(house: House, fake: FakeModel) -> None:
    fake.words = lambda user: json.dumps({"worry": False, "sentences": [{"text": t, "labels": [1]} for t in LIES]})

    body = program(House(with_model(house, fake))).post("/v1/questions/stream", json=ASKED).text

    assert [name for name, _ in read(body)] == ["heard", "answer"]
    assert not [lie for lie in LIES if lie in body]


def test_a_name_or_contact_is_put_back_before_it_is_shown(house: House, fake: FakeModel) -> None:
    asked = {"text": "When is the math lab open and how do I call it, Wen Li here", "key": "watched-key-1"}

    body = program(House(with_model(house, fake))).post("/v1/questions/stream", json=asked).text

    assert "event: sentence" in body
    assert "{contact_" not in body
    assert "[PERSON" not in body


@pytest.mark.parametrize("fault", ["cut", "hang", "bad_json", "500"])
def test_a_failing_model_still_ends_with_the_default_answer(house: House, fake: FakeModel, fault: str) -> None:
    fake.faults = [fault]

    events = read(program(House(with_model(house, fake))).post("/v1/questions/stream", json=ASKED).text)

    assert events[-1][0] == "answer"
    assert events[-1][1]["status"] == "answered"


def test_a_worrying_question_streams_its_reviewed_reply_and_asks_no_model(house: House, fake: FakeModel) -> None:
    asked = {"text": "I want to kill myself tonight", "key": "watched-key-1"}

    events = read(program(House(with_model(house, fake))).post("/v1/questions/stream", json=asked).text)

    assert [name for name, _ in events] == ["heard", "answer"]
    assert "988" in events[-1][1]["text"]
    assert fake.received == []


def test_without_a_model_the_stream_ends_with_the_answer_too(house: House) -> None:
    events = read(program(house).post("/v1/questions/stream", json=ASKED).text)

    assert [name for name, _ in events] == ["heard", "answer"]


def test_what_cannot_be_asked_is_refused_before_anything_is_sent(house: House) -> None:
    blank = {"text": "   ", "key": "watched-key-1"}
    strange = {**ASKED, "conversation": "somebody-elses"}

    assert program(house).post("/v1/questions/stream", json=blank).status_code == 422
    assert program(house).post("/v1/questions/stream", json=strange).status_code == 404
    assert house.client().post("/v1/questions/stream", json=ASKED).status_code == 401


def test_who_hangs_up_finds_the_answer_stored(house: House, fake: FakeModel) -> None:
    fake.seconds = 0.6
    sent = program(House(with_model(house, fake))).headers["authorization"]
    with (
        served(House(with_model(house, fake))) as url,
        httpx2.Client(base_url=url, headers={"authorization": sent}) as browser,
    ):
        with browser.stream("POST", "/v1/questions/stream", json=ASKED) as answer:
            first = read(next(answer.iter_text()))
        talk = first[0][1]["conversation"]
        kept = waited(lambda: browser.get(f"/v1/conversations/{talk}").json()[0]["answer"])

    assert kept["status"] == "answered"
    assert kept["model"]["status"] == "used"


def test_the_first_sentence_comes_before_the_last_was_said(house: House, fake: FakeModel) -> None:
    fake.words = lambda user: faithful(user) + " " * 12_000  # a long tail: pieces go on coming after the sentences
    services = with_model(house, fake)
    seen: list[str] = []
    services.models.cache.keep = lambda *_: seen.append("whole")  # type: ignore[union-attr, method-assign]
    client = program(House(services))

    body = client.post("/v1/questions/stream", json=ASKED).text

    assert seen == ["whole"]
    assert "event: sentence" in body


def program(house: House, person: str = "wen") -> TestClient:
    """A program that acts for this person: it sends their token itself, as no browser would."""
    client = house.client(person)
    client.headers["authorization"] = f"Bearer {client.cookies['trellis_sign_in']}"
    return client


def read(body: str) -> list[tuple[str, dict[str, object]]]:
    """The events of a stream: name and content."""
    blocks = [block.split("\n") for block in body.split("\n\n") if "event: " in block]
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: "))) for lines in blocks
    ]  # fmt: skip


@contextmanager
def served(house: House) -> Iterator[str]:
    """The house behind a real server: a test client cannot hang up."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(replace(house.services), background=False)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    waited(lambda: server.started)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)


def waited(look, seconds: float = 15.0):  # type: ignore[no-untyped-def]
    """What a look finds, as soon as it finds something."""
    deadline = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found
    return found


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as running:
        yield running
