"""Break-glass: who opened what is closed to them, about whom, why, and until when."""

from datetime import datetime

from sqlalchemy import Boolean, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Table, UtcTime, id_column, reference, sealed_column


class BreakGlassRow(Table):
    """One opening. The reason's words are sealed with the key of the person it is about; the code is in the audit."""

    __tablename__ = "break_glass"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    about_id: Mapped[str] = reference("people.id")
    opened_by: Mapped[str] = reference("people.id")
    second_id: Mapped[str] = reference("people.id")
    code: Mapped[str] = mapped_column(String(40))
    reason_sealed: Mapped[bytes | None] = sealed_column()
    danger: Mapped[bool] = mapped_column(Boolean)  # telling the person would put somebody in danger (C4)
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    told_at: Mapped[datetime | None] = mapped_column(UtcTime)
