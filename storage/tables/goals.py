"""Goals, their progress, and check-ins. The words of all three are statements."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Float, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Table, UtcTime, id_column, reference, sealed_column


class GoalRow(Table):
    """A mentee's goal. Its words and its small steps are statements with this id as origin."""

    __tablename__ = "goals"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    mentee_id: Mapped[str] = reference("people.id")
    kind: Mapped[str] = mapped_column(String(20))
    area: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    shared: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)


class GoalProgressRow(Table):
    """How far along, 0 to 1, on a day. Its note, if any, is a statement with this id as origin."""

    __tablename__ = "goal_progress"

    id: Mapped[str] = id_column()
    goal_id: Mapped[str] = reference("goals.id")
    on_date: Mapped[date] = mapped_column(Date)
    value: Mapped[float] = mapped_column(Float)


class CheckInRow(Table):
    """A one-minute check-in. What the mentor asked is `message_sealed`; ratings are sealed with the mentee's key."""

    __tablename__ = "check_ins"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    pairing_id: Mapped[str] = reference("pairings.id")
    mentee_id: Mapped[str] = reference("people.id")
    channel: Mapped[str] = mapped_column(String(20))
    message_sealed: Mapped[bytes | None] = sealed_column()
    ratings_sealed: Mapped[bytes | None] = sealed_column()
    shared_with_mentor: Mapped[bool] = mapped_column(Boolean)
    sent_at: Mapped[datetime] = mapped_column(UtcTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)
