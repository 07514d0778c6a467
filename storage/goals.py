"""Goals and their progress. The words of a goal, its steps and its progress notes are statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, select

from access.flows import DataClass, Kind
from access.viewer import Viewer
from core.errors import InvalidInputError, NotFoundError
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.scope import Looking
from storage.statements import Statement, Statements
from storage.stating import NewStatement, state, unstate
from storage.tables.goals import GoalProgressRow, GoalRow

KINDS = ("outcome", "habit", "resilience")
AREAS = ("academic", "personal")
STATUSES = ("active", "reached", "paused", "dropped")
WORDS, STEP = "goal", "step"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far along on a day, from 0 to 1, with an optional note."""

    id: str
    on_date: date
    value: float
    note: str


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A mentee's goal. A coordinator sees kind, area and progress, and no words (D1: minimum)."""

    id: str
    mentee_id: str
    kind: str
    area: str
    status: str
    shared: bool
    text: str
    steps: tuple[str, ...]
    progress: tuple[Progress, ...]
    created_at: datetime
    updated_at: datetime
    statements: tuple[Statement, ...] = ()


class Goals:
    """A mentee's own goals; shared ones for their mentor and, without words, for a coordinator."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def get(self, goal_id: str) -> Goal:
        """One goal. Raises NotFoundError for another's."""
        found = self._values(self.db.all(self._in_sight().where(GoalRow.id == goal_id)))
        if not found:
            raise NotFoundError
        return found[0]

    def of(self, mentee_ids: Collection[str]) -> tuple[Goal, ...]:
        """Goals of these mentees, oldest first."""
        return self._values(self.db.all(self._in_sight().where(GoalRow.mentee_id.in_(mentee_ids))))

    def _in_sight(self) -> Select[GoalRow]:
        condition = scope.mentees(self.viewer, GoalRow.mentee_id, GoalRow.program_id)
        if isinstance(self.viewer, Viewer):
            condition = and_(condition, GoalRow.shared | (GoalRow.mentee_id == self.viewer.person_id))
        return select(GoalRow).where(condition).order_by(GoalRow.created_at, GoalRow.id)

    def _values(self, rows: Sequence[GoalRow]) -> tuple[Goal, ...]:
        query = (
            select(GoalProgressRow)
            .where(GoalProgressRow.goal_id.in_([row.id for row in rows]))
            .order_by(GoalProgressRow.on_date, GoalProgressRow.id)
        )
        progress: dict[str, list[GoalProgressRow]] = {}
        for one in self.db.all(query):
            progress.setdefault(one.goal_id, []).append(one)
        origins = [row.id for row in rows] + [one.id for many in progress.values() for one in many]
        spoken = Statements(self.db, self.viewer).of_origins(origins)
        # A goal shared with an earlier mentor is not there for the next until the mentee approves it (C6).
        wordless = scope.oversees(self.viewer)
        return tuple(_value(row, progress.get(row.id, []), spoken) for row in rows if wordless or row.id in spoken)


def set_goal(
    db: WriteSession,
    viewer: Viewer,
    *,
    mentee_id: str,
    text: str,
    kind: str,
    area: str,
    shared: bool,
    steps: Sequence[str] = (),
    said_to: frozenset[str] = frozenset(),
    goal_id: str = "",
) -> str:
    """Set a goal: one's own, or (a mentor) a shared one with a mentee; returns its id.

    A shared goal is D1 and said to `said_to` (default: the mentee's mentors of now); one not shared is D2.
    """
    db = db.seen_by(viewer)
    _theirs(db, viewer, mentee_id)
    if kind not in KINDS or area not in AREAS or not text.strip():
        raise InvalidInputError("A goal needs words, a kind and an area.")
    goal_id = goal_id or db.ids.new("goal")
    db.add(
        GoalRow(
            id=goal_id, program_id=viewer.program_id, mentee_id=mentee_id, kind=kind, area=area, status="active",
            shared=shared, created_at=db.now, updated_at=db.now,
        )
    )  # fmt: skip
    heard = said_to or (viewer.mentee_of if viewer.person_id == mentee_id else frozenset({viewer.person_id}))
    _say(db, viewer, goal_id, mentee_id, text, steps, heard if shared else frozenset())
    db.touch("goal", goal_id, mentee_id)
    return goal_id


def change_goal(
    db: WriteSession, viewer: Viewer, goal_id: str, *, status: str = "", text: str = "", steps: Sequence[str] = ()
) -> None:
    """Change a goal's status, or its words and steps together."""
    goal = Goals(db, viewer).get(goal_id)
    _theirs(db, viewer, goal.mentee_id)
    row = db.one(select(GoalRow).where(GoalRow.id == goal_id))
    if status and status not in STATUSES:
        raise InvalidInputError("A goal is active, reached, paused or dropped.")
    row.status = status or row.status
    row.updated_at = db.now
    if text.strip():
        heard = goal.statements[0].labels.said_to if goal.statements else frozenset()
        unstate(db, [goal_id])
        _say(db, viewer, goal_id, goal.mentee_id, text, steps, heard)
    db.touch("goal", goal_id, goal.mentee_id)


def note_progress(
    db: WriteSession, viewer: Viewer, goal_id: str, *, on_date: date, value: float, note: str = ""
) -> str:
    """Note how far along a goal is, from 0 to 1; returns the entry's id."""
    goal = Goals(db, viewer).get(goal_id)
    _theirs(db, viewer, goal.mentee_id)
    if not 0 <= value <= 1:
        raise InvalidInputError("Progress goes from 0 to 1.")
    progress_id = db.ids.new("progress")
    db.add(GoalProgressRow(id=progress_id, goal_id=goal_id, on_date=on_date, value=value))
    db.one(select(GoalRow).where(GoalRow.id == goal_id)).updated_at = db.now
    if note.strip():
        heard = goal.statements[0].labels.said_to if goal.statements else frozenset()
        _say(db, viewer, progress_id, goal.mentee_id, note, (), heard)
    db.touch("goal", goal_id, goal.mentee_id)
    return progress_id


def _say(
    db: WriteSession, viewer: Viewer, origin_id: str, mentee_id: str, text: str, steps: Sequence[str],
    heard: frozenset[str],
) -> None:  # fmt: skip
    data_class = DataClass.D1 if heard else DataClass.D2
    spoken = [(WORDS, text), *((STEP, step) for step in steps if step.strip())]
    sentences = [
        NewStatement(
            kind=Kind.GOAL, text=words, said_by=viewer.person_id, said_to=heard, about=frozenset({mentee_id}),
            data_class=data_class, section=section,
        )
        for section, words in spoken
    ]  # fmt: skip
    state(db, viewer.program_id, origin_id, sentences)


def _theirs(db: WriteSession, viewer: Viewer, mentee_id: str) -> None:
    """Goals are set and changed by the mentee and their mentor; for anyone else there is no such mentee."""
    if mentee_id not in {viewer.person_id} | viewer.mentor_of:
        raise InvalidInputError("A goal belongs to a mentee of yours.")


def _value(row: GoalRow, progress: Sequence[GoalProgressRow], spoken: dict[str, tuple[Statement, ...]]) -> Goal:
    words = spoken.get(row.id, ())
    return Goal(
        id=row.id, mentee_id=row.mentee_id, kind=row.kind, area=row.area, status=row.status, shared=row.shared,
        text=next((s.text for s in words if s.section == WORDS), ""),
        steps=tuple(s.text for s in words if s.section == STEP),
        progress=tuple(
            Progress(id=p.id, on_date=p.on_date, value=p.value, note=" ".join(s.text for s in spoken.get(p.id, ())))
            for p in progress
        ),
        created_at=row.created_at, updated_at=row.updated_at, statements=words,
    )  # fmt: skip
