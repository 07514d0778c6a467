"""Pairings: a mentor with the mentees of one structure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from core.errors import ConflictError, InvalidInputError
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.scope import Looking
from storage.tables.pairings import PairingMemberRow, PairingRow
from storage.viewers import OPEN, SAME_AGE

ENDED = "ended"
STRUCTURES = ("one_to_one", "small_group", "cross_age", SAME_AGE, "online")
LARGEST_GROUP = 4


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """A mentor and their mentees, in one of the five structures. `status` is `open` or `ended`."""

    id: str
    program_id: str
    structure: str
    mentor_id: str
    mentee_ids: tuple[str, ...]
    status: str
    started_on: date
    ended_on: date | None = None
    ended_reason: str = ""


class Pairings:
    """The viewer's open pairings; all of the program's, ended ones too, for a coordinator."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def get(self, pairing_id: str) -> Pairing:
        """One pairing. Raises NotFoundError for another's."""
        return self._values([self.db.one(self._in_sight().where(PairingRow.id == pairing_id))])[0]

    def all(self, *, open_only: bool = True) -> tuple[Pairing, ...]:
        """Pairings in sight, oldest first."""
        query = self._in_sight()
        if open_only:
            query = query.where(PairingRow.status == OPEN)
        return self._values(list(self.db.all(query)))

    def _in_sight(self) -> Select[PairingRow]:
        condition = scope.pairings(self.viewer, PairingRow.id, PairingRow.program_id)
        return select(PairingRow).where(condition).order_by(PairingRow.started_on, PairingRow.id)

    def _values(self, rows: list[PairingRow]) -> tuple[Pairing, ...]:
        query = (
            select(PairingMemberRow.pairing_id, PairingMemberRow.mentee_id)
            .where(PairingMemberRow.pairing_id.in_([row.id for row in rows]))
            .order_by(PairingMemberRow.mentee_id)
        )
        members: dict[str, list[str]] = {}
        for pairing_id, mentee_id in self.db.pairs(query):
            members.setdefault(pairing_id, []).append(mentee_id)
        return tuple(_value(row, tuple(members.get(row.id, ()))) for row in rows)


def pair(
    db: WriteSession,
    viewer: Looking,
    *,
    program_id: str,
    structure: str,
    mentor_id: str,
    mentee_ids: Collection[str],
    started_on: date,
    pairing_id: str = "",
) -> str:
    """Open a pairing; returns its id. Raises InvalidInputError for an impossible structure."""
    scope.must_oversee(viewer)
    most = LARGEST_GROUP if structure == "small_group" else 1
    if structure not in STRUCTURES or not 1 <= len(set(mentee_ids)) <= most or mentor_id in mentee_ids:
        raise InvalidInputError("These people do not make a pairing of that structure.")
    pairing_id = pairing_id or db.ids.new("pairing")
    db.add(
        PairingRow(
            id=pairing_id, program_id=program_id, structure=structure, mentor_id=mentor_id, status=OPEN,
            started_on=started_on,
        )
    )  # fmt: skip
    for mentee_id in sorted(set(mentee_ids)):
        db.add(PairingMemberRow(id=db.ids.new("member"), pairing_id=pairing_id, mentee_id=mentee_id))
        db.touch("pairing", pairing_id, mentee_id)
    return pairing_id


def end_pairing(db: WriteSession, viewer: Looking, pairing_id: str, *, on: date, reason: str) -> None:
    """End a pairing: the mentor's access to its people ends with this transaction (C6). `reason` is a code."""
    scope.must_oversee(viewer)
    row = _row(db, viewer, pairing_id)
    if row.status == ENDED:
        raise ConflictError("This pairing has ended already.")
    row.status, row.ended_on, row.ended_reason = ENDED, on, reason
    for mentee_id in Pairings(db, viewer).get(pairing_id).mentee_ids:
        db.touch("pairing", pairing_id, mentee_id)


def swap_roles(db: WriteSession, viewer: Looking, pairing_id: str) -> None:
    """Same-age coaching: the coached becomes the coach, halfway through the term."""
    pairing = Pairings(db, viewer).get(pairing_id)
    if pairing.structure != SAME_AGE or pairing.status != OPEN:
        raise ConflictError("Only an open same-age pairing swaps roles.")
    row = _row(db, viewer, pairing_id)
    member = db.one(select(PairingMemberRow).where(PairingMemberRow.pairing_id == pairing_id))
    row.mentor_id, member.mentee_id = member.mentee_id, row.mentor_id
    for person_id in (row.mentor_id, member.mentee_id):
        db.touch("pairing", pairing_id, person_id)


def _row(db: WriteSession, viewer: Looking, pairing_id: str) -> PairingRow:
    condition = scope.pairings(viewer, PairingRow.id, PairingRow.program_id)
    return db.one(select(PairingRow).where(condition, PairingRow.id == pairing_id))


def _value(row: PairingRow, mentee_ids: tuple[str, ...]) -> Pairing:
    return Pairing(
        id=row.id, program_id=row.program_id, structure=row.structure, mentor_id=row.mentor_id,
        mentee_ids=mentee_ids, status=row.status, started_on=row.started_on, ended_on=row.ended_on,
        ended_reason=row.ended_reason or "",
    )  # fmt: skip
