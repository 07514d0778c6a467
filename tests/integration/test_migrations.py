"""Migrations lead from nothing to exactly the tables, and back, on SQLite and on PostgreSQL."""

from pathlib import Path

import pytest
from sqlalchemy import inspect

from storage import migrations
from storage.database import open_engine
from storage.tables import Table


def test_migrating_up_gives_exactly_the_tables(url: str) -> None:
    migrations.upgrade(url)

    assert migrations.differences(url) == []
    assert migrations.current(url) == migrations.newest()
    assert tables(url) >= set(Table.metadata.tables)


def test_migrating_up_twice_changes_nothing(url: str) -> None:
    migrations.upgrade(url)

    migrations.upgrade(url)

    assert migrations.differences(url) == []


def test_migrating_down_leaves_nothing(url: str) -> None:
    migrations.upgrade(url)

    migrations.downgrade(url, "base")

    assert tables(url) == {"alembic_version"}
    assert migrations.current(url) == ""


def test_up_after_down_works(url: str) -> None:
    migrations.upgrade(url)
    migrations.downgrade(url, "base")

    migrations.upgrade(url)

    assert migrations.differences(url) == []


def test_the_names_of_the_files_tell_the_newest_revision() -> None:
    assert migrations.last_written() == migrations.newest()


def test_drift_is_noticed(url: str) -> None:
    migrations.upgrade(url)
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE notes ADD COLUMN forgotten INTEGER")
    engine.dispose()

    assert migrations.differences(url) != []


def test_every_constraint_has_a_name(tmp_path: Path) -> None:
    for table in Table.metadata.sorted_tables:
        assert all(constraint.name for constraint in table.constraints), table.name


def tables(url: str) -> set[str]:
    engine = open_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'trellis.sqlite3'}"
    return str(request.getfixturevalue("fresh_postgres"))
