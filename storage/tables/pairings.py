"""Pairings: a mentor with the mentees of one structure."""

from datetime import date

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Table, id_column, reference


class PairingRow(Table):
    """One structure at work. Access follows `status` and the dates at once (C6)."""

    __tablename__ = "pairings"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    structure: Mapped[str] = mapped_column(String(20))
    mentor_id: Mapped[str] = reference("people.id")
    status: Mapped[str] = mapped_column(String(20))
    started_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_reason: Mapped[str | None] = mapped_column(String(40))


class PairingMemberRow(Table):
    """A mentee of a pairing."""

    __tablename__ = "pairing_members"
    __table_args__ = (UniqueConstraint("pairing_id", "mentee_id"),)

    id: Mapped[str] = id_column()
    pairing_id: Mapped[str] = reference("pairings.id")
    mentee_id: Mapped[str] = reference("people.id")
