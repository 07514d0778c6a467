"""What every table shares: constraint names, UTC times, and the words for long columns."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

# Every constraint has a name of its own, so that a migration can take back what it put there.
CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

ID_LENGTH = 64


class Table(DeclarativeBase):
    """The base of every table. Relations are never declared: nothing loads by itself in the background."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)


class UtcTime(TypeDecorator[datetime]):
    """A moment, always UTC with its zone attached; SQLite forgets zones, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: it would mean another hour on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def id_column(**options: Any) -> Any:
    """A primary key: an id from `core.ids`."""
    return mapped_column(String(ID_LENGTH), primary_key=True, **options)


def reference(target: str, **options: Any) -> Any:
    """A foreign key to `target` (`table.column`), indexed."""
    return mapped_column(String(ID_LENGTH), ForeignKey(target), index=options.pop("index", True), **options)


def sealed_column(**options: Any) -> Any:
    """Bytes from `Keyring.seal`. The collection that owns the table seals and unseals, and names the owner."""
    return mapped_column(LargeBinary, **options)


def json_column(**options: Any) -> Any:
    """Structure of our own making: ids, codes, versions. Never a person's words."""
    return mapped_column(JSON, **options)
