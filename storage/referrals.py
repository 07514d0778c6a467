"""Referrals: a warm hand-off to an office, and the day somebody asks how it went."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from core.errors import ConflictError, NotFoundError
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.people import People
from storage.scope import Looking
from storage.tables.flags import ReferralRow


@dataclass(frozen=True, kw_only=True)
class Referral:
    """A hand-off. `outcome` is a code, empty while it is open."""

    id: str
    mentee_id: str
    made_by: str
    office: str
    follow_up_on: date
    flag_id: str
    outcome: str
    made_at: datetime
    closed_at: datetime | None


class Referrals:
    """The mentee's own referrals, those a mentor made, and the program's for a coordinator."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def of(self, mentee_ids: Collection[str]) -> tuple[Referral, ...]:
        """Referrals of these mentees, by follow-up date."""
        return self._values(self._in_sight().where(ReferralRow.mentee_id.in_(mentee_ids)))

    def to_follow_up(self, until: date) -> tuple[Referral, ...]:
        """Open referrals whose follow-up is due by then."""
        return self._values(self._in_sight().where(ReferralRow.closed_at.is_(None), ReferralRow.follow_up_on <= until))

    def _in_sight(self) -> Select[ReferralRow]:
        query = select(ReferralRow).order_by(ReferralRow.follow_up_on, ReferralRow.id)
        if scope.oversees(self.viewer):
            return query.where(scope.in_program(self.viewer, ReferralRow.program_id))
        me = self.viewer.person_id
        # A referral out of a flag is the flag owner's: a mentor sees only those they made themselves.
        mine = (ReferralRow.mentee_id == me) | (ReferralRow.made_by == me)
        near = scope.mentees(self.viewer, ReferralRow.mentee_id, ReferralRow.program_id)
        return query.where(mine, near)

    def _values(self, query: Select[ReferralRow]) -> tuple[Referral, ...]:
        return tuple(_value(row) for row in self.db.all(query))


def refer(
    db: WriteSession, viewer: Looking, *, program_id: str, mentee_id: str, office: str, follow_up_on: date,
    flag_id: str = "",
) -> str:  # fmt: skip
    """Refer a person in one's sight to an office; returns the referral's id."""
    People(db, viewer).get(mentee_id)
    referral_id = db.ids.new("referral")
    db.add(
        ReferralRow(
            id=referral_id, program_id=program_id, flag_id=flag_id or None, mentee_id=mentee_id,
            made_by=viewer.person_id, office=office, follow_up_on=follow_up_on, made_at=db.now,
        )
    )  # fmt: skip
    db.touch("referral", referral_id, mentee_id)
    return referral_id


def close_referral(db: WriteSession, viewer: Looking, referral_id: str, *, outcome: str) -> None:
    """Say how it went, by a code."""
    if not any(one.id == referral_id for one in Referrals(db, viewer)._values(Referrals(db, viewer)._in_sight())):
        raise NotFoundError
    row = db.one(select(ReferralRow).where(ReferralRow.id == referral_id))
    if row.closed_at is not None:
        raise ConflictError("This referral was closed already.")
    row.outcome, row.closed_at = outcome, db.now
    db.touch("referral", referral_id, row.mentee_id)


def _value(row: ReferralRow) -> Referral:
    return Referral(
        id=row.id, mentee_id=row.mentee_id, made_by=row.made_by, office=row.office, follow_up_on=row.follow_up_on,
        flag_id=row.flag_id or "", outcome=row.outcome or "", made_at=row.made_at, closed_at=row.closed_at,
    )  # fmt: skip
