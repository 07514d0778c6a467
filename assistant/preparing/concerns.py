"""What the mentor's own notes worry about: concerns for the record, and one fixed line of category and action (C1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from access.flows import DataClass
from assistant.preparing.days import short_day
from assistant.preparing.points import Point
from assistant.preparing.ports import NoteScreen
from assistant.preparing.scenario import Note, Scenario
from assistant.safety.levels import Concern
from assistant.safety.policy import EscalationPolicy
from assistant.writing.sentence import Source, SourceKind
from assistant.writing.writer import Line

UNHEARD = frozenset(
    {DataClass.D2, DataClass.D8}
)  # a mentee's private words and complaints are not the mentor's to raise
FRESH = timedelta(days=60)
HEARD_FOR = timedelta(days=130)  # older notes were heard when they were written
MOST_HEARD = 60


@dataclass(frozen=True, kw_only=True)
class HeardNote:
    """A concern and the note it was heard in."""

    note: Note
    concern: Concern


def own_notes(scenario: Scenario) -> list[Note]:
    """The mentor's own notes of this term, up to the session's day, oldest first."""
    day = scenario.session.date
    own = [n for n in scenario.notes if n.by == scenario.mentor.id and day - HEARD_FOR <= n.date <= day]
    return sorted((n for n in own if n.data_class not in UNHEARD), key=lambda n: (n.date, n.id))[-MOST_HEARD:]


def hear_notes(scenario: Scenario, screen: NoteScreen) -> tuple[HeardNote, ...]:
    """Concerns in the mentor's own notes, oldest note first."""
    own = own_notes(scenario)
    heard = screen.hear([note.text for note in own])
    return tuple(
        HeardNote(note=note, concern=concern) for note, concerns in zip(own, heard, strict=True) for concern in concerns
    )


def worrying_places(heard: Sequence[HeardNote]) -> dict[str, tuple[tuple[int, int], ...]]:
    """By note, the places (start, end) that worried the screen at S2 or above: their statements are not for a draft."""
    places: dict[str, list[tuple[int, int]]] = {}
    for item in heard:
        if item.concern.level.value >= "S2":
            places.setdefault(item.note.id, []).extend((start, end) for _, start, end in item.concern.spans)
    return {note: tuple(found) for note, found in places.items()}


def concern_points(
    heard: Sequence[HeardNote], usable: frozenset[str], scenario: Scenario, policy: EscalationPolicy
) -> Iterator[Point]:
    """One fixed line for each category heard in a note that may be used: no words of the note, no detail.

    Notes declared above D7 leave the draft untouched (C10); their concerns are still in the record.
    """
    said: set[str] = set()
    for item in sorted(heard, key=lambda h: h.concern.level.value, reverse=True):
        sees = (
            policy.obligation(item.concern.category, item.concern.level).mentor_sees
            if item.concern.level.value > "S0"
            else ""
        )
        fresh = scenario.session.date - item.note.date <= FRESH
        if item.note.id not in usable or not fresh or not sees or item.concern.level.value < "S2" or sees in said:
            continue
        said.add(sees)
        yield _point(item, sees, policy)


def _point(item: HeardNote, sees: str, policy: EscalationPolicy) -> Point:
    sources = (
        Source(kind=SourceKind.RULE, id=f"escalation.{item.concern.category.value}", title=policy.version),
        Source(kind=SourceKind.NOTE, id=item.note.id, dated=item.note.date),
    )
    line = Line(
        kind="concern",
        blanks={"day": short_day(item.note.date), "sees": sees},
        sources=sources,
        reason="your note raised a flag",
    )
    return Point(
        kind="concern", line=line, key=f"concern {item.concern.category.value} {item.note.id}", day=item.note.date
    )
