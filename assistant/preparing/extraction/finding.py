"""Finding: one thing a note holds, with who it concerns and where it stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FindingKind(StrEnum):
    """What can be found in a note."""

    PROMISE = "promise"  # someone said they would
    NEXT_STEP = "next_step"  # written down to be done
    STRUGGLE = "struggle"
    WIN = "win"
    CARRY_OVER = "carry_over"  # planned, and not reached
    KEPT = "kept"  # told as done
    NOT_KEPT = "not_kept"  # told as not done
    ASKED = "asked"  # the mentee wants to talk about it or work on it
    SHARED = "shared"  # a plain word written for the mentor to read
    COVERED = "covered"  # what a session was about


COMMITMENTS = frozenset({FindingKind.PROMISE, FindingKind.NEXT_STEP})


class Who(StrEnum):
    """Whose it is, seen from the pairing."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    BOTH = "both"
    OTHER = "other"  # a third person: never put in a draft


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something found. `text` is the writer's own words for it, trimmed; `start`/`end` its statement in the note."""

    kind: FindingKind
    text: str
    who: Who
    statement: str
    start: int
    end: int
    mentee: str = ""  # the mentee it concerns, empty for all of them
    due: date | None = None
    due_words: str = ""
    courses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class People:
    """Who the words "I", "she" and a name stand for: the mentor, and the mentees a note is about, by id and name."""

    mentor: str
    mentees: tuple[tuple[str, str], ...]  # (id, full name)
    written_by_mentor: bool = True
    known_courses: tuple[str, ...] = ()
