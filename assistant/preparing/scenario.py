"""Scenario: everything a prep is made from, as plain values (formats.md, `trellis prep`). Built here or from rows."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from access.flows import DataClass


class Structure(StrEnum):
    """How a mentor and mentees meet."""

    ONE_TO_ONE = "one_to_one"
    SMALL_GROUP = "small_group"
    CROSS_AGE = "cross_age"
    SAME_AGE = "same_age"
    ONLINE = "online"


class Mode(StrEnum):
    """Where a session happens; an asynchronous one counts towards dosage too."""

    VIDEO = "video"
    IN_PERSON = "in_person"
    ASYNC = "async"


class GoalKind(StrEnum):
    """What a goal is made of."""

    OUTCOME = "outcome"
    HABIT = "habit"
    RESILIENCE = "resilience"


class GoalArea(StrEnum):
    """Which part of life a goal is in; a mentee has at least one of each."""

    ACADEMIC = "academic"
    PERSONAL = "personal"


@dataclass(frozen=True, kw_only=True)
class Program:
    """The term and how many sessions it aims for, both ends included."""

    term_start: date
    term_end: date
    sessions_goal: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class MentoringSession:
    """The session to prepare. `number` counts from 1; `minutes` is 15 to 120."""

    number: int
    date: date
    minutes: int
    mode: Mode


@dataclass(frozen=True, kw_only=True)
class Mentor:
    """Who asks for the prep."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Mentee:
    """Someone the session is with."""

    id: str
    name: str
    courses: tuple[str, ...] = ()
    preferences: str = ""

    @property
    def first_name(self) -> str:
        """What a line calls them."""
        return self.name.split()[0] if self.name.split() else self.name


@dataclass(frozen=True, kw_only=True)
class Note:
    """What somebody wrote about one or more mentees. `shared_with` is the subject's consent, person by person (C3)."""

    id: str
    date: date
    by: str
    about: tuple[str, ...]
    text: str
    data_class: DataClass = DataClass.D7
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProgressPoint:
    """How far a goal had come on a day, 0 to 1."""

    date: date
    value: float
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What a mentee works towards; D1, because the mentee chose to share it with the mentor."""

    id: str
    mentee: str
    text: str
    kind: GoalKind
    area: GoalArea
    status: str
    progress: tuple[ProgressPoint, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do about it."""
        return self.status.strip().lower() not in {
            "done", "met", "achieved", "complete", "completed", "closed", "dropped", "abandoned", "cancelled",
            "canceled",
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """A one-minute check-in: 1 to 5 by area. D1 if shared with the mentor, else D2."""

    id: str
    mentee: str
    date: date
    answers: dict[str, int]
    text: str = ""
    shared_with_mentor: bool = False


@dataclass(frozen=True, kw_only=True)
class SharedQuestion:
    """A question of the mentee's; D2 unless the mentee shared it with the mentor."""

    id: str
    mentee: str
    date: date
    text: str
    shared_with_mentor: bool = False


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A day by which something must be done. D0. `mentee` is empty when it is everybody's."""

    date: date
    text: str
    mentee: str = ""

    @property
    def id(self) -> str:
        """Deadlines carry no id of their own: the day and the first words name one."""
        return f"{self.date.isoformat()}:{'-'.join(self.text.lower().split()[:4])}"


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One prep's material. Nothing here has been judged yet: `permitted.permit` decides what may be used."""

    id: str
    program: Program
    structure: Structure
    session: MentoringSession
    mentor: Mentor
    mentees: tuple[Mentee, ...]
    notes: tuple[Note, ...] = field(default=())
    goals: tuple[Goal, ...] = field(default=())
    check_ins: tuple[CheckIn, ...] = field(default=())
    questions: tuple[SharedQuestion, ...] = field(default=())
    deadlines: tuple[Deadline, ...] = field(default=())

    @property
    def is_shared(self) -> bool:
        """Whether more than one mentee reads the agenda."""
        return len(self.mentees) > 1

    def mentee(self, mentee_id: str) -> Mentee | None:
        """The mentee of this session with this id."""
        return next((m for m in self.mentees if m.id == mentee_id), None)
