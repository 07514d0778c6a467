"""The second wall: on PostgreSQL even a query without a scope sees no row of somebody else's words."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, select
from sqlalchemy.exc import ProgrammingError

from access.viewer import Viewer
from core.clock import FixedClock
from core.ids import CountedIds
from storage import migrations
from storage.audit import Audit
from storage.conversations import Conversations
from storage.database import Database
from storage.drafts import Drafts
from storage.erasure import erase_person
from storage.flags import Flags
from storage.glimpses import Glimpses
from storage.goals import Goals, set_goal
from storage.keyring import Keyring
from storage.notes import Notes
from storage.people import People
from storage.raising import move_flag
from storage.scope import Looking
from storage.second_wall import bypassed
from storage.tables import Table
from storage.tables.conversations import AnswerRow, ConversationRow
from storage.tables.flags import FlagRow
from storage.tables.goals import GoalRow
from storage.tables.statements import StatementRow
from tests.makers import MASTER, NOW, SYSTEM, World, audit, make_flag, make_note, make_question, populate

WALLED = (StatementRow, ConversationRow, GoalRow, FlagRow)


def test_the_program_works_behind_the_wall(world: World) -> None:
    fill(world)
    ana, bo, cora = world.ana, world.bo, world.cora

    with world.database.read() as db:
        assert [s.text for note in Notes(db, ana).of_pairings([world.pairing]) for s in note.statements] == ["quiet"]
        assert [g.text for g in Goals(db, ana).of(["bo"])] == ["pass"]
        assert Conversations(db, bo).all()[0].questions[0].text == "private"
        assert Drafts(db, ana).of_session(world.session) == ()
        flag = Flags(db, cora).queue()[0]
        assert Glimpses(db, bo).one_about_me(flag.id).concerns != ()
    with world.database.write(audit("flag.claim", "cora")) as db:
        move_flag(db, cora, flag.id, move="claim", to_status="claimed", version=1, changes={"claimed_by": "cora"})
    again = make_flag(world.database, ana, "bo")
    assert (again.joined, again.case_id) == (True, flag.id)


def test_without_a_viewer_a_query_sees_nothing(world: World) -> None:
    fill(world)

    for table in WALLED:
        with world.database.read() as db:
            assert db.all(select(table)) == [], table.__tablename__


@pytest.mark.parametrize(
    ("name", "statements", "conversations", "goals", "flags"),
    [
        ("bo", 3, 1, 1, 1),
        ("ana", 3, 0, 1, 1),  # near enough for statements: the flow table judges them one by one
        ("cora", 4, 0, 1, 1),
        ("cy", 1, 1, 0, 0),
        ("eve", 1, 0, 0, 0),
        ("ada", 0, 0, 0, 0),
        ("val", 0, 0, 0, 0),
    ],
)
def test_a_query_that_forgot_its_scope_sees_only_the_viewers_surroundings(
    world: World, name: str, statements: int, conversations: int, goals: int, flags: int
) -> None:
    fill(world)

    seen = [len(unscoped(world, getattr(world, name), table)) for table in WALLED]

    assert seen == [statements, conversations, goals, flags]


def test_answers_are_walled_by_their_conversation(world: World) -> None:
    fill(world)

    assert unscoped(world, world.cora, AnswerRow) == []


def test_nobody_writes_as_somebody_else(world: World) -> None:
    cy = world.cy

    def write() -> None:
        with world.database.write(Audit(actor="cy", action="question.ask")) as db:
            row = ConversationRow(id="forged", program_id=cy.program_id, person_id="bo", started_at=NOW)
            db.seen_by(cy).add(row)

    with pytest.raises(ProgrammingError):
        write()


def test_a_transaction_looks_for_whoever_asks_last_and_forgets_at_its_end(world: World) -> None:
    fill(world)
    bo = world.bo
    with world.database.read() as db:
        mine, everyone = Conversations(db, bo), People(db, SYSTEM)
        assert len(everyone.all()) == 8
        assert len(mine.all()) == 1
        assert len(Conversations(db, SYSTEM).all()) == 2
        assert len(mine.all()) == 1

    with world.database.read() as db:
        assert db.all(select(ConversationRow)) == []


def test_an_erasure_works_behind_the_wall(world: World) -> None:
    make_question(world.database, world.bo, "private")

    erased = erase_person(world.database, "bo", actor="cora", reason="asked")

    assert (erased.rows["statements"], erased.rows["conversations"]) == (1, 1)


def test_every_table_with_sealed_words_is_walled_or_says_why_not(world: World) -> None:
    not_walled = {
        "people",  # read before there is a viewer, to make one; names and addresses only
        "deadlines",  # dates; a mentee's own text is scoped by the collection alone
    }
    with world.database.read() as db:
        query = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
        walled = {row[0] for row in db.orm.connection().exec_driver_sql(query)}

    sealed = {t.name for t in Table.metadata.sorted_tables if any(c.name.endswith("_sealed") for c in t.columns)}

    assert sealed - not_walled <= walled


def fill(world: World) -> None:
    """Bo: a question, a note about them, a goal, a flag. Cy: a question."""
    make_question(world.database, world.bo, "private")
    make_question(world.database, world.cy, "other")
    make_note(world.database, world.ana, world.session, "quiet", about=["bo"])
    make_flag(world.database, world.bo, "bo")
    with world.database.write(audit("goal.set", "bo")) as db:
        set_goal(db, world.bo, mentee_id="bo", text="pass", kind="outcome", area="academic", shared=True)


def unscoped(world: World, viewer: Looking | Viewer, table: type) -> list[object]:
    with world.database.read() as db:
        return list(db.seen_by(viewer).all(select(table)))


@pytest.fixture(scope="module")
def template(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, World]]:
    """The small program on PostgreSQL as a campus would run it: migrated, by an owner who is no superuser."""
    folder = tmp_path_factory.mktemp("campus")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE campus LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB PASSWORD 'campus'")
        connection.execute("CREATE DATABASE campus OWNER campus")
    url = as_campus(postgres_url, "campus")
    migrations.upgrade(url)
    database = Database(url, Keyring(folder / "keyring.sqlite3", MASTER), clock=FixedClock(NOW), ids=CountedIds())
    built = populate(database)
    database.close()
    yield url, folder, built
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE campus")
        connection.execute("DROP ROLE campus")


@pytest.fixture
def world(template: tuple[str, Path, World], postgres_url: str, tmp_path: Path) -> Iterator[World]:
    """A copy of it for each test."""
    _, folder, built = template
    shutil.copy(folder / "keyring.sqlite3", tmp_path / "keyring.sqlite3")
    with psycopg.connect(as_campus(postgres_url, "postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE campus_copy TEMPLATE campus")
    keyring = Keyring(tmp_path / "keyring.sqlite3", MASTER)
    ids = replace(built.database.ids)  # type: ignore[type-var]  # counts on from where the template was built
    database = Database(as_campus(postgres_url, "campus_copy"), keyring, clock=FixedClock(NOW), ids=ids)
    yield World(database, built.pairing, built.session)
    database.close()
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE campus_copy WITH (FORCE)")


def as_campus(url: str, database: str) -> str:
    changed = make_url(url).set(username="campus", password="campus", database=database)
    return changed.render_as_string(hide_password=False)


def test_a_role_that_walks_through_the_second_wall_is_seen(world: World, postgres_url: str, tmp_path: Path) -> None:
    as_superuser = Database(postgres_url, Keyring(tmp_path / "other.sqlite3", MASTER), clock=FixedClock(NOW))

    assert not bypassed(world.database)
    assert bypassed(as_superuser)
    as_superuser.close()
