"""How long a sentence may be kept, and what a sweep has to erase today (C8). Decides only; storage erases."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from access.labels import DataClass


class Since(StrEnum):
    """From which event the days are counted."""

    SAID = "said"
    PAIRING_CLOSED = "pairing_closed"
    FLAG_CLOSED = "flag_closed"


@dataclass(frozen=True, kw_only=True)
class Keep:
    """How many days after which event."""

    days: int
    since: Since


@dataclass(frozen=True, kw_only=True)
class RetentionTable:
    """A term for every class. Raises ValueError for a class nobody decided about, or a negative term."""

    version: str
    keep: Mapping[DataClass, Keep]

    def __post_init__(self) -> None:
        if missing := [c for c in DataClass if c not in self.keep]:
            raise ValueError(f"no term for {', '.join(missing)}")
        if bad := [c for c, term in self.keep.items() if term.days < 0]:
            raise ValueError(f"a negative term for {', '.join(bad)}")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A stored sentence as the sweep sees it: no words. `events` are those that happened; `held` stops its clock."""

    id: str
    data_class: DataClass
    events: Mapping[Since, datetime] = field(default_factory=dict)
    held: bool = False


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """What to erase, in the order given, and how many of each class: the whole report."""

    erase: tuple[str, ...]
    counts: dict[DataClass, int]
    held: int


def expiry(data_class: DataClass, events: Mapping[Since, datetime], table: RetentionTable) -> datetime | None:
    """When it must be gone; None while the event that starts its clock has not happened."""
    term = table.keep[data_class]
    start = events.get(term.since)
    return None if start is None else start + timedelta(days=term.days)


def sweep(sentences: Iterable[Kept], table: RetentionTable, now: datetime) -> Sweep:
    """Decide for every sentence. One at its very term is due; one on hold is counted and left."""
    erase: list[str] = []
    counts: Counter[DataClass] = Counter()
    held = 0
    for each in sentences:
        due = expiry(each.data_class, each.events, table)
        if due is None or due > now:
            continue
        if each.held:
            held += 1
            continue
        erase.append(each.id)
        counts[each.data_class] += 1
    return Sweep(erase=tuple(erase), counts=dict(counts), held=held)
