"""Records kept beside the work: the audit chain, autosaves, training, erasures."""

from datetime import date, datetime

from sqlalchemy import Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ID_LENGTH, Table, UtcTime, id_column, json_column, reference, sealed_column


class AuditRow(Table):
    """One link of the chain. Ids and codes only, and no foreign keys: it outlives what it tells of."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcTime)
    actor_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    action: Mapped[str] = mapped_column(String(60))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    about_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    reason: Mapped[str] = mapped_column(String(80))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AutosaveRow(Table):
    """What was typed and not yet sent, for one person, one form, one thing."""

    __tablename__ = "autosaves"
    __table_args__ = (UniqueConstraint("person_id", "form", "thing_id"),)

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("people.id")
    form: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    text_sealed: Mapped[bytes] = sealed_column()
    owners: Mapped[list[str]] = json_column()
    version: Mapped[int] = mapped_column(Integer)
    saved_at: Mapped[datetime] = mapped_column(UtcTime)


class TrainingRow(Table):
    """Minutes a mentor spent on a training module."""

    __tablename__ = "training_ledger"

    id: Mapped[str] = id_column()
    program_id: Mapped[str] = reference("programs.id")
    person_id: Mapped[str] = reference("people.id")
    module: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int] = mapped_column(Integer)
    on_date: Mapped[date] = mapped_column(Date)


class ErasureRow(Table):
    """An erasure asked for, so that one broken off by a crash is finished at the next start."""

    __tablename__ = "erasures"

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("people.id", unique=True)
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
