"""Scenarios as formats.md writes them, from record to what is shown."""

from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.revealing.reveal import Rules, reveal
from assistant.revealing.scenario import Standing, read_scenario
from assistant.revealing.shown import Shown
from core.clock import FixedClock
from core.errors import InvalidInputError
from knowledge.classing_table import load_classing_table
from knowledge.flow_table import load_flow_table

RULES = Rules(
    flows=load_flow_table(), classing=load_classing_table(), clock=FixedClock(datetime(2026, 11, 24, tzinfo=UTC))
)


def item(text: str, **changes: Any) -> dict[str, Any]:
    """A stored item of mentee m1."""
    made = {"id": "s1", "text": text, "said_by": "m1", "said_to": ["assistant"], "about": ["m1"], "data_class": "D1"}
    return made | {"consent": "none", "kind": "chat"} | changes


def shown(by: str, kind: str, *stored: dict[str, Any], about: tuple[str, ...] = (), text: str = "") -> Shown:
    """What somebody of a small program is shown."""
    people = [
        {"id": "m1", "name": "Ana Ruiz", "role": "mentee"},
        {"id": "t1", "name": "Marcus Lee", "role": "mentor", "mentees": ["m1"]},
        {"id": "c1", "name": "Grace Hollis", "role": "coordinator"},
        {"id": "l1", "name": "writer", "role": "model"},
    ]
    request = {"by": by, "kind": kind, "about": list(about), "text": text}
    return reveal(read_scenario({"people": people, "stored": list(stored), "request": request}), RULES)


def test_a_mentor_gets_goals_and_their_source() -> None:
    found = shown("t1", "agenda", item("Pass calculus."), about=("m1",))

    assert "Pass calculus." in found.text
    assert found.sources == ("s1",)


@pytest.mark.parametrize("data_class", ["D2", "D3", "D4", "D5", "D6", "D8"])
def test_a_mentors_agenda_is_the_same_with_and_without_a_secret(data_class: str) -> None:
    goal = item("Pass calculus.")
    secret = item("I start chemo on Monday.", id="s2", data_class=data_class)

    assert shown("t1", "agenda", goal, secret) == shown("t1", "agenda", goal)


def test_a_mentor_sees_that_a_flag_is_open_and_not_why() -> None:
    flag = item("S4 suicide, plan and means.", data_class="D10", kind="flag")

    found = shown("t1", "flag_view", flag)

    assert "flag is open for Ana Ruiz" in found.text
    assert "suicide" not in found.text


def test_a_mentor_sees_no_flag_about_their_own_conduct() -> None:
    flag = item("Concern about the mentor's messages.", data_class="D10", kind="flag")

    assert shown("t1", "flag_view", flag) == shown("t1", "flag_view")


def test_a_model_gets_tokens_for_people() -> None:
    found = shown("l1", "agenda", item("Ana Ruiz will email Marcus on Friday.", data_class="D0"))

    assert found.text == "[PERSON_1] will email [PERSON_2] on Friday."


def test_a_stranger_hears_the_same_about_anybody() -> None:
    assert shown("x", "question", item("Pass calculus."), about=("m1",)) == shown("x", "search", about=("nobody",))


@pytest.mark.parametrize("change", [{"data_class": "D11"}, {"said_to": 5.5}])
def test_an_item_that_cannot_be_judged_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        shown("t1", "agenda", item("x", **change))


def test_an_unknown_role_is_an_outsider() -> None:
    people = [{"id": "p", "name": "P", "role": "janitor"}]

    scenario = read_scenario({"people": people, "stored": [], "request": {"by": "p", "kind": "search"}})

    assert scenario.people[0].standing is Standing.OUTSIDER
