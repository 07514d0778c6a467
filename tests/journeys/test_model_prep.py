"""A prep with a model behind a loopback endpoint: the plan is ours, the words are checked, notes never leave."""

import re
from collections.abc import Iterator

import pytest

from cli.fake_model import FakeModel, faithful
from tests.conftest import House, post
from tests.journeys.test_model_answers import statuses, with_model


def test_lines_are_worded_and_notes_never_leave(house: House, fake: FakeModel) -> None:
    page = prepared(house, fake)

    sent = fake.received[0]["messages"]
    assert "Your decision" in page
    assert statuses(house) == ["used"]
    assert "Ana" not in sent[-1]["content"]
    assert "promised" not in sent[-1]["content"]
    assert "money" not in sent[-1]["content"]


def test_what_was_refused_is_struck_through_with_its_reason(house: House, fake: FakeModel) -> None:
    fake.words = lambda user: faithful(user).replace("?", " at 555-201-3344?").replace('."', ' by March 30."')

    page = prepared(house, fake)

    assert "<s>" in page
    assert "refused because" in page


@pytest.mark.parametrize("fault", ["500", "bad_json", "hang"])
def test_a_failing_model_leaves_the_default_draft(house: House, fake: FakeModel, fault: str) -> None:
    fake.faults = [fault]

    page = prepared(house, fake)

    assert "Your decision" in page
    assert "<s>" not in page


def prepared(house: House, fake: FakeModel) -> str:
    """The review page of a new draft."""
    client = House(with_model(house, fake)).client("maya")
    home = client.get("/today").text
    session_id = re.findall(r"/sessions/([^\"#/]+)", home)[0]
    return str(post(client, f"/sessions/{session_id}/prep", page=f"/sessions/{session_id}").text)


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as running:
        yield running
