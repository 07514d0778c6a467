"""Migrations, driven from code: `upgrade(url)` brings a database to the tables of this version."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from core.errors import NotReadyError
from storage.database import open_engine

HERE = Path(__file__).resolve().parent


def configuration(url: str) -> Config:
    """Alembic's settings for this database; there is no alembic.ini to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up to `revision`; one already there is left as it is."""
    command.upgrade(configuration(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take migrations back, down to `revision` (`base`: all of them)."""
    command.downgrade(configuration(url), revision)


def newest() -> str:
    """The revision this version of the program expects."""
    head = ScriptDirectory.from_config(configuration("sqlite://")).get_current_head()
    if head is None:
        raise NotReadyError("There are no migrations.")
    return head


def current(url: str) -> str:
    """The revision a database is at, "" for an empty one."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        engine.dispose()


def differences(url: str) -> list[Any]:
    """What separates a database from the tables as written; empty when they agree."""
    from alembic.autogenerate import compare_metadata

    from storage.tables import Table

    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return list(compare_metadata(context, Table.metadata))
    finally:
        engine.dispose()
