"""Points from what notes tell: promises and next steps, struggles, wins, and what was not reached."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.preparing.days import capital, from_today, name_of, short_day, week_day
from assistant.preparing.extraction.finding import FindingKind, Who
from assistant.preparing.keeping import Promise, Standing
from assistant.preparing.permitted import Material, Told
from assistant.preparing.points import CONCEPT, HOMEWORK, Point, note_source, who_of
from assistant.preparing.struggles import Struggle, struggles
from assistant.preparing.templates import Prerequisites
from assistant.writing.sentence import Source
from assistant.writing.writer import Line

WIN_DAYS = 21
REASONS = {
    Standing.BROKEN: "promised and told as not done",
    Standing.LATE: "promised, past its day, no word since",
    Standing.OPEN: "promised, and its day is ahead",
    Standing.UNKNOWN: "promised, no word since",
    Standing.KEPT: "promised and kept",
}


def promise_points(material: Material, kept: Sequence[Promise]) -> Iterator[Point]:
    """One point a promise, worded by its standing."""
    for promise in kept:
        told, finding = promise.told, promise.told.finding
        mine = finding.who is Who.MENTOR
        yield Point(
            kind=("mentor_" if mine else "") + promise.standing.value,
            line=_promise_line(promise, material),
            key=finding.text,
            day=promise.evidence.note.date if promise.evidence else told.note.date,
            due=finding.due,
            mentee=finding.mentee,
            shared=told.shared,
            part=HOMEWORK,
            ask=_ask_line(promise, material),
        )


def _promise_line(promise: Promise, material: Material) -> Line:
    told, finding, today = promise.told, promise.told.finding, material.today
    blanks = {
        "who": who_of(told, material.scenario),
        "what": finding.text,
        "day": short_day(told.note.date),
        "due": week_day(finding.due) if finding.due else "",
        "when": _when(finding.due, today),
    }
    sources: tuple[Source, ...] = (note_source(told),)
    if promise.evidence:
        sources += (note_source(promise.evidence),)
        blanks["day"] = short_day(promise.evidence.note.date)
    kind = f"promise_{promise.standing.value}"
    if finding.kind is FindingKind.NEXT_STEP and promise.standing in {Standing.OPEN, Standing.UNKNOWN}:
        kind = f"step_{promise.standing.value}"
        blanks["who"] = blanks["who"].lower() if blanks["who"].startswith("You") else blanks["who"]
    return Line(kind=kind, blanks=blanks, sources=sources, reason=REASONS[promise.standing])


def _when(due: date | None, today: date) -> str:
    return f"Due {from_today(due, today)}." if due else ""


def _ask_line(promise: Promise, material: Material) -> Line | None:
    finding = promise.told.finding
    if promise.standing is Standing.KEPT:
        return None
    kind = "keep_promise" if finding.who is Who.MENTOR else "ask_promise"
    due = f" (due {week_day(finding.due)})" if finding.due else ""
    who = who_of(promise.told, material.scenario)
    what = f"{who}, {finding.text}" if material.scenario.is_shared and finding.who is not Who.MENTOR else finding.text
    return Line(
        kind=kind,
        blanks={"what": what, "due": due},
        sources=(note_source(promise.told),),
        reason=REASONS[promise.standing],
    )


def struggle_points(material: Material, prerequisites: Prerequisites) -> Iterator[Point]:
    """One point a struggle; those that come back say what to check first."""
    for struggle in struggles(material, prerequisites):
        kind = ("struggle_repeated" if struggle.first else "struggle_again") if struggle.repeated else "struggle"
        yield Point(
            kind=kind,
            line=_struggle_line(kind, struggle, material),
            key=struggle.latest.finding.text,
            day=struggle.latest.note.date,
            mentee=struggle.mentee,
            times=len({t.note.id for t in struggle.told}),
            shared=all(told.shared for told in struggle.told),
            part=CONCEPT,
            ask=_explain_line(struggle, kind),
        )


def _struggle_line(kind: str, struggle: Struggle, material: Material) -> Line:
    latest = struggle.latest
    topics = struggle.topics if struggle.topics else (latest.finding.text,)
    blanks = {
        "who": name_of(material.scenario, struggle.mentee),
        "what": latest.finding.text,
        "first": struggle.first,
        "topic": ", ".join(topics[-3:]),
        "times": str(len({t.note.id for t in struggle.told})),
        "day": short_day(struggle.told[0].note.date if kind == "struggle_again" else latest.note.date),
    }
    reasons = {
        "struggle": "a struggle from a recent note",
        "struggle_again": "the same struggle more than once",
        "struggle_repeated": "struggles that share a root",
    }
    return Line(
        kind=kind, blanks=blanks, sources=tuple(note_source(t) for t in struggle.told[-3:]), reason=reasons[kind]
    )


def _explain_line(struggle: Struggle, kind: str) -> Line:
    latest = struggle.latest
    sources = tuple(note_source(told) for told in struggle.told[-3:])
    if kind == "struggle_repeated":
        blanks = {"first": struggle.first, "topic": ", ".join(struggle.topics[-3:]) or latest.finding.text}
        return Line(
            kind="check_first",
            blanks=blanks,
            sources=sources,
            reason="struggles that share a root",
        )
    return Line(
        kind="explain",
        blanks={"what": latest.finding.text, "day": short_day(latest.note.date)},
        sources=sources,
        reason="a struggle from a recent note",
    )


def win_points(material: Material) -> Iterator[Point]:
    """What went well lately, each once."""
    for told in material.told:
        if told.finding.kind is FindingKind.WIN and (material.today - told.note.date).days <= WIN_DAYS:
            blanks = {
                "who": name_of(material.scenario, told.finding.mentee),
                "what": told.finding.text,
                "day": short_day(told.note.date),
            }
            source = (note_source(told),)
            yield Point(
                kind="win",
                key=told.finding.text,
                day=told.note.date,
                mentee=told.finding.mentee,
                shared=told.shared,
                line=Line(kind="win", blanks=blanks, sources=source, reason="went well"),
                part=HOMEWORK,
                ask=Line(
                    kind="went_well",
                    blanks={**blanks, "what": capital(told.finding.text)},
                    sources=source,
                    reason="went well",
                ),
            )


def carry_points(material: Material) -> Iterator[Point]:
    """What the last session with a note of it did not reach."""
    carried = [told for told in material.told if told.finding.kind is FindingKind.CARRY_OVER]
    last = max((told.note.date for told in carried), default=None)
    for told in carried:
        if told.note.date == last and (material.today - told.note.date).days <= WIN_DAYS:
            yield _carry_point(told)


LEFT = re.compile(
    r"^(?:we |she |he |they )?(?:did ?n[o']?t (?:get (?:to|around to)|reach|have time (?:for|to (?:cover|do))|cover|"
    r"finish)|(?:ran )?out of time (?:for|before|b4)|no time (?:for|to (?:cover|do))|never got to|"
    r"still (?:need to|have to|to) cover)\s+(?:we (?:got|made it) to\s+)?",
    re.IGNORECASE,
)


def _carry_point(told: Told) -> Point:
    blanks = {"what": LEFT.sub("", told.finding.text) or told.finding.text, "day": short_day(told.note.date)}
    line = Line(
        kind="carry_over", blanks=blanks, sources=(note_source(told),), reason="planned last time and not reached"
    )
    return Point(
        kind="carry_over",
        line=line,
        key=told.finding.text,
        day=told.note.date,
        mentee=told.finding.mentee,
        shared=told.shared,
        part=CONCEPT,
        ask=Line(kind="pick_up", blanks=blanks, sources=line.sources, reason=line.reason),
    )
