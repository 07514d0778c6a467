"""Flags as the student, the mentor and whoever raised them read them: own words, status, role words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from access.viewer import Viewer
from assistant.escalating.desk import Evidence, evidence_of, moves_now
from assistant.escalating.undoing import VIEW
from assistant.escalating.wording import acting_of, category_words, level_words, told_words
from assistant.safety.levels import Category, Lane, Level
from assistant.safety.moves import Demand, Move, Status
from storage.audit import Audit
from storage.flags import Flag
from storage.glimpses import Glimpse, Glimpses

if TYPE_CHECKING:
    from assistant.wiring import Services


@dataclass(frozen=True, kw_only=True)
class MyFlag:
    """A flag about the viewer: all of it, before anyone else in the care lane, and who was told in role words."""

    flag_id: str
    title: str
    category: str
    level: str
    lane: str
    status: str
    raised_at: datetime
    due_at: datetime | None
    evidence: tuple[Evidence, ...]
    told: tuple[str, ...]
    moves: dict[Move, frozenset[Demand]]
    can_undo: bool
    next_contact_on: date | None


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What came of a flag somebody raised, in role words."""

    flag_id: str
    about_id: str
    title: str
    level: str
    lane: str
    status: str
    line: str
    open: bool
    raised_at: datetime


@dataclass(frozen=True, kw_only=True)
class MentorLine:
    """The whole of what a mentor's screen may hold about a flag: one fixed line, from category and level (2.2)."""

    flag_id: str
    about_id: str
    line: str
    level: str
    lane: str
    open: bool


def flag_about_me(services: "Services", viewer: Viewer, flag_id: str) -> MyFlag:
    """One flag about the viewer. Raises NotFoundError for others, and while telling is withheld (C4)."""
    with services.database.read() as db:
        flag = Glimpses(db, viewer).one_about_me(flag_id)
        told = told_words(db, services, viewer, flag)
    services.database.record(
        Audit(actor=viewer.person_id, action=VIEW, object_kind="flag", object_id=flag_id, about=viewer.person_id)
    )
    return my_flag(services, viewer, flag, told)


def flags_about_me(services: "Services", viewer: Viewer) -> tuple[MyFlag, ...]:
    """Every flag about the viewer, oldest first."""
    with services.database.read() as db:
        flags = [(flag, told_words(db, services, viewer, flag)) for flag in Glimpses(db, viewer).about_me()]
    return tuple(my_flag(services, viewer, flag, told) for flag, told in flags)


def my_flag(services: "Services", viewer: Viewer, flag: Flag, told: tuple[str, ...]) -> MyFlag:
    """A flag as its subject reads it."""
    moves = moves_now(viewer, flag)
    withdrawable = flag.lane == Lane.CARE and flag.status == "raised" and flag.raised_how != "mentee"
    return MyFlag(
        flag_id=flag.id, title=category_words(flag.category), category=flag.category, level=flag.level,
        lane=flag.lane, status=flag.status, raised_at=flag.raised_at, due_at=flag.due_at,
        evidence=evidence_of(flag), told=told, moves=moves, can_undo=withdrawable,
        next_contact_on=flag.next_contact_on,
    )  # fmt: skip


def raised_by_me(services: "Services", viewer: Viewer) -> tuple[Heard, ...]:
    """What the viewer raised about others, and what came of it: the raiser hears back."""
    with services.database.read() as db:
        flags = Glimpses(db, viewer).raised_by_me()
    return tuple(heard_back(services, flag) for flag in flags)


def heard_back(services: "Services", flag: Glimpse) -> Heard:
    """One flag for whoever raised it: its status, and once closed its outcome."""
    acting = acting_of(services)
    if flag.open:
        waiting = flag.lane == Lane.CARE and flag.status == "with_student"
        line = "The student is reading it first." if waiting else acting.told[Lane.SAFETY][Status(flag.status)]
        line = line.split(" {")[0]
    else:
        outcome = acting.outcomes.get(flag.outcome)
        line = outcome.told if outcome else "It was looked into."
    return Heard(
        flag_id=flag.id, about_id=flag.about_id, title=category_words(flag.category), level=flag.level,
        lane=flag.lane, status=flag.status, line=line, open=flag.open, raised_at=flag.raised_at,
    )  # fmt: skip


def for_mentor(services: "Services", viewer: Viewer) -> tuple[MentorLine, ...]:
    """What a mentor may know of flags about their mentees: a fixed line of policy each, never a word of anyone's."""
    with services.database.read() as db:
        flags = Glimpses(db, viewer).of_my_mentees()
    lines = []
    for flag in flags:
        rank, row = services.escalation.body.levels[Level(flag.level)], None
        if flag.category:
            row = services.escalation.body.categories[Category(flag.category)]
        lines.append(MentorLine(
            flag_id=flag.id, about_id=flag.about_id, line=row.mentor_sees if row else rank.mentor_told,
            level=level_words(services, flag.level), lane=flag.lane, open=flag.open,
        ))  # fmt: skip
    return tuple(lines)
