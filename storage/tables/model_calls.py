"""Calls to a language model: who, when, how it ended and what it cost. Never a word of what was asked or said."""

from datetime import datetime

from sqlalchemy import Boolean, Float, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Table, UtcTime, id_column, reference


class ModelCallRow(Table):
    """One call. `digest` names what left, so that a page in memory can be matched to it; it cannot be turned back."""

    __tablename__ = "model_calls"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    person_id: Mapped[str] = reference("people.id")
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    role: Mapped[str] = mapped_column(String(20))
    feature: Mapped[str] = mapped_column(String(20))
    model: Mapped[str] = mapped_column(String(120))
    prompt: Mapped[str] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    tokens_in: Mapped[int] = mapped_column(Integer)
    tokens_out: Mapped[int] = mapped_column(Integer)
    cost: Mapped[float] = mapped_column(Float)
    milliseconds: Mapped[int] = mapped_column(Integer)
    cached: Mapped[bool] = mapped_column(Boolean)
    admitted: Mapped[int] = mapped_column(Integer)
    refused: Mapped[int] = mapped_column(Integer)
