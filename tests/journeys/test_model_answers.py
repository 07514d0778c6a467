"""A question with a model behind a loopback endpoint: the fault list, what leaves, what is kept."""

import html
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pydantic import SecretStr
from sqlalchemy import text as sql

from assistant.answering.turn import Turn
from assistant.wiring import Services, models_from
from cli.demo_filling import PROGRAM
from cli.fake_model import FakeModel, faithful
from core.model_settings import ModelRole, ModelSettings
from knowledge.document import Audience
from storage.audit import Audit
from storage.programs import Programs, change_settings
from storage.system import Job, SystemViewer
from tests.conftest import House, post

QUESTION = "When is the math lab open?"
LIES = (
    "Call 555-201-9988 now.", "Write to evil@campus.example.", "Marcus Bell failed chemistry.", "You have depression.",
    "I promise I will keep this secret.", "Every fee is waived for you.", "The flag was closed, it is not serious.",
)  # fmt: skip
NAMED = {
    "429": "rate_limited", "500": "server_error", "hang": "timed_out", "cut": "unreachable", "bad_json": "bad_json",
    "wrong_language": "wrong_language", "refusal": "refused", "loop": "looped", "injected": "not_admitted",
    "empty": "bad_json", "truncated": "cut_short",
}  # fmt: skip


def test_a_good_answer_is_worded_checked_and_marked(house: House, fake: FakeModel) -> None:
    page = asked(house, fake)

    assert "Worded by a language model" in page
    assert statuses(house) == ["used"]


@pytest.mark.parametrize("fault", NAMED)
def test_every_fault_ends_in_a_named_status_and_the_default_answer(house: House, fake: FakeModel, fault: str) -> None:
    plain = default_text(house)
    fake.faults = [fault]

    page = asked(house, fake)

    assert plain in page
    assert "In the pages&#39; own words." in page or "In the pages' own words." in page
    assert statuses(house) == [NAMED[fault]]


def test_what_leaves_holds_no_name_and_no_contact(house: House, fake: FakeModel) -> None:
    asked(house, fake, "I am Wen Li, when is the math lab open?")

    left = str(fake.received)
    assert fake.received
    assert "Wen" not in left
    assert "555" not in left
    assert "@" not in left


def test_a_worrying_question_never_reaches_a_model(house: House, fake: FakeModel) -> None:
    asked(house, fake, "I want to kill myself tonight, when is the math lab open?")

    assert fake.received == []


def test_a_hostile_model_reaches_no_page_export_or_log(
    house: House, fake: FakeModel, capfd: pytest.CaptureFixture[str]
) -> None:
    fake.words = lambda user: json.dumps({"sentences": [{"text": lie, "labels": [1]} for lie in LIES], "worry": False})

    page = asked(house, fake)

    everything = page + house.client("wen").get("/v1/about-me").text + str(capfd.readouterr())
    assert not [lie for lie in LIES if lie in everything]
    assert statuses(house) == ["not_admitted"]


def test_a_models_worry_goes_to_a_person_and_its_words_to_nobody(house: House, fake: FakeModel) -> None:
    fake.words = lambda user: faithful(user).replace('"worry": false', '"worry": true')
    before = flags(house)

    page = asked(house, fake)

    assert "Worded by a language model" not in page
    assert flags(house) == before + 1


def test_the_administrator_sees_what_left_byte_for_byte(house: House, fake: FakeModel) -> None:
    services = with_model(house, fake)
    post(House(services).client("wen"), "/ask", page="/ask", text=QUESTION)

    page = html.unescape(House(services).client("sam").get("/model").text)

    assert all(message["content"] in page for message in fake.received[0]["messages"])


def test_only_an_administrator_opens_that_page(house: House) -> None:
    assert [house.client(who).get("/model").status_code for who in ("wen", "maya", "dana")] == [404, 404, 404]


def test_without_a_model_nothing_says_so(house: House) -> None:
    client = house.client("wen")

    page = post(client, "/ask", page="/ask", text=QUESTION).text

    assert "language model" not in page
    assert "own words." not in page


def test_a_program_that_did_not_switch_it_on_sends_nothing(house: House, fake: FakeModel) -> None:
    page = asked(house, fake, on=False)

    assert fake.received == []
    assert "Worded by" not in page


def test_a_follow_up_is_made_to_stand_alone_before_it_is_looked_up(house: House, fake: FakeModel) -> None:
    asked_twice(house, fake, QUESTION, "and on saturdays?")

    sent = fake.received[1]["messages"][-1]["content"]
    assert QUESTION in sent
    assert "and on saturdays?" in sent
    assert statuses(house)[1] == "used"


def test_a_conversation_with_a_worry_in_it_is_never_sent_again(house: House, fake: FakeModel) -> None:
    asked_twice(house, fake, "I want to kill myself tonight", "when is the math lab open?")

    assert [one for one in fake.received if "Earlier questions" in str(one)] == []
    assert "kill" not in str(fake.received)


def asked_twice(house: House, fake: FakeModel, first: str, second: str) -> None:
    """Two questions of one conversation."""
    client = House(with_model(house, fake)).client("wen")
    talk = str(post(client, "/ask", page="/ask", text=first, key="key-first-1").url).split("conversation=")[1]
    talk = talk.split("#")[0]
    post(client, "/ask", page=f"/ask?conversation={talk}", text=second, key="key-second", conversation=talk)


def asked(house: House, fake: FakeModel, question: str = QUESTION, *, on: bool = True) -> str:
    """The page after asking, with the fake model configured and switched on."""
    client = House(with_model(house, fake, on=on)).client("wen")
    return str(post(client, "/ask", page="/ask", text=question).text)


def with_model(house: House, fake: FakeModel, *, on: bool = True) -> Services:
    """The house with the fake model as its writer, and the features switched on for the program."""
    seconds = 2.0 if "hang" in fake.faults else 15.0  # what a busy machine may need for its first call
    role = ModelRole(name="fake", base_url=fake.url, api_key=SecretStr("none"), seconds=seconds)
    chosen = ModelSettings(on=True, agreement="signed 2026", writer=role, rephraser=role)
    settings = house.services.settings.model_copy(update={"model": chosen})
    switch(house, on)
    return replace(house.services, settings=settings, models=models_from(settings, house.clock))


def switch(house: House, on: bool) -> None:
    """Switch the answers on for the program."""
    system = SystemViewer(job=Job.DEMO, program_id=PROGRAM)
    with house.services.database.write(Audit(actor="system", action="program.change")) as db:
        chosen = dict(Programs(db, system).get(PROGRAM).settings)
        chosen["model"] = {"on": on, "features": ["answers", "prep", "rephrase"]}
        change_settings(db, system, PROGRAM, chosen)


def statuses(house: House) -> list[str]:
    with house.services.database.read() as db:
        return [row[0] for row in db.orm.execute(sql("select status from model_calls")).all()]


def flags(house: House) -> int:
    with house.services.database.read() as db:
        return int(db.orm.execute(sql("select count(*) from flags")).scalar_one())


def default_text(house: House) -> str:
    answer = house.services.answering.answer(Turn(text=QUESTION, audiences=frozenset({Audience.EVERYONE})))
    return answer.lines[0].text[:40]


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as running:
        yield running
