"""Statements: every stored sentence of a person, with the labels that decide who may see it (safety.md 3.1)."""

from datetime import datetime

from sqlalchemy import Boolean, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ID_LENGTH, Table, UtcTime, id_column, json_column, reference, sealed_column


class StatementRow(Table):
    """One sentence. `owners` are the people under whose keys it is sealed: destroying one key silences it."""

    __tablename__ = "statements"
    __table_args__ = (UniqueConstraint("origin_id", "position"),)

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    kind: Mapped[str] = mapped_column(String(20))
    origin_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    position: Mapped[int] = mapped_column(Integer)
    section: Mapped[str] = mapped_column(String(20))
    text_sealed: Mapped[bytes] = sealed_column()
    owners: Mapped[list[str]] = json_column()
    said_by: Mapped[str] = reference("people.id")
    said_to: Mapped[list[str]] = json_column()
    data_class: Mapped[str] = mapped_column(String(4))
    contested: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    expires_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)


class StatementSubjectRow(Table):
    """A person a statement is about."""

    __tablename__ = "statement_subjects"
    __table_args__ = (UniqueConstraint("statement_id", "person_id"),)

    id: Mapped[str] = id_column()
    statement_id: Mapped[str] = reference("statements.id")
    person_id: Mapped[str] = reference("people.id")


class StatementConsentRow(Table):
    """A subject's yes for one sentence and one recipient (C3); it can be taken back until it was delivered."""

    __tablename__ = "statement_consents"
    __table_args__ = (UniqueConstraint("statement_id", "given_by", "recipient_id"),)

    id: Mapped[str] = id_column()
    statement_id: Mapped[str] = reference("statements.id")
    given_by: Mapped[str] = reference("people.id")
    recipient_id: Mapped[str] = reference("people.id")
    granted_at: Mapped[datetime] = mapped_column(UtcTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcTime)
