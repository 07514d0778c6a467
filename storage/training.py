"""The training ledger: which module, how long, when."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from access.viewer import Viewer
from core.errors import InvalidInputError
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.scope import Looking
from storage.tables.records import TrainingRow


@dataclass(frozen=True, kw_only=True)
class TrainingEntry:
    """Minutes a mentor spent on a module."""

    id: str
    person_id: str
    module: str
    minutes: int
    on_date: date


class Training:
    """The viewer's own ledger; everyone's in the program for a coordinator."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def mine(self) -> tuple[TrainingEntry, ...]:
        """The viewer's entries, oldest first."""
        return tuple(entry for entry in self.all() if entry.person_id == self.viewer.person_id)

    def all(self) -> tuple[TrainingEntry, ...]:
        """Every entry in sight, oldest first."""
        condition = scope.own(self.viewer, TrainingRow.person_id, TrainingRow.program_id)
        if scope.oversees(self.viewer):
            condition = scope.in_program(self.viewer, TrainingRow.program_id)
        query = select(TrainingRow).where(condition).order_by(TrainingRow.on_date, TrainingRow.id)
        return tuple(
            TrainingEntry(
                id=row.id, person_id=row.person_id, module=row.module, minutes=row.minutes, on_date=row.on_date
            )
            for row in self.db.all(query)
        )  # fmt: skip


def log_training(db: WriteSession, viewer: Viewer, *, module: str, minutes: int, on_date: date) -> str:
    """Enter training of one's own; returns the entry's id."""
    if not 1 <= minutes <= 24 * 60:
        raise InvalidInputError("Training takes from 1 minute to a day.", fields={"minutes": "1 to 1440"})
    entry_id = db.ids.new("training")
    db.add(
        TrainingRow(
            id=entry_id, program_id=viewer.program_id, person_id=viewer.person_id, module=module, minutes=minutes,
            on_date=on_date,
        )
    )  # fmt: skip
    db.touch("training", entry_id, viewer.person_id)
    return entry_id
