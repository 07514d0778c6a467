"""Flags: what a person must look at. Who sees how much of one is decided here, by relation and lane."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, false, select

from access.viewer import Viewer
from storage import scope
from storage.database import ReadSession
from storage.scope import Looking
from storage.tables.flags import FlagClosedToRow, FlagMoveRow, FlagRow

CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class FlagMove:
    """One move of a flag. `words` are those that went with it, where the viewer may have them."""

    number: int
    move: str
    from_status: str
    to_status: str
    by_id: str
    reason_code: str
    words: str
    moved_at: datetime


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A flag on the coordinator's desk. `concerns` is empty while the student still has their say (care lane).

    `concerns` holds what fired and the verbatim spans with turn ids (safety.md 2.3 rule 10), as plain values.
    """

    id: str
    program_id: str
    about_id: str
    raised_by: str
    raised_how: str
    origin_kind: str
    origin_id: str
    category: str
    level: str
    lane: str
    status: str
    open_to_coordinator: bool
    concerns: tuple[dict[str, Any], ...]
    closed_to: frozenset[str]
    made_with: dict[str, Any]
    due_at: datetime | None
    claimed_by: str
    acknowledged_at: datetime | None
    next_contact_on: date | None
    outcome: str
    closing_words: str
    telling_withheld: str
    duplicate_of: str
    version: int
    raised_at: datetime
    closed_at: datetime | None


class Flags:
    """The coordinator's desk. For anyone else it is empty, and each flag not found (promise 2)."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def get(self, flag_id: str) -> Flag:
        """One flag. Raises NotFoundError where it is not this coordinator's to see."""
        return self._value(self.db.one(self._in_sight().where(FlagRow.id == flag_id)))

    def queue(self) -> tuple[Flag, ...]:
        """Cases that are not closed, sorted by what is due; one entry a case (duplicates are inside it)."""
        query = self._in_sight().where(FlagRow.closed_at.is_(None), FlagRow.duplicate_of.is_(None))
        order = (FlagRow.due_at.is_(None), FlagRow.due_at, FlagRow.level.desc(), FlagRow.raised_at, FlagRow.id)
        return tuple(self._value(row) for row in self.db.all(query.order_by(None).order_by(*order)))

    def closed(self) -> tuple[Flag, ...]:
        """Closed cases, latest first."""
        query = self._in_sight().where(FlagRow.closed_at.is_not(None)).order_by(None)
        return tuple(self._value(row) for row in self.db.all(query.order_by(FlagRow.closed_at.desc(), FlagRow.id)))

    def joined_to(self, flag_id: str) -> tuple[Flag, ...]:
        """The duplicates that joined a case, oldest first."""
        return tuple(self._value(row) for row in self.db.all(self._in_sight().where(FlagRow.duplicate_of == flag_id)))

    def of_person(self, person_id: str) -> tuple[Flag, ...]:
        """Every flag about a person, oldest first."""
        return tuple(self._value(row) for row in self.db.all(self._in_sight().where(FlagRow.about_id == person_id)))

    def moves(self, flag_id: str) -> tuple[FlagMove, ...]:
        """The history of a flag."""
        row = self.db.one(self._in_sight().where(FlagRow.id == flag_id))
        query = select(FlagMoveRow).where(FlagMoveRow.flag_id == flag_id).order_by(FlagMoveRow.number)
        return tuple(self._move(row, move) for move in self.db.all(query))

    def _in_sight(self) -> Select[FlagRow]:
        return select(FlagRow).where(in_desk(self.viewer)).order_by(FlagRow.raised_at, FlagRow.id)

    def _value(self, row: FlagRow) -> Flag:
        return flag_value(self.db, row, whole=row.open_to_coordinator or not isinstance(self.viewer, Viewer))

    def _move(self, row: FlagRow, move: FlagMoveRow) -> FlagMove:
        words = ""
        if move.words_sealed and (row.open_to_coordinator or not isinstance(self.viewer, Viewer)):
            words = self.db.keyring.unseal([row.about_id], f"flag_moves.words:{move.id}", move.words_sealed)
        return FlagMove(
            number=move.number, move=move.move, from_status=move.from_status, to_status=move.to_status,
            by_id=move.by_id, reason_code=move.reason_code, words=words, moved_at=move.moved_at,
        )  # fmt: skip


def in_desk(viewer: Looking) -> scope.Condition:
    """Flags on a coordinator's desk. Nobody judges their own case: not one about, against or raised on oneself."""
    if not scope.oversees(viewer):
        return false()
    program = scope.in_program(viewer, FlagRow.program_id)
    if not isinstance(viewer, Viewer):
        return program
    return and_(program, FlagRow.about_id != viewer.person_id, ~closed_to(viewer.person_id))


def closed_to(person_id: str) -> scope.Condition:
    """Flags that complain about this person."""
    return exists().where(FlagClosedToRow.flag_id == FlagRow.id, FlagClosedToRow.person_id == person_id)


def flag_value(db: ReadSession, row: FlagRow, *, whole: bool) -> Flag:
    """The value of a row, with its category and evidence only where it is seen whole."""
    concerns: list[dict[str, Any]] = []
    if whole and row.concerns_sealed:
        concerns = db.keyring.unseal_json([row.about_id], place(row.id, "concerns"), row.concerns_sealed)
    closing = ""
    if row.closing_sealed:
        closing = db.keyring.unseal([row.about_id], place(row.id, "closing"), row.closing_sealed)
    barred = select(FlagClosedToRow.person_id).where(FlagClosedToRow.flag_id == row.id)
    return Flag(
        id=row.id, program_id=row.program_id, about_id=row.about_id, raised_by=row.raised_by,
        raised_how=row.raised_how, origin_kind=row.origin_kind, origin_id=row.origin_id,
        category=row.category if whole else "", level=row.level, lane=row.lane, status=row.status,
        open_to_coordinator=row.open_to_coordinator, concerns=tuple(concerns), closed_to=frozenset(db.all(barred)),
        made_with=row.made_with, due_at=row.due_at, claimed_by=row.claimed_by or "",
        acknowledged_at=row.acknowledged_at, next_contact_on=row.next_contact_on, outcome=row.outcome or "",
        closing_words=closing, telling_withheld=row.telling_withheld or "", duplicate_of=row.duplicate_of or "",
        version=row.version, raised_at=row.raised_at, closed_at=row.closed_at,
    )  # fmt: skip


def place(flag_id: str, column: str) -> str:
    """Where a flag's words are sealed for."""
    return f"flags.{column}:{flag_id}"
