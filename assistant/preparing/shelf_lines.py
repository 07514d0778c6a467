"""Lines from the shelf: the one training passage that fits today, and resources with their date and condition."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.preparing.days import clipped, short_day
from assistant.preparing.points import Point
from assistant.preparing.ports import Shelf, ShelfHit
from assistant.preparing.ranking import ranked
from assistant.writing.sentence import Sentence, Source, SourceKind
from knowledge.document import Audience

STALE = timedelta(days=365)
# What a mentor would look up for each kind of point: our own words, never a person's (they go to the index as a query).
TRAINING = {
    "struggle_repeated": "checking prerequisites and scaffolding when a student is stuck",
    "struggle_again": "explaining an idea in several ways when the first did not help",
    "broken": "when a mentee did not follow through on a promise, small next steps",
    "late": "following up on next steps without pressure",
    "goal_slip": "when a goal slips, smaller steps and setbacks",
    "goal_stall": "goal setting, stalled goals, smaller SMART steps",
    "check_in_fall": "listening when a check-in gets worse, open questions",
    "carry_over": "planning the time of a session",
    "struggle": "checking understanding, teach-back and explaining in several ways",
    "asked": "asking open questions and active listening",
}
RESOURCES = {
    "math": "math lab drop-in tutoring hours",
    "statistics": "statistics tutoring",
    "essay": "writing center appointment",
    "paper": "writing center appointment",
    "thesis": "writing center appointment",
    "citation": "library research help citations",
    "chem": "science help room hours",
    "bio": "science help room hours",
    "physics": "science help room hours",
    "register": "registration and academic advising",
    "registration": "registration and academic advising",
    "withdraw": "withdrawal deadline academic advising",
    "drop": "add drop deadline academic advising",
    "scholarship": "scholarship office",
    "fafsa": "financial aid office FAFSA",
    "internship": "career center",
    "resume": "career center resume review",
    "office hours": "how to use office hours",
    "tutor": "tutoring center hours",
    "chain rule": "math lab drop-in tutoring hours",
    "calc": "math lab drop-in tutoring hours",
    "transfer": "transfer advising",
}


def passage_for(points: Sequence[Point], shelf: Shelf, today: date) -> tuple[Sentence, ...]:
    """The training passage for the most pressing point that has one."""
    for point in ranked(points, today):
        query = TRAINING.get(point.kind)
        hits = shelf.find(query, frozenset({Audience.MENTOR}), 1) if query else ()
        if hits:
            text = f"For you, from the training shelf: {clipped(hits[0].sentence.rstrip('.'), 30)} ({hits[0].title})."
            source = replace(_source(hits[0]), for_mentor=True)
            return (Sentence(text=text, sources=(source,), reason="fits what today needs"),)
    return ()


def resources_for(points: Sequence[Point], shelf: Shelf, today: date) -> tuple[Sentence, ...]:
    """At most two resources, each once, for topics named in the points."""
    found: dict[str, Sentence] = {}
    for point in ranked(points, today):
        for word, query in RESOURCES.items():
            if len(found) < 2 and word in point.key.lower():
                for hit in shelf.find(query, frozenset({Audience.EVERYONE}), 1):
                    found.setdefault(hit.path, _resource(hit, today))
    return tuple(found.values())


def _resource(hit: ShelfHit, today: date) -> Sentence:
    stale = hit.verified_on is None or today - hit.verified_on > STALE
    checked = (
        "confirm before you pass it on" if stale or hit.verified_on is None else f"checked {short_day(hit.verified_on)}"
    )
    text = f"If it is needed: {clipped(hit.sentence.rstrip('.'), 36)} ({hit.title}; {checked})."
    return Sentence(text=text, sources=(_source(hit),), reason="a resource for what is ahead")


def _source(hit: ShelfHit) -> Source:
    return Source(kind=SourceKind.RESOURCE, id=hit.path, title=hit.title, quote=hit.sentence, dated=hit.verified_on)
