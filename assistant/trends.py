"""Counts over the program with small cells suppressed (C11): how many people, never who, and no words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from access.aggregates import release
from access.viewer import Role, Viewer
from assistant.escalating.wording import calendar_for, category_words, level_words
from assistant.safety.levels import Level
from storage.flags import Flag, Flags
from storage.people import People

if TYPE_CHECKING:
    from assistant.wiring import Services

SMALLEST = 10
Counted = dict[str, set[str]]


@dataclass(frozen=True)
class Cell:
    """A label and how many people; None where too few to say, or where saying it would give another one away."""

    label: str
    people: int | None


@dataclass(frozen=True, kw_only=True)
class TrendTable:
    """One count over people. `total` is None where it would be too small."""

    title: str
    cells: tuple[Cell, ...]
    total: int | None


@dataclass(frozen=True, kw_only=True)
class Trends:
    """What a coordinator may see in the whole. `minutes_to_answer`: median minutes from raised to acknowledged."""

    tables: tuple[TrendTable, ...]
    minutes_to_answer: tuple[Cell, ...]
    smallest: int = SMALLEST
    note: str = "Counts of fewer than 10 people are not shown, nor those that would give them away by subtraction."


def trends(services: "Services", viewer: Viewer) -> Trends:
    """Flags by what they are about, by level and by month. Empty for anyone without a desk."""
    with services.database.read() as db:
        desk = Flags(db, viewer)
        flags = (*desk.queue(), *desk.closed())
        calendar = calendar_for(db, services, viewer)
    by_month = {flag.id: f"{calendar.local(flag.raised_at):%Y-%m}" for flag in flags}
    tables = (
        table("What flags are about", ((category_words(flag.category), flag.about_id) for flag in flags)),
        table("How soon somebody had to act", ((level_words(services, flag.level), flag.about_id) for flag in flags)),
        table("Month by month", ((by_month[flag.id], flag.about_id) for flag in flags)),
    )
    return Trends(tables=tables, minutes_to_answer=answer_times(services, flags))


def table(title: str, labelled: Iterable[tuple[str, str]], k: int = SMALLEST) -> TrendTable:
    """People by label, from pairs of a label and a person's id; `access.aggregates` decides what may be shown."""
    counted: Counted = defaultdict(set)
    for label, person_id in labelled:
        counted[label].add(person_id)
    released = release({label: frozenset(people) for label, people in sorted(counted.items())}, k)
    return TrendTable(
        title=title, cells=tuple(Cell(label, count) for label, count in released.cells.items()), total=released.total
    )  # fmt: skip


def answer_times(services: "Services", flags: Iterable[Flag]) -> tuple[Cell, ...]:
    """The median minutes until somebody acknowledged, by level, over at least `SMALLEST` people."""
    minutes: dict[str, list[float]] = defaultdict(list)
    people: Counted = defaultdict(set)
    for flag in flags:
        if flag.acknowledged_at is not None:
            minutes[flag.level].append((flag.acknowledged_at - flag.raised_at).total_seconds() / 60)
            people[flag.level].add(flag.about_id)
    return tuple(
        Cell(level_words(services, level), round(median(minutes[level])) if len(people[level]) >= SMALLEST else None)
        for level in sorted(minutes, reverse=True) if level in set(Level)
    )  # fmt: skip


def people_one_may_flag(services: "Services", viewer: Viewer) -> dict[str, str]:
    """Names by id of whom this person may raise a flag about: a mentor's mentees, a coordinator's program."""
    with services.database.read() as db:
        people = People(db, viewer)
        if viewer.has(Role.COORDINATOR):
            return {one.id: one.name for one in people.all(Role.MENTEE) if one.closed_at is None}
        return dict(sorted(people.names(viewer.mentor_of).items(), key=lambda pair: pair[1]))
