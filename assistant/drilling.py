"""The drill: an invented prep with known errors planted in it, and how many of them a mentor catches.

It is made from its seed each time and kept nowhere: there is nothing to approve and nothing that could be delivered.
"""

from datetime import date
from random import SystemRandom

from assistant.writing.drill import DrillReport, PlantedDraft, drill_report, plant_errors
from assistant.writing.sentence import Sentence, Source, SourceKind

NAMES = ("Iris", "Bo", "Sana")
SEEDS = 1_000_000
SHARE = 0.5
# Invented lines: kind, source id, its date, what the source says, and what an honest draft makes of it.
LINES: tuple[tuple[SourceKind, str, date, str, str], ...] = (
    (SourceKind.NOTE, "session 4", date(2026, 11, 17), "Iris got her first quiz above 80. She was relieved.",
     "Iris has a quiz above 80, by the note of Tue Nov 17."),
    (SourceKind.NOTE, "session 4", date(2026, 11, 17), "Iris will email her TA by Friday. Had not done it last week.",
     "Iris promised to email her TA by Fri Nov 20. The note of Tue Nov 17 says it has not happened."),
    (SourceKind.NOTE, "session 3", date(2026, 11, 10), "I will send Bo the lab template.",
     "You promised to send Bo the lab template, by the note of Tue Nov 10."),
    (SourceKind.GOAL, "reading goal", date(2026, 11, 15), "Read two chapters a week. 40% on Nov 15.",
     "The reading goal is at 40%, last noted Sun Nov 15."),
    (SourceKind.CHECK_IN, "check-in", date(2026, 11, 20), "Planning 2, connections 4.",
     "Planning went down to 2 of 5 in the check-in of Fri Nov 20."),
    (SourceKind.DEADLINE, "calendar", date(2026, 12, 4), "Last day to withdraw: December 4.",
     "Last day to withdraw is Fri Dec 4, in 10 days."),
    (SourceKind.RESOURCE, "writing center", date(2026, 10, 1), "The writing center is open Monday to Thursday.",
     "The writing center takes drafts Monday to Thursday."),
    (SourceKind.NOTE, "session 2", date(2026, 11, 3), "Sana mixed up the two kinds of energy again.",
     "Sana mixed up the two kinds of energy in 2 of 3 notes, the last one of Tue Nov 3."),
    (SourceKind.QUESTION, "shared question", date(2026, 11, 19), "Can we talk about my schedule?",
     "Bo asked on Thu Nov 19 to talk about the schedule."),
    (SourceKind.RULE, "dosage", date(2026, 11, 24), "4 sessions held; 8 to 10 is the aim.",
     "Sessions held: 4 of 8 to 10."),
    (SourceKind.NOTE, "session 4", date(2026, 11, 17), "Did not get to the resume.",
     "Carry over the resume, not reached on Tue Nov 17."),
    (SourceKind.RESOURCE, "tutoring", date(2026, 10, 12), "Drop-in tutoring, room 210, 2 to 6 pm.",
     "Drop-in tutoring is in room 210, 2 to 6 pm."),
)  # fmt: skip


def new_seed() -> int:
    """A seed for a new queue. It is no secret: nothing rides on a drill."""
    return SystemRandom().randrange(SEEDS)


def queue(seed: int) -> PlantedDraft:
    """The practice queue of a seed; the same seed gives the same queue."""
    sentences = [
        Sentence(
            text=text, sources=(Source(kind=kind, id=source, title=source, quote=quote, dated=day),),
            reason="practice",
        )
        for kind, source, day, quote, text in LINES
    ]  # fmt: skip
    return plant_errors(sentences, NAMES, seed % SEEDS, SHARE)


def report(seed: int, marked: frozenset[str]) -> tuple[PlantedDraft, DrillReport]:
    """What was planted and what the mentor's marks caught."""
    draft = queue(seed)
    return draft, drill_report(draft, marked)
