"""Drafts: what waits for review, sentence by sentence, with what was drafted and what was changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ID_LENGTH, Table, UtcTime, id_column, json_column, reference, sealed_column


class DraftRow(Table):
    """A draft. `blocks` is its frame (titles, minutes, purposes from the template); its lines are rows of their own."""

    __tablename__ = "drafts"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    kind: Mapped[str] = mapped_column(String(20))
    pairing_id: Mapped[str] = reference("pairings.id")
    session_id: Mapped[str | None] = reference("mentoring_sessions.id", nullable=True)
    made_for: Mapped[str] = reference("people.id")
    status: Mapped[str] = mapped_column(String(20), index=True)
    blocks: Mapped[list[Any]] = json_column()
    about: Mapped[list[str]] = json_column()
    made_with: Mapped[dict[str, Any]] = json_column()
    inputs_digest: Mapped[str] = mapped_column(String(64))
    inputs_sealed: Mapped[bytes | None] = sealed_column()
    version: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    decided_by: Mapped[str | None] = reference("people.id", nullable=True)
    reason_code: Mapped[str | None] = mapped_column(String(40))


class DraftSentenceRow(Table):
    """A line of a draft. Original and edited words and source quotes are sealed for `owners`, whom the line is about.

    Sources without their quotes are plain: kind, id, title of a document, date.
    """

    __tablename__ = "draft_sentences"
    __table_args__ = (UniqueConstraint("draft_id", "block_key", "position"),)

    id: Mapped[str] = id_column()
    draft_id: Mapped[str] = reference("drafts.id")
    block_key: Mapped[str] = mapped_column(String(ID_LENGTH + 20))
    position: Mapped[int] = mapped_column(Integer)
    owners: Mapped[list[str]] = json_column()
    original_sealed: Mapped[bytes | None] = sealed_column()
    edited_sealed: Mapped[bytes | None] = sealed_column()
    sources_sealed: Mapped[bytes | None] = sealed_column()
    struck_sealed: Mapped[bytes | None] = sealed_column()
    reason: Mapped[str] = mapped_column(String(200))
    removed: Mapped[bool] = mapped_column(Boolean)
    added_by_person: Mapped[bool] = mapped_column(Boolean)
    risky: Mapped[bool] = mapped_column(Boolean)
    opened_at: Mapped[datetime | None] = mapped_column(UtcTime)
