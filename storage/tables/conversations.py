"""Conversations: what a person asked, and what was returned."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Table, UtcTime, id_column, json_column, reference, sealed_column


class ConversationRow(Table):
    """One person's questions in order. Nobody else's to read (D2)."""

    __tablename__ = "conversations"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    person_id: Mapped[str] = reference("people.id")
    started_at: Mapped[datetime] = mapped_column(UtcTime)


class QuestionRow(Table):
    """A question. Its words are a statement; `idempotency_key` makes sending twice the same as sending once."""

    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("conversation_id", "idempotency_key"),
        UniqueConstraint("conversation_id", "number"),
    )

    id: Mapped[str] = id_column()
    conversation_id: Mapped[str] = reference("conversations.id")
    number: Mapped[int] = mapped_column(Integer)
    idempotency_key: Mapped[str] = mapped_column(String(100))
    screen_level: Mapped[str] = mapped_column(String(4))
    asked_at: Mapped[datetime] = mapped_column(UtcTime)


class AnswerRow(Table):
    """What was returned. The whole answer as JSON is sealed with the asker's key; versions are plain."""

    __tablename__ = "answers"

    id: Mapped[str] = id_column()
    question_id: Mapped[str] = reference("questions.id", unique=True)
    status: Mapped[str] = mapped_column(String(40), index=True)
    content_sealed: Mapped[bytes] = sealed_column()
    made_with: Mapped[dict[str, Any]] = json_column()
    answered_at: Mapped[datetime] = mapped_column(UtcTime)
