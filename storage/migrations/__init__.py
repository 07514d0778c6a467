"""Migrations, driven from code: `upgrade(url)` brings a database to the tables of this version."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from core.errors import NotReadyError
from storage.database import open_engine

if TYPE_CHECKING:  # a third of a second to import, for a database that mostly is where it should be
    from alembic.config import Config

HERE = Path(__file__).resolve().parent


def configuration(url: str) -> "Config":
    """Alembic's settings for this database; there is no alembic.ini to keep in step."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up to `revision`; one already there is left as it is."""
    if revision == "head" and current(url) == last_written():
        return
    from alembic import command

    command.upgrade(configuration(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take migrations back, down to `revision` (`base`: all of them)."""
    from alembic import command

    command.downgrade(configuration(url), revision)


def newest() -> str:
    """The revision this version of the program expects."""
    from alembic.script import ScriptDirectory

    head = ScriptDirectory.from_config(configuration("sqlite://")).get_current_head()
    if head is None:
        raise NotReadyError("There are no migrations.")
    return head


def last_written() -> str:
    """The newest revision by the names of the files, which begin with it; a test holds it equal to `newest()`."""
    return max(path.name.partition("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))


def current(url: str) -> str:
    """The revision a database is at, "" for an empty one."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
    except DatabaseError:  # no such table: an empty database, or none of ours; the migration then says which
        return ""
    finally:
        engine.dispose()


def differences(url: str) -> list[Any]:
    """What separates a database from the tables as written; empty when they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from storage.tables import Table

    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return list(compare_metadata(context, Table.metadata))
    finally:
        engine.dispose()
