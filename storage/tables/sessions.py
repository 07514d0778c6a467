"""MentoringSessions, the notes written after them, and the dates ahead."""

from datetime import date, datetime

from sqlalchemy import Date, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Table, UtcTime, id_column, reference, sealed_column


class MentoringSessionRow(Table):
    """When they meet. `number` counts within the pairing from 1."""

    __tablename__ = "mentoring_sessions"
    __table_args__ = (UniqueConstraint("pairing_id", "number"),)

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    pairing_id: Mapped[str] = reference("pairings.id")
    number: Mapped[int] = mapped_column(Integer)
    starts_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    minutes: Mapped[int] = mapped_column(Integer)
    mode: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    updated_at: Mapped[datetime] = mapped_column(UtcTime)


class NoteRow(Table):
    """A note's frame: its words are statements, one a sentence. `revision` grows with every save."""

    __tablename__ = "notes"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    session_id: Mapped[str] = reference("mentoring_sessions.id")
    pairing_id: Mapped[str] = reference("pairings.id")
    author_id: Mapped[str] = reference("people.id")
    revision: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)


class DeadlineRow(Table):
    """A date ahead: the program's (plain words of the college's calendar) or a mentee's own (sealed)."""

    __tablename__ = "deadlines"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    mentee_id: Mapped[str | None] = reference("people.id", nullable=True)
    due_on: Mapped[date] = mapped_column(Date, index=True)
    text: Mapped[str] = mapped_column(Text)  # the college's own words; empty where the date is one mentee's
    text_sealed: Mapped[bytes | None] = sealed_column()
    source: Mapped[str] = mapped_column(String(300))
