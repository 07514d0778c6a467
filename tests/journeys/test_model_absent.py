"""With the switch off every page, answer and draft is, byte for byte, what a build without the model's code makes."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

import httpx2
import pytest

from assistant import conversations, sessions
from assistant.answering.following import Followed
from cli.fake_model import FakeModel
from core.model_settings import ModelRole, ModelSettings
from tests.conftest import House, post
from tests.journeys.test_model_answers import QUESTION, statuses, with_model
from tests.journeys.test_model_streams import program, served

PARTS = re.compile(  # what differs between two runs by nature: ids, tokens, keys, the time of a save
    r'(?<=name="csrf" value=")[^"]*|(?<=name="csrf" content=")[^"]*|(?<=name="key" value=")[^"]*'
    r"|\b(?:question|conversation|draft|sentence|session|key|flag|request)_[a-z0-9]{20}\b"
)


def shown(house: House) -> list[str]:
    """Pages, an answer, a follow-up and a draft, as two people see them."""
    wen, maya = house.client("wen"), house.client("maya")
    first = post(wen, "/ask", page="/ask", text=QUESTION, key="golden-key-1")
    talk = str(first.url).split("conversation=")[1].split("#")[0]  # type: ignore[attr-defined]
    again = post(wen, "/ask", page="/ask", text="and on fridays?", key="golden-key-2", conversation=talk)
    worry = post(wen, "/ask", page="/ask", text="I want to kill myself tonight", key="golden-key-3")
    session = re.findall(r"/sessions/([^\"#/]+)", maya.get("/today").text)[0]
    draft = post(maya, f"/sessions/{session}/prep", page=f"/sessions/{session}")
    pages = [one.text for one in (first, again, worry, draft)]  # type: ignore[attr-defined]
    pages += [maya.get(path).text for path in ("/today", "/pairings")]
    return [PARTS.sub("", page) for page in [*pages, wen.get("/home").text]]


@pytest.mark.parametrize("settings", [{"on": False}, {"agreement": ""}])
def test_off_is_byte_for_byte_a_build_without_the_models_code(
    house: House, filled_again: House, settings: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    role = ModelRole(name="m", base_url="http://127.0.0.1:9/v1")
    chosen = ModelSettings(**{"on": True, "agreement": "signed", "writer": role, "rephraser": role, **settings})  # type: ignore[arg-type]
    off = replace(house.services, settings=house.services.settings.model_copy(update={"model": chosen}))
    with_code = shown(House(off))

    for module in (conversations, sessions):
        monkeypatch.setattr(module, "desk_for", lambda *_, **__: None)
        monkeypatch.setattr(module, "keep_calls", unreachable)
    monkeypatch.setattr(conversations, "follow_up", unreachable)
    monkeypatch.setattr(conversations, "word_answer", unreachable)
    monkeypatch.setattr(sessions, "reword", unreachable)
    monkeypatch.setattr(sessions, "propose", unreachable)

    assert with_code == shown(filled_again)
    assert statuses(house) == []


def test_the_comparison_would_see_a_difference(house: House, filled_again: House) -> None:
    with FakeModel() as fake:
        assert shown(House(with_model(house, fake))) != shown(filled_again)


def test_twenty_questions_at_a_slow_model_leave_pages_quick_and_connections_free(house: House) -> None:
    with FakeModel(seconds=1.0) as fake:
        services = with_model(house, fake)
        sent = program(House(services)).headers["authorization"]
        pool = services.database.engine.pool
        with served(House(services)) as url, httpx2.Client(base_url=url, timeout=120) as client:
            client.headers["authorization"] = sent
            client.get("/how-it-works")
            idle = sorted(timed(client) for _ in range(10))[8]
            with ThreadPoolExecutor(max_workers=20) as askers:
                asking = [askers.submit(asked, url, sent, at) for at in range(20)]
                busy, most = [], 0
                while not all(one.done() for one in asking):
                    busy.append(timed(client))
                    most = max(most, pool.checkedout())  # type: ignore[attr-defined]
                    time.sleep(0.05)
            codes = [one.result() for one in asking]

    assert codes == [201] * 20
    assert most < pool.size()  # type: ignore[attr-defined]
    assert sorted(busy)[int(len(busy) * 0.9)] < idle + 2.0  # a busy machine; bench/model_load.py measures the p95
    assert len(busy) > 5


def asked(url: str, sent: str, at: int) -> int:
    """One question in words of its own."""
    body = {"text": f"When is the math lab open, please? ({at})", "key": f"load-key-{at}"}
    answer = httpx2.post(f"{url}/v1/questions", json=body, headers={"authorization": sent}, timeout=120)
    return int(answer.status_code)


def timed(client: httpx2.Client) -> float:
    """Seconds of a plain page."""
    started = time.monotonic()
    client.get("/how-it-works")
    return time.monotonic() - started


def unreachable(*_: object, **__: object) -> SimpleNamespace | Followed:
    """Nothing calls this where no model is."""
    raise AssertionError("the model's code was reached with the switch off")


@pytest.fixture
def filled_again(filled, tmp_path_factory):  # type: ignore[no-untyped-def]
    """A second copy of the same filled program."""
    import shutil

    from core.clock import FixedClock
    from storage.database import Database
    from tests.conftest import NOON

    folder = tmp_path_factory.mktemp("again")
    for path in filled.settings.data_dir.glob("*"):
        if path.is_file():
            shutil.copy(path, folder / path.name)
    settings = filled.settings.model_copy(update={"data_dir": folder})
    clock = FixedClock(NOON)
    database = Database.from_settings(settings, clock=clock, ids=filled.ids)
    yield House(replace(filled, settings=settings, clock=clock, database=database))
    database.close()
