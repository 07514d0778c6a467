"""The table of moves: complete, closed, and pictured."""

from pathlib import Path

import pytest

from assistant.safety.levels import Lane
from assistant.safety.moves import (
    F5,
    FIRST,
    FLAG_MOVES,
    FLAG_SIGHTS,
    OPEN,
    Actor,
    Demand,
    Move,
    Status,
    moves_for,
    picture,
    step,
)  # fmt: skip

ROOT = Path(__file__).resolve().parents[3]
DESK = frozenset({Actor.COORDINATOR, Actor.OWNER})


def test_every_move_and_every_status_is_in_the_table() -> None:
    assert {move for _, _, move in FLAG_MOVES} == set(Move)
    assert {status for _, status, _ in FLAG_MOVES} | {made.to for made in FLAG_MOVES.values()} == set(Status)


def test_every_status_a_flag_can_stand_in_says_what_each_person_sees() -> None:
    reached = {(lane, FIRST[lane]) for lane in Lane}
    reached |= {(made.to_lane or lane, made.to) for (lane, _, _), made in FLAG_MOVES.items()}

    assert reached == set(FLAG_SIGHTS)


def test_a_closed_flag_only_comes_back_by_undoing() -> None:
    assert [move for _, status, move in FLAG_MOVES if status is Status.CLOSED] == [Move.UNDO, Move.UNDO]


def test_from_every_open_status_some_way_leads_to_closed() -> None:
    for lane, status in FLAG_SIGHTS:
        seen, ahead = set(), [(lane, status)]
        while ahead:
            here = ahead.pop()
            seen.add(here)
            ahead += [
                (made.to_lane or of, made.to) for (of, at, _), made in FLAG_MOVES.items()
                if (of, at) == here and (made.to_lane or of, made.to) not in seen
            ]  # fmt: skip

        assert (Lane.CARE, Status.CLOSED) in seen or (Lane.SAFETY, Status.CLOSED) in seen


def test_only_a_coordinator_lowers_or_closes_and_only_with_a_reason() -> None:
    for (_, _, move), made in FLAG_MOVES.items():
        if move in (Move.LOWER, Move.CLOSE):
            assert made.by <= DESK
            assert Demand.REASON in made.demands


def test_closing_demands_an_outcome_and_a_next_contact() -> None:
    closings = [made for (_, _, move), made in FLAG_MOVES.items() if move is Move.CLOSE]

    assert closings
    assert all({Demand.OUTCOME, Demand.NEXT_CONTACT} <= made.demands for made in closings)


def test_what_is_still_with_the_student_is_opened_by_them_or_by_a_cited_override() -> None:
    away = {
        move: made for (lane, status, move), made in FLAG_MOVES.items()
        if (lane, status) == (Lane.CARE, Status.WITH_STUDENT) and made.to is not Status.WITH_STUDENT
    }  # fmt: skip

    assert away.pop(Move.AGREE).by == {Actor.SUBJECT}
    assert set(away) == {Move.OPEN_WITHOUT_AGREEMENT, Move.RAISE_LEVEL}
    assert all({Demand.REASON, Demand.CITE} <= made.demands for made in away.values())


@pytest.mark.parametrize("status", OPEN)
def test_an_emergency_disclosure_is_possible_in_the_safety_lane_alone_and_demands_the_f5_fields(status: Status) -> None:
    disclosing = step(Lane.SAFETY, status, Move.DISCLOSE_EMERGENCY)

    assert disclosing is not None
    assert disclosing.demands == F5
    assert step(Lane.CARE, status, Move.DISCLOSE_EMERGENCY) is None


def test_no_move_leads_out_of_the_safety_lane() -> None:
    assert all(made.to_lane in (None, Lane.SAFETY) for made in FLAG_MOVES.values())


def test_what_someone_may_do_now_follows_the_table() -> None:
    assert moves_for(Lane.CARE, Status.WITH_STUDENT, frozenset({Actor.SUBJECT})) == (
        Move.AGREE, Move.SOFTEN, Move.ADD, Move.ASK_FOR_TIME,
    )  # fmt: skip
    assert moves_for(Lane.SAFETY, Status.CLAIMED, frozenset()) == ()


def test_the_picture_in_the_docs_is_current() -> None:
    assert (ROOT / "docs" / "flag-states.md").read_text(encoding="utf-8") == picture(), (
        "run python -m assistant.safety.moves"
    )
