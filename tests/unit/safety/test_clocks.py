"""Deadlines on nights, weekends, holidays and both nights on which the clock jumps."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistant.safety.clocks import Page, Walk, calendar_of, due_at, walk
from assistant.safety.levels import Level
from assistant.safety.policy import load_escalation

BODY = load_escalation().body
CALENDAR = calendar_of(BODY.campus)
ZONE = ZoneInfo("America/New_York")
FIFTEEN, HOUR = timedelta(minutes=15), timedelta(hours=1)
START = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def local(text: str, *, fold: int = 0) -> datetime:
    """A wall-clock time at the campus, as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE, fold=fold).astimezone(UTC)


def due(level: Level, text: str) -> datetime | None:
    return due_at(BODY.levels[level], CALENDAR, local(text), cap_hours=BODY.campus.report_deadline_hours)


@pytest.mark.parametrize(
    ("level", "raised", "expected"),
    [
        # S4 is fifteen minutes at any hour
        (Level.S4, "2026-11-24T10:00", "2026-11-24T10:15"),
        (Level.S4, "2026-11-26T02:00", "2026-11-26T02:15"),
        # S3 in service: two hours, across the closing too
        (Level.S3, "2026-11-24T10:00", "2026-11-24T12:00"),
        (Level.S3, "2026-11-24T16:59", "2026-11-24T18:59"),
        # S3 at night: twelve hours, or two from the opening where that is earlier
        (Level.S3, "2026-11-24T17:00", "2026-11-25T05:00"),
        (Level.S3, "2026-11-24T23:00", "2026-11-25T10:30"),
        (Level.S3, "2026-11-24T08:29", "2026-11-24T10:30"),
        # S3 in the holidays and at the weekend: twelve hours
        (Level.S3, "2026-11-26T09:00", "2026-11-26T21:00"),
        (Level.S3, "2026-11-28T14:00", "2026-11-29T02:00"),
        # S2: the same time on the next open day
        (Level.S2, "2026-11-23T14:00", "2026-11-24T14:00"),
        (Level.S2, "2026-11-20T16:59", "2026-11-23T16:59"),
        (Level.S2, "2026-11-25T12:00", "2026-11-30T12:00"),
        # S2 while closed: the closing of the next open day
        (Level.S2, "2026-11-21T14:00", "2026-11-23T17:00"),
        (Level.S2, "2026-12-24T09:00", "2027-01-04T17:00"),
        (Level.S2, "2026-11-23T17:00", "2026-11-24T17:00"),
        # S1: five of them
        (Level.S1, "2026-11-09T09:00", "2026-11-16T09:00"),
        (Level.S1, "2026-12-22T09:00", "2027-01-07T09:00"),
    ],
)
def test_a_deadline_counts_in_the_campus_hours(level: Level, raised: str, expected: str) -> None:
    found = due_at(BODY.levels[level], CALENDAR, local(raised))

    assert found == local(expected)


def test_nobody_is_waited_for_at_s0() -> None:
    assert due(Level.S0, "2026-11-24T10:00") is None


def test_the_night_the_clocks_go_back_is_an_hour_longer_on_the_wall_and_no_longer_in_truth() -> None:
    raised = local("2026-10-31T23:30")

    found = due_at(BODY.levels[Level.S3], CALENDAR, raised)

    assert found == raised + timedelta(hours=12)
    assert found.astimezone(ZONE).strftime("%H:%M") == "10:30"


def test_a_page_in_the_hour_that_comes_twice_is_due_fifteen_minutes_later_both_times() -> None:
    first, second = local("2026-11-01T01:50"), local("2026-11-01T01:50", fold=1)

    assert due_at(BODY.levels[Level.S4], CALENDAR, first) == first + FIFTEEN
    assert due_at(BODY.levels[Level.S4], CALENDAR, second) == second + FIFTEEN
    assert second - first == HOUR


def test_the_night_the_clocks_go_forward_is_an_hour_shorter_on_the_wall() -> None:
    raised = local("2027-03-13T20:00")

    found = due_at(BODY.levels[Level.S3], CALENDAR, raised)

    assert found == raised + timedelta(hours=12)
    assert found.astimezone(ZONE).strftime("%a %H:%M") == "Sun 09:00"


def test_a_service_day_keeps_its_wall_clock_time_across_both_changes() -> None:
    for before, after in (("2026-10-30T10:00", "2026-11-02T10:00"), ("2027-03-12T10:00", "2027-03-22T10:00")):
        assert due_at(BODY.levels[Level.S2], CALENDAR, local(before)) == local(after)


def test_nothing_urgent_is_due_after_the_reporting_deadline() -> None:
    found = due_at(BODY.levels[Level.S3], CALENDAR, local("2026-11-28T14:00"), cap_hours=4)

    assert found == local("2026-11-28T18:00")


def test_a_later_flag_is_never_due_before_an_earlier_one() -> None:
    for level in (Level.S4, Level.S3, Level.S2, Level.S1):
        moments = [local("2026-11-20T06:00") + timedelta(minutes=29 * n) for n in range(500)]
        dues = [due_at(BODY.levels[level], CALENDAR, at) for at in moments]

        assert dues == sorted(dues)  # type: ignore[type-var]


def test_a_program_in_another_zone_closed_on_further_days_has_its_own_clock() -> None:
    western = calendar_of(BODY.campus, zone="America/Los_Angeles", closed=(date(2026, 11, 25),))

    assert not western.is_open(local("2026-11-24T10:00"))
    assert not western.is_open(local("2026-11-25T15:00"))


def test_a_calendar_that_never_opens_is_told_and_does_not_hang() -> None:
    never = calendar_of(BODY.campus.model_copy(update={"service_hours": {}}))

    with pytest.raises(ValueError, match="never opens"):
        due_at(BODY.levels[Level.S2], never, START)


def step(*pages: Page, minutes: int) -> Walk:
    now = START + timedelta(minutes=minutes)
    return walk(("dana", "luis"), pages, now, wait=FIFTEEN, again=HOUR, rounds=2)


def at(minutes: int, person: str, *, acknowledged: bool = False) -> Page:
    return Page(person_id=person, at=START + timedelta(minutes=minutes), acknowledged=acknowledged)


def test_an_unacknowledged_page_walks_the_chain_and_says_when_it_is_used_up() -> None:
    dana, luis = at(0, "dana"), at(15, "luis")

    assert step(minutes=0) == Walk(next_person="dana")
    assert step(dana, minutes=14) == Walk()
    assert step(dana, minutes=15) == Walk(next_person="luis")
    assert step(dana, luis, minutes=29) == Walk()
    assert step(dana, luis, minutes=30) == Walk(used_up=True)


def test_a_used_up_chain_begins_anew_after_a_pause_and_not_for_ever() -> None:
    first = (at(0, "dana"), at(15, "luis"))
    second = (at(75, "dana"), at(90, "luis"))

    assert step(*first, minutes=75) == Walk(next_person="dana", round=2, used_up=True)
    assert step(*first, *second, minutes=400) == Walk(round=2, used_up=True)


def test_one_acknowledgement_ends_the_walk() -> None:
    assert step(at(0, "dana"), at(15, "luis", acknowledged=True), minutes=400) == Walk()
