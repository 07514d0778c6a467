"""SMART help, wording help, check-ins, nudges and reports."""

from datetime import date, datetime

import pytest

from assistant.preparing.check_ins import Channel, NudgeKind, draft_check_in, load_check_in_policy, nudges_due
from assistant.preparing.reports import LoggedSession, PairingLog, Period, draft_report
from assistant.preparing.scenario import CheckIn, Goal, GoalArea, GoalKind, Mode
from assistant.preparing.smart import Smart, balance, missing_letters
from assistant.preparing.wording import Slip, advise

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 (local time of the mentee)
GOAL = Goal(
    id="g1", mentee="m1", text="Two practice sets a week", kind=GoalKind.HABIT, area=GoalArea.ACADEMIC, status="open"
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Do better in math", {Smart.SPECIFIC, Smart.MEASURABLE, Smart.RELEVANT, Smart.TIMED}),
        ("Finish two practice sets by Dec 4 so that the final is no surprise", set()),
        ("Read everything every day so that I never fall behind in class", {Smart.ACHIEVABLE}),
    ],
)
def test_smart_help_names_what_is_missing_and_rewrites_nothing(text, missing):
    assert {found.letter for found in missing_letters(text, DAY)} == missing


def test_a_mentee_without_a_personal_goal_is_asked_for_one():
    assert balance((GOAL,)) == ("No personal goal yet: ask what one would be.",)


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("I promise I won't tell anyone.", Slip.SECRECY),
        ("This stays between us.", Slip.SECRECY),
        ("You probably have ADHD.", Slip.DIAGNOSIS),
        ("She seems depressed to me.", Slip.DIAGNOSIS),
        ("The answer is 42.", Slip.ANSWER),
        ("I'll write it for you.", Slip.ANSWER),
        ("How was the exam and what are you doing next?", Slip.TWO_QUESTIONS),
        ("Why didn't you start earlier?", Slip.BLAME),
        ("You should drop the class.", Slip.FIXING),
    ],
)
def test_wording_help_sees_a_slip_and_offers_one_better_move(text, slip):
    found = {advice.slip: advice for advice in advise(text)}

    assert slip in found
    assert found[slip].move
    assert found[slip].training
    assert 0 <= found[slip].start < found[slip].end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "What was the hardest part this week?",
        "Some things I have to pass on; I would tell you first.",
        "She said \"I have ADHD\" and asked for quiet rooms.",
        "Show me where you got stuck.",
        "I answered her email about the lab.",
    ],
)  # fmt: skip
def test_good_wording_is_left_alone(text):
    assert advise(text) == ()


def test_a_long_note_without_a_step_is_told_so():
    text = "We looked at the quiz. " * 12

    assert Slip.NO_NEXT_STEP in {advice.slip for advice in advise(text, is_note=True)}


@pytest.mark.parametrize("channel", list(Channel))
def test_a_check_in_takes_less_than_a_minute_and_leaves_the_opening_blank(channel):
    draft = draft_check_in(channel, DAY, (), (GOAL,), load_check_in_policy())

    assert draft.seconds < 60
    assert draft.opening == ""
    assert all(line.sources for line in draft.lines)


def test_a_board_never_asks_what_is_too_personal_for_it():
    low = CheckIn(
        id="c", mentee="m1", date=DAY, answers={"money": 1, "health": 1, "planning": 4}, shared_with_mentor=True
    )

    draft = draft_check_in(Channel.DISCUSSION_BOARD, DAY, (low,), (GOAL,), load_check_in_policy())

    assert not {"money", "health", "wellbeing"} & set(draft.areas)
    assert not any("practice sets" in line.text for line in draft.lines)


def nudges(deadlines=(), sent=(), last_answer=date(2026, 11, 20), now=NOON):
    return [
        n.kind
        for n in nudges_due(now, deadlines=deadlines, sent=sent, last_answer=last_answer, policy=load_check_in_policy())
    ]


def test_only_a_near_day_is_urgent():
    assert nudges([("d1", date(2026, 11, 26), "Registration"), ("d2", date(2026, 12, 20), "Final")]) == [
        NudgeKind.URGENT
    ]


def test_silence_brings_one_encouraging_nudge_and_never_a_second():
    before = [(NudgeKind.ENCOURAGING, datetime(2026, 11, 10, 12, 0))]  # noqa: DTZ001

    assert nudges(last_answer=date(2026, 11, 1)) == [NudgeKind.ENCOURAGING]
    assert nudges(sent=before, last_answer=date(2026, 11, 1)) == []


def test_a_full_week_or_the_night_brings_none():
    week = [(NudgeKind.URGENT, datetime(2026, 11, d, 12, 0)) for d in (20, 23)]  # noqa: DTZ001
    near = [("d1", date(2026, 11, 25), "Registration")]

    assert nudges(near, sent=week) == []
    assert nudges(near, now=datetime(2026, 11, 24, 23, 0)) == []  # noqa: DTZ001


def test_a_report_counts_names_nobody_and_says_what_it_cannot_claim():
    sessions = tuple(
        LoggedSession(id=f"s{n}", date=date(2026, 11, n), minutes=60, mode=Mode.ASYNC, held=n != 17, topics=("limits",))
        for n in (12, 17, 19)
    )

    draft = draft_report(Period.BI_WEEKLY, [PairingLog(token="Pairing A", sessions=sessions, goals=(GOAL,))], DAY)

    words = " ".join(line.text for _, lines in draft.sections for line in lines)
    assert "2 of 3 planned sessions held, 120 minutes (2 asynchronous)" in words
    assert "practice sets" not in words
    assert "cannot claim" in words
