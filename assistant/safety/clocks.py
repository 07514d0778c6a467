"""When somebody must have acted: deadlines in the campus's hours, calendar and zone, and when a page walks on.

All arithmetic on elapsed time is in UTC, so a night with 23 or 25 hours changes nothing but what the wall clock says.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from assistant.safety.policy import WEEKDAYS, Campus, Due, LevelRow

LONGEST_CLOSURE = 60  # days; a calendar closed for longer is a mistake, and must not hang a loop
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """A campus's service hours (local wall-clock time by weekday), days it is closed, and its zone."""

    zone: ZoneInfo
    hours: tuple[tuple[time, time] | None, ...]  # Monday first; None is closed
    closed: frozenset[date]

    def window(self, day: date) -> tuple[datetime, datetime] | None:
        """Opening and closing of a day in UTC, or None where it is closed."""
        hours = self.hours[day.weekday()]
        if hours is None or day in self.closed:
            return None
        opens, closes = (datetime.combine(day, at, self.zone).astimezone(UTC) for at in hours)
        return opens, closes

    def is_open(self, at: datetime) -> bool:
        """Whether the service is staffed at this moment. The minute of closing is closed."""
        window = self.window(self.local(at).date())
        return window is not None and window[0] <= at < window[1]

    def next_opening(self, at: datetime) -> datetime:
        """The first opening at or after this moment. Raises ValueError for a calendar that never opens."""
        start = self.local(at).date()
        for offset in range(LONGEST_CLOSURE):
            window = self.window(start + offset * DAY)
            if window is not None and window[0] >= at:
                return window[0]
        raise ValueError("this calendar never opens")

    def open_days_after(self, day: date, count: int) -> date:
        """The `count`-th open day after this one; 0 is the day itself."""
        for _ in range(LONGEST_CLOSURE * max(1, count)):
            if count == 0:
                return day
            day += DAY
            count -= self.window(day) is not None
        raise ValueError("this calendar never opens")

    def local(self, at: datetime) -> datetime:
        """The moment on the campus's wall clock."""
        return at.astimezone(self.zone)


def calendar_of(campus: Campus, *, zone: str = "", closed: tuple[date, ...] = ()) -> Calendar:
    """The campus's calendar from policy; a program may be in another zone and close on further days."""
    hours = tuple(campus.service_hours.get(name) for name in WEEKDAYS)
    days = {holiday.day for holiday in campus.holidays} | set(closed)
    for closure in campus.closures:
        length = (closure.last - closure.first).days + 1
        days |= {closure.first + offset * DAY for offset in range(length)}
    return Calendar(zone=ZoneInfo(zone or campus.zone), hours=hours, closed=frozenset(days))


def due_at(rank: LevelRow, calendar: Calendar, at: datetime, *, cap_hours: int | None = None) -> datetime | None:
    """When a person must have acted on something raised at `at` (UTC), or None where nobody has to.

    Outside service hours the night clock runs, and the service clock from the next opening: the earlier one counts.
    `cap_hours`: the campus's reporting deadline, later than which nothing urgent is answered (T2, M1).
    """
    if rank.counts_in == "never" or rank.due_service is None or rank.due_otherwise is None:
        return None
    if calendar.is_open(at):
        due = after(rank.due_service, calendar, at)
    else:
        due = after(rank.due_otherwise, calendar, at)
        if rank.counts_in == "always":
            due = min(due, after(rank.due_service, calendar, calendar.next_opening(at)))
    return due if cap_hours is None else min(due, at + timedelta(hours=cap_hours))


def after(due: Due, calendar: Calendar, at: datetime) -> datetime:
    """The moment this long after `at`: minutes and hours on any clock, service days on the campus's."""
    if due.service_days is None:
        return at + timedelta(minutes=due.minutes or 0, hours=due.hours or 0)
    return service_days_after(calendar, at, due.service_days)


def service_days_after(calendar: Calendar, at: datetime, days: int) -> datetime:
    """That many full days of service later.

    Raised in service: the same wall-clock time so many open days later, inside that day's hours. Raised while closed:
    the closing of the so-manieth open day from the next opening on.
    """
    if not calendar.is_open(at):
        opening = calendar.local(calendar.next_opening(at)).date()
        window = calendar.window(calendar.open_days_after(opening, days - 1))
        return window[1] if window else at
    local = calendar.local(at)
    day = calendar.open_days_after(local.date(), days)
    opens, closes = calendar.window(day) or (at, at)
    same_time = datetime.combine(day, local.time(), calendar.zone).astimezone(UTC)
    return min(max(same_time, opens), closes)


@dataclass(frozen=True, kw_only=True)
class Page:
    """One person of the chain was paged at a moment (UTC); whether they acknowledged it."""

    person_id: str
    at: datetime
    acknowledged: bool = False


@dataclass(frozen=True, kw_only=True)
class Walk:
    """What is to be done about an unacknowledged page. `next_person` is empty where nothing is (yet).

    `round` counts walks of the whole chain from 1; `used_up` says that everybody was paged and the last one's time ran
    out: the instruction on the student's screen is what stands (promise 1).
    """

    next_person: str = ""
    round: int = 1
    used_up: bool = False


def walk(
    chain: tuple[str, ...], pages: tuple[Page, ...], now: datetime, *, wait: timedelta, again: timedelta, rounds: int
) -> Walk:
    """The next step of the chain. `pages` are those of this flag at this level, oldest first, one entry a paging.

    A page nobody acknowledged within `wait` goes to the next in the chain; after the whole chain and a pause of
    `again` it begins anew, `rounds` times in all.
    """
    if not chain or any(page.acknowledged for page in pages):
        return Walk()
    done, place = divmod(len(pages), len(chain))
    if not pages:
        return Walk(next_person=chain[0])
    waited = now - pages[-1].at
    if place:
        return Walk(next_person=chain[place] if waited >= wait else "", round=done + 1)
    used_up = waited >= wait
    if done < rounds and waited >= max(wait, again):
        return Walk(next_person=chain[0], round=done + 1, used_up=used_up)
    return Walk(round=done, used_up=used_up)


def closed_days(settings: dict[str, Any]) -> tuple[date, ...]:
    """Further closed days of a program, from its settings (`closed`: ISO dates)."""
    return tuple(date.fromisoformat(str(day)) for day in settings.get("closed", ()))
