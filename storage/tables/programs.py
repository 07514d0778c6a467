"""Programs, the people in them, and what each is there."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Table, UtcTime, id_column, json_column, reference, sealed_column


class ProgramRow(Table):
    """One peer-mentoring program of a college."""

    __tablename__ = "programs"

    id: Mapped[str] = id_column()
    name: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(64))
    term_start: Mapped[date] = mapped_column(Date)
    term_end: Mapped[date] = mapped_column(Date)
    sessions_goal_low: Mapped[int] = mapped_column(Integer)
    sessions_goal_high: Mapped[int] = mapped_column(Integer)
    settings: Mapped[dict[str, Any]] = json_column()
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class PersonRow(Table):
    """A person. What names them is sealed; the row outlives an erasure as an empty place, so that references hold."""

    __tablename__ = "people"

    id: Mapped[str] = id_column()
    name_sealed: Mapped[bytes | None] = sealed_column()
    email_sealed: Mapped[bytes | None] = sealed_column()
    email_blind: Mapped[str | None] = mapped_column(String(64), unique=True)
    profile_sealed: Mapped[bytes | None] = sealed_column()  # pronouns, courses, nicknames, preferences
    is_minor: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcTime)


class MembershipRow(Table):
    """A role of a person in a program."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("person_id", "program_id", "role"),)

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("people.id")
    program_id: Mapped[str] = reference("programs.id")
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
