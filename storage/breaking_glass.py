"""Opening what is closed to oneself, with a reason, for a while, and never unseen (issue 5).

The only way round the table of flows. It opens one person's sentences to one reader until a set time; a complaint (D8)
it opens to nobody, and nothing to whom it is about. Opening and every look are recorded.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from access.flows import DataClass, Kind
from access.permissions import Permission
from access.permits import Thing, permit
from access.viewer import Role, Viewer
from core.errors import NotFoundError
from storage.database import ReadSession, WriteSession
from storage.statements import Statement, Statements
from storage.system import Job, SystemViewer
from storage.tables.break_glass import BreakGlassRow


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One opening. `reason` is its words; `told_at` is when the person was told, None before and in danger."""

    id: str
    program_id: str
    about_id: str
    opened_by: str
    second_id: str
    code: str
    reason: str
    danger: bool
    opened_at: datetime
    expires_at: datetime
    told_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class NewOpening:
    """What is to be opened, and who must know of it."""

    about_id: str
    second_id: str
    code: str
    reason: str
    danger: bool
    lasts: timedelta


class Openings:
    """Openings of the program for its coordinators, an administrator's own; never the ones about oneself."""

    def __init__(self, db: ReadSession, viewer: Viewer) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def all(self) -> tuple[Opening, ...]:
        """The newest first."""
        if not permit(self.viewer, Permission.Program.BREAK_GLASS):
            return ()
        query = select(BreakGlassRow).where(
            BreakGlassRow.program_id == self.viewer.program_id, BreakGlassRow.about_id != self.viewer.person_id
        )
        if not self.viewer.has(Role.COORDINATOR):
            query = query.where(BreakGlassRow.opened_by == self.viewer.person_id)
        rows = self.db.all(query.order_by(BreakGlassRow.opened_at.desc(), BreakGlassRow.id))
        return tuple(_value(self.db, row) for row in rows)

    def mine(self, opening_id: str) -> Opening:
        """One that the viewer opened and that has not run out. Raises NotFoundError for any other."""
        for one in self.all():
            if one.id == opening_id and one.opened_by == self.viewer.person_id and one.expires_at > self.db.now:
                return one
        raise NotFoundError


def open_glass(db: WriteSession, viewer: Viewer, new: NewOpening) -> Opening:
    """Open. Raises NotFoundError for somebody of another program, or for oneself."""
    thing = Thing(program_id=viewer.program_id, about=frozenset({new.about_id}))
    if not permit(viewer, Permission.Program.BREAK_GLASS, thing):
        raise NotFoundError
    opening_id = db.ids.new("glass")
    row = BreakGlassRow(
        id=opening_id, program_id=viewer.program_id, about_id=new.about_id, opened_by=viewer.person_id,
        second_id=new.second_id, code=new.code, danger=new.danger, opened_at=db.now, expires_at=db.now + new.lasts,
        reason_sealed=db.keyring.seal([new.about_id], _place(opening_id), new.reason),
    )  # fmt: skip
    db.add(row)
    db.touch("glass", opening_id, new.about_id)
    return _value(db, row)


def opened_words(db: ReadSession, viewer: Viewer, opening_id: str) -> tuple[Statement, ...]:
    """The person's sentences, oldest first, while the opening lasts."""
    opening = Openings(db, viewer).mine(opening_id)
    system = SystemViewer(job=Job.BREAK_GLASS, program_id=viewer.program_id)
    return tuple(
        one for one in Statements(db, system).about([opening.about_id])
        if one.labels.data_class is not DataClass.D8 and one.kind is not Kind.COMPLAINT
        and viewer.person_id not in one.labels.about
    )  # fmt: skip


def run_out(db: ReadSession) -> tuple[Opening, ...]:
    """Openings that are over and whose person is still to be told: all but those where telling is a danger."""
    db = db.seen_by(SystemViewer(job=Job.BREAK_GLASS))
    query = select(BreakGlassRow).where(
        BreakGlassRow.expires_at <= db.now, BreakGlassRow.told_at.is_(None), BreakGlassRow.danger.is_(False)
    )
    return tuple(_value(db, row) for row in db.all(query.order_by(BreakGlassRow.expires_at, BreakGlassRow.id)))


def mark_told(db: WriteSession, opening_id: str) -> None:
    """Note that the person was told."""
    db = db.seen_by(SystemViewer(job=Job.BREAK_GLASS))
    row = db.one(select(BreakGlassRow).where(BreakGlassRow.id == opening_id))
    row.told_at = db.now
    db.touch("glass", opening_id, row.about_id)


def _value(db: ReadSession, row: BreakGlassRow) -> Opening:
    reason = db.keyring.unseal([row.about_id], _place(row.id), row.reason_sealed) if row.reason_sealed else ""
    return Opening(
        id=row.id, program_id=row.program_id, about_id=row.about_id, opened_by=row.opened_by, second_id=row.second_id,
        code=row.code, reason=reason, danger=row.danger, opened_at=row.opened_at, expires_at=row.expires_at,
        told_at=row.told_at,
    )  # fmt: skip


def _place(opening_id: str) -> str:
    return f"break_glass.reason:{opening_id}"
