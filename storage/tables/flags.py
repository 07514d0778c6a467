"""Flags, their moves, the notices that go out for them, and where they were referred."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ID_LENGTH, Table, UtcTime, id_column, json_column, reference, sealed_column


class FlagRow(Table):
    """What a person must look at. Evidence and reasons are sealed with the key of the person it is about."""

    __tablename__ = "flags"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    about_id: Mapped[str] = reference("people.id")
    raised_by: Mapped[str] = reference("people.id")
    raised_how: Mapped[str] = mapped_column(String(20))
    origin_kind: Mapped[str] = mapped_column(String(20))
    origin_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    category: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(4))
    lane: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(40), index=True)
    concerns_sealed: Mapped[bytes | None] = sealed_column()
    mentor_sees: Mapped[str] = mapped_column(String(10))  # nothing | exists | category, from policy by category
    open_to_coordinator: Mapped[bool] = mapped_column(Boolean)  # care lane: false until the student has had their say
    made_with: Mapped[dict[str, Any]] = json_column()
    due_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    claimed_by: Mapped[str | None] = reference("people.id", nullable=True)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcTime)
    next_contact_on: Mapped[date | None] = mapped_column(Date)
    outcome: Mapped[str | None] = mapped_column(String(40))
    closing_sealed: Mapped[bytes | None] = sealed_column()
    telling_withheld: Mapped[str | None] = mapped_column(String(40))
    duplicate_of: Mapped[str | None] = reference("flags.id", nullable=True)
    version: Mapped[int] = mapped_column(Integer)
    raised_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)


class FlagClosedToRow(Table):
    """Someone a flag complains about: it is never shown to them (categories 17 and 18)."""

    __tablename__ = "flag_closed_to"
    __table_args__ = (UniqueConstraint("flag_id", "person_id"),)

    id: Mapped[str] = id_column()
    flag_id: Mapped[str] = reference("flags.id")
    person_id: Mapped[str] = reference("people.id")


class FlagMoveRow(Table):
    """One move of a flag: who, what, from where to where. Words that go with it are sealed."""

    __tablename__ = "flag_moves"
    __table_args__ = (UniqueConstraint("flag_id", "number"),)

    id: Mapped[str] = id_column()
    flag_id: Mapped[str] = reference("flags.id")
    number: Mapped[int] = mapped_column(Integer)
    move: Mapped[str] = mapped_column(String(40))
    from_status: Mapped[str] = mapped_column(String(40))
    to_status: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    reason_code: Mapped[str] = mapped_column(String(40))
    words_sealed: Mapped[bytes | None] = sealed_column()
    moved_at: Mapped[datetime] = mapped_column(UtcTime)


class NoticeRow(Table):
    """The outbox. A notice says that something waits, never what (issue 4): it has no column for words."""

    __tablename__ = "notices"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    flag_id: Mapped[str | None] = reference("flags.id", nullable=True)
    recipient_id: Mapped[str] = reference("people.id")
    channel: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(String(40))
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    attempts: Mapped[int] = mapped_column(Integer)
    leased_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    leased_until: Mapped[datetime | None] = mapped_column(UtcTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UtcTime)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class ReferralRow(Table):
    """A hand-off to an office, with the day somebody asks how it went."""

    __tablename__ = "referrals"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    flag_id: Mapped[str | None] = reference("flags.id", nullable=True)
    mentee_id: Mapped[str] = reference("people.id")
    made_by: Mapped[str] = reference("people.id")
    office: Mapped[str] = mapped_column(String(200))
    follow_up_on: Mapped[date] = mapped_column(Date, index=True)
    outcome: Mapped[str | None] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
