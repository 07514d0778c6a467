"""MentoringSessions and the dates ahead."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select

from access.viewer import Viewer
from core.errors import InvalidInputError
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.pairings import Pairing, Pairings
from storage.scope import Looking
from storage.tables.sessions import DeadlineRow, MentoringSessionRow

STATUSES = ("planned", "held", "missed", "cancelled")


@dataclass(frozen=True, kw_only=True)
class MentoringSession:
    """When they meet. `number` counts within the pairing from 1; `status` is one of STATUSES."""

    id: str
    pairing_id: str
    number: int
    starts_at: datetime
    minutes: int
    mode: str
    status: str


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A date ahead; `mentee_id` is empty where it is everyone's. `source` says where the date comes from."""

    id: str
    due_on: date
    text: str
    source: str
    mentee_id: str = ""


class MentoringSessions:
    """Sessions (D0) of the viewer's open pairings, and earlier ones of mentees who are theirs now."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def get(self, session_id: str) -> MentoringSession:
        """One session. Raises NotFoundError for another's."""
        return _value(self.db.one(self._in_sight().where(MentoringSessionRow.id == session_id)))

    def of_pairings(self, pairing_ids: Collection[str]) -> tuple[MentoringSession, ...]:
        """Sessions of these pairings, by time."""
        return self._values(self._in_sight().where(MentoringSessionRow.pairing_id.in_(pairing_ids)))

    def between(self, start: datetime, end: datetime) -> tuple[MentoringSession, ...]:
        """Sessions in sight that start in [start, end), by time."""
        return self._values(
            self._in_sight().where(MentoringSessionRow.starts_at >= start, MentoringSessionRow.starts_at < end)
        )

    def _values(self, query: Select[MentoringSessionRow]) -> tuple[MentoringSession, ...]:
        return tuple(_value(row) for row in self.db.all(query))

    def _in_sight(self) -> Select[MentoringSessionRow]:
        condition = scope.history(self.viewer, MentoringSessionRow.pairing_id, MentoringSessionRow.program_id)
        order = (MentoringSessionRow.starts_at, MentoringSessionRow.id)
        return select(MentoringSessionRow).where(condition).order_by(*order)


def plan_session(
    db: WriteSession, viewer: Looking, *, pairing_id: str, starts_at: datetime, minutes: int, mode: str,
    status: str = "planned", session_id: str = "",
) -> str:  # fmt: skip
    """Plan the next session of one's own pairing; returns its id."""
    pairing = Pairings(db, viewer).get(pairing_id)
    _known(status)
    last = db.pairs(select(func.max(MentoringSessionRow.number)).where(MentoringSessionRow.pairing_id == pairing_id))
    session_id = session_id or db.ids.new("session")
    db.add(
        MentoringSessionRow(
            id=session_id, program_id=pairing.program_id, pairing_id=pairing_id, number=(last[0][0] or 0) + 1,
            starts_at=starts_at, minutes=minutes, mode=mode, status=status, updated_at=db.now,
        )
    )  # fmt: skip
    _touch(db, session_id, pairing)
    return session_id


def change_session(
    db: WriteSession, viewer: Looking, session_id: str, *, status: str = "", starts_at: datetime | None = None
) -> None:
    """Move a session of one's own open pairing, or say how it went."""
    session = MentoringSessions(db, viewer).get(session_id)
    pairing = Pairings(db, viewer).get(session.pairing_id)
    row = db.one(select(MentoringSessionRow).where(MentoringSessionRow.id == session_id))
    if status:
        row.status = _known(status)
    row.starts_at = starts_at or row.starts_at
    row.updated_at = db.now
    _touch(db, session_id, pairing)


class Deadlines:
    """The program's dates, and each mentee's own for the mentee and their mentor."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def between(self, start: date, end: date) -> tuple[Deadline, ...]:
        """Dates from `start` to `end`, both included, by date."""
        everyones: scope.Condition = DeadlineRow.mentee_id.is_(None)
        if isinstance(self.viewer, Viewer):
            theirs = {self.viewer.person_id} | self.viewer.mentor_of
            everyones = or_(everyones, DeadlineRow.mentee_id.in_(theirs))
        query = select(DeadlineRow).where(
            scope.in_program(self.viewer, DeadlineRow.program_id), everyones, DeadlineRow.due_on.between(start, end)
        )
        rows = self.db.all(query.order_by(DeadlineRow.due_on, DeadlineRow.id))
        return tuple(
            Deadline(
                id=row.id, due_on=row.due_on, text=_text(self.db, row), source=row.source,
                mentee_id=row.mentee_id or "",
            )
            for row in rows
        )  # fmt: skip


def add_deadline(
    db: WriteSession, viewer: Looking, *, program_id: str, due_on: date, text: str, source: str, mentee_id: str = "",
    deadline_id: str = "",
) -> str:  # fmt: skip
    """Add a date: for everyone (who runs the program), or for oneself or one's mentee (then its words are sealed)."""
    allowed = isinstance(viewer, Viewer) and mentee_id in {viewer.person_id} | viewer.mentor_of
    if not allowed:
        scope.must_oversee(viewer)
    deadline_id = deadline_id or db.ids.new("deadline")
    sealed = db.keyring.seal([mentee_id], f"deadlines.text:{deadline_id}", text) if mentee_id else None
    db.add(
        DeadlineRow(
            id=deadline_id, program_id=program_id, mentee_id=mentee_id or None, due_on=due_on, source=source,
            text="" if mentee_id else text, text_sealed=sealed,
        )
    )  # fmt: skip
    db.touch("deadline", deadline_id, mentee_id)
    return deadline_id


def _text(db: ReadSession, row: DeadlineRow) -> str:
    if row.mentee_id is None or row.text_sealed is None:
        return row.text
    return db.keyring.unseal([row.mentee_id], f"deadlines.text:{row.id}", row.text_sealed)


def _known(status: str) -> str:
    if status not in STATUSES:
        raise InvalidInputError("A session is planned, held, missed or cancelled.")
    return status


def _touch(db: WriteSession, session_id: str, pairing: Pairing) -> None:
    for mentee_id in pairing.mentee_ids:
        db.touch("session", session_id, mentee_id)


def _value(row: MentoringSessionRow) -> MentoringSession:
    return MentoringSession(
        id=row.id, pairing_id=row.pairing_id, number=row.number, starts_at=row.starts_at, minutes=row.minutes,
        mode=row.mode, status=row.status,
    )  # fmt: skip
