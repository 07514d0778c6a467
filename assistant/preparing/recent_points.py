"""Points from the last notes: what the mentee wants to talk about, what was told as not done, what was covered."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from access.flows import DataClass
from assistant.preparing.days import capital, name_of, short_day
from assistant.preparing.extraction.finding import FindingKind
from assistant.preparing.keeping import Promise
from assistant.preparing.permitted import Material, Told
from assistant.preparing.points import CONCEPT, HOMEWORK, Point, note_source
from assistant.writing.sentence import Source, SourceKind
from assistant.writing.writer import Line

WISH_DAYS = timedelta(days=21)
SHARED_DAYS = timedelta(days=45)
SHORTEST = 2  # words: less says nothing


def wish_points(material: Material) -> Iterator[Point]:
    """What a note says the mentee wants to talk about or work on."""
    for told in material.told:
        if told.finding.kind is FindingKind.ASKED and material.today - told.note.date <= WISH_DAYS:
            yield _point(told, material, "wish", "the mentee wants to work on it", CONCEPT, "bring_up")


def shared_points(material: Material) -> Iterator[Point]:
    """What was written for the mentor to read: logistics, and words a mentee shared."""
    for told in material.told:
        if told.finding.kind is FindingKind.SHARED and material.today - told.note.date <= SHARED_DAYS:
            logistics = told.note.data_class is DataClass.D0
            reason = "logistics" if logistics else "shared with you"
            yield _point(told, material, "shared_word", reason, HOMEWORK, "noted")


def recent_points(material: Material, kept: Sequence[Promise]) -> Iterator[Point]:
    """From the last session alone: what was told as not done, and what it was about."""
    evidence = {promise.evidence.finding.start for promise in kept if promise.evidence}
    last = [told for told in material.told if told.note.date == material.last_session]
    spoken = {told.finding.start for told in last if told.finding.kind in SPOKEN}
    for told in last:
        place, kind = told.finding.start, told.finding.kind
        if place in evidence or place in spoken or len(told.finding.text.split()) < SHORTEST:
            continue
        if kind is FindingKind.NOT_KEPT:
            yield _point(told, material, "undone", "told as not done", HOMEWORK, "ask_undone")
        elif kind in {FindingKind.COVERED, FindingKind.KEPT}:
            yield _point(told, material, "covered", "from the last session", "", "")


SPOKEN = frozenset({FindingKind.STRUGGLE, FindingKind.WIN, FindingKind.CARRY_OVER, FindingKind.ASKED})


def _point(told: Told, material: Material, kind: str, reason: str, part: str, ask: str) -> Point:
    blanks = {
        "who": name_of(material.scenario, told.finding.mentee),
        "what": told.finding.text,
        "capital": capital(told.finding.text),
        "day": short_day(told.note.date),
    }
    source = (note_source(told),)
    return Point(
        kind=kind,
        line=Line(kind=kind, blanks=blanks, sources=source, reason=reason),
        key=told.finding.text,
        day=told.note.date,
        mentee=told.finding.mentee,
        shared=told.shared,
        part=part,
        ask=Line(kind=ask, blanks=blanks, sources=source, reason=reason) if ask else None,
    )


def preference_points(material: Material) -> Iterator[Point]:
    """How a mentee likes to work, as they said it."""
    for mentee_id, words in material.preferences:
        source = (Source(kind=SourceKind.RULE, id=f"preferences.{mentee_id}", quote=words),)
        blanks = {"who": name_of(material.scenario, mentee_id), "what": words.rstrip(".")}
        line = Line(kind="preference", blanks=blanks, sources=source, reason="how the mentee likes to work")
        yield Point(
            kind="preference", line=line, key=words, day=material.today, mentee=mentee_id, part=CONCEPT, ask=line
        )
