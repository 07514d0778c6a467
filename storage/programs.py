"""Programs: the frame everything else hangs in."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from access.viewer import Viewer
from core.errors import NotAllowedError
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.scope import Looking
from storage.tables.programs import ProgramRow


@dataclass(frozen=True, kw_only=True)
class Program:
    """One peer-mentoring program. `settings` is its campus configuration: on-call chain, hours, holidays, values."""

    id: str
    name: str
    timezone: str
    term_start: date
    term_end: date
    sessions_goal: tuple[int, int]
    settings: dict[str, Any] = field(default_factory=dict)


class Programs:
    """The viewer's own program; the system sees them all."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def mine(self) -> Program:
        """The viewer's program."""
        return self.get(self.viewer.program_id)

    def get(self, program_id: str) -> Program:
        """One program. Raises NotFoundError for another's."""
        return _value(self.db.one(self._in_sight().where(ProgramRow.id == program_id)))

    def all(self) -> tuple[Program, ...]:
        """The programs in sight, oldest first."""
        return tuple(_value(row) for row in self.db.all(self._in_sight()))

    def _in_sight(self) -> Any:
        query = select(ProgramRow).where(scope.in_program(self.viewer, ProgramRow.id))
        return query.order_by(ProgramRow.created_at, ProgramRow.id)


def add_program(db: WriteSession, viewer: Looking, program: Program) -> None:
    """Start a program. The system's alone: nobody inside a program can start another."""
    _refuse_people(viewer)
    db.add(
        ProgramRow(
            id=program.id, name=program.name, timezone=program.timezone, term_start=program.term_start,
            term_end=program.term_end, sessions_goal_low=program.sessions_goal[0],
            sessions_goal_high=program.sessions_goal[1], settings=program.settings, created_at=db.now,
        )
    )  # fmt: skip
    db.touch("program", program.id)


def change_settings(db: WriteSession, viewer: Looking, program_id: str, settings: dict[str, Any]) -> None:
    """Replace a program's campus configuration."""
    scope.must_oversee(viewer)
    query = select(ProgramRow).where(scope.in_program(viewer, ProgramRow.id), ProgramRow.id == program_id)
    db.one(query).settings = settings
    db.touch("program", program_id)


def _refuse_people(viewer: Looking) -> None:
    if isinstance(viewer, Viewer):
        raise NotAllowedError("A program is started from the terminal.")


def _value(row: ProgramRow) -> Program:
    return Program(
        id=row.id, name=row.name, timezone=row.timezone, term_start=row.term_start, term_end=row.term_end,
        sessions_goal=(row.sessions_goal_low, row.sessions_goal_high), settings=row.settings,
    )  # fmt: skip
