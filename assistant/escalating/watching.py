"""What the clocks ask for, decided from plain values: which page walks on, what is overdue, what nobody answered."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.escalating.policy import Acting
from assistant.escalating.recipients import Chain
from assistant.escalating.telling import PAGING
from assistant.safety.clocks import Page, walk
from assistant.safety.levels import Lane, Level
from assistant.safety.moves import Status
from storage.flags import Flag
from storage.notices import Notice


@dataclass(frozen=True, kw_only=True)
class NextPage:
    """Page this person about this case now: place and round in its series."""

    flag: Flag
    series: str
    person_id: str
    place: int
    round: int


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """Tell these people once, under this key, what `purpose` says."""

    flag: Flag
    purpose: str
    people: tuple[str, ...]
    key: str


@dataclass(frozen=True, kw_only=True)
class Series:
    """One run of pages about a case: its level, when it began, its pages in order."""

    name: str
    level: Level
    pages: tuple[Page, ...]


def series_in(notices: Sequence[Notice]) -> tuple[Series, ...]:
    """The runs of pages among a flag's notices. Several channels of one paging are one page."""
    found: dict[str, dict[tuple[int, int], Page]] = defaultdict(dict)
    for notice in notices:
        if notice.purpose not in PAGING:
            continue
        _, _, level, hour, step, recipient, _ = notice.dedupe_key.split("/")
        turn = tuple(int(part) for part in step.split("."))
        before = found[f"{level}/{hour}"].get((turn[0], turn[1]))
        seen = notice.acknowledged_at is not None or (before is not None and before.acknowledged)
        at = min(notice.due_at, before.at) if before else notice.due_at
        found[f"{level}/{hour}"][turn[0], turn[1]] = Page(person_id=recipient, at=at, acknowledged=seen)
    return tuple(
        Series(name=name, level=Level(name[:2]), pages=tuple(page for _, page in sorted(pages.items())))
        for name, pages in found.items()
    )  # fmt: skip


def unanswered(flag: Flag, notices: Sequence[Notice]) -> Series | None:
    """The most urgent run of pages nobody acknowledged: neither on a page, nor by a move since it began."""
    waiting = [
        one for one in series_in(notices)
        if not any(page.acknowledged for page in one.pages)
        and (flag.acknowledged_at is None or flag.acknowledged_at < one.pages[0].at)
    ]  # fmt: skip
    return max(waiting, key=lambda one: (one.level, one.pages[0].at), default=None)


def next_pages(
    flag: Flag, notices: Sequence[Notice], chain: Chain, acting: Acting, now: datetime
) -> tuple[NextPage | Reminder, ...]:
    """What the walk asks for now: the next page, and word to everybody once the chain is used up."""
    series = unanswered(flag, notices) if flag.lane == Lane.SAFETY else None
    if series is None or series.level not in acting.walk:
        return ()
    if series.level is Level.S3 and flag.due_at is not None and now < flag.due_at:
        return ()  # urgent, not imminent: the first on call has until it is due
    rule = acting.walk[series.level]
    step = walk(
        chain.people, series.pages, now, wait=timedelta(minutes=rule.wait_minutes),
        again=timedelta(minutes=rule.again_minutes), rounds=rule.rounds,
    )  # fmt: skip
    asked: list[NextPage | Reminder] = []
    if step.used_up:
        rounds = len(series.pages) // max(1, len(chain.people))
        everyone = tuple(dict.fromkeys((*chain.people, *([chain.contact] if chain.contact else ()))))
        key = f"{flag.id}/{series.name}/{rounds}"
        asked.append(Reminder(flag=flag, purpose="used_up", people=everyone, key=key))
    if step.next_person:
        place = len(series.pages) % len(chain.people)
        asked.append(NextPage(flag=flag, series=series.name, person_id=step.next_person, place=place, round=step.round))
    return tuple(asked)


def overdue(flag: Flag, chain: Chain, now: datetime) -> tuple[Reminder, ...]:
    """What has passed its time: a conversation without an answer, a case nobody took on."""
    if flag.due_at is None or now < flag.due_at or flag.claimed_by or not chain.people:
        return ()
    key = f"{flag.id}/{flag.due_at:%Y%m%dT%H%M}"
    if flag.status == Status.WITH_STUDENT:
        return (Reminder(flag=flag, purpose="unanswered", people=chain.people[:1], key=key),)
    return (Reminder(flag=flag, purpose="overdue", people=chain.people, key=key),)


def is_new(reminder: Reminder, notices: Sequence[Notice]) -> bool:
    """Whether nobody was told this yet."""
    start = f"{reminder.purpose}/{reminder.key}/"
    return not any(notice.dedupe_key.startswith(start) for notice in notices)
