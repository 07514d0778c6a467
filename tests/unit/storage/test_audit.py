"""The audit chain notices every change, and with an exported head a cut tail too."""

import contextlib
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from storage.audit import GENESIS, Audit, AuditHead
from storage.database import Database
from tests.makers import audit, make_database, make_program


def test_an_untouched_chain_verifies(database: Database) -> None:
    with database.read() as db:
        check = db.verify_audit()

    assert (check.ok, check.count, check.broken_at) == (True, 5, 0)


def test_an_empty_chain_has_a_head_too() -> None:
    with contextlib.closing(make_database()) as empty, empty.read() as db:
        assert db.audit_head() == AuditHead(count=0, hash=GENESIS)
        assert db.verify_audit().ok


@pytest.mark.parametrize(
    ("tampering", "first_wrong"),
    [
        ("UPDATE audit SET actor_id = 'somebody else' WHERE seq = 3", 3),
        ("UPDATE audit SET at = '2026-10-14 15:00:01.000000' WHERE seq = 2", 2),
        ("UPDATE audit SET about_id = 'x' WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 4", 4),
        ("UPDATE audit SET seq = 9 WHERE seq = 5", 5),
    ],
)
def test_a_change_within_the_chain_is_found(database: Database, tampering: str, first_wrong: int) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(tampering))

    with database.read() as db:
        check = db.verify_audit()

    assert (check.ok, check.broken_at) == (False, first_wrong)


def test_a_cut_tail_is_found_with_the_exported_head(database: Database) -> None:
    with database.read() as db:
        head = db.audit_head()
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit WHERE seq >= 4"))

    with database.read() as db:
        assert db.verify_audit().ok  # the chain alone cannot know
        check = db.verify_audit(head)

    assert (check.ok, check.broken_at) == (False, 4)


def test_a_chain_that_grew_since_the_export_is_fine(database: Database) -> None:
    with database.read() as db:
        head = db.audit_head()

    database.record(audit("flag.view").of("flag", "flag_1", "ana"))

    with database.read() as db:
        assert db.verify_audit(head).ok


def test_a_failed_write_leaves_no_audit(database: Database) -> None:
    def break_off() -> None:
        with database.write(audit()) as db:
            db.touch("note", "note_1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()

    with database.read() as db:
        assert db.audit_head().count == 5


def test_a_write_that_did_nothing_is_not_recorded(database: Database) -> None:
    with database.write(audit("outbox.look")):
        pass

    with database.read() as db:
        assert db.audit_head().count == 5


def test_an_act_without_a_named_object_is_recorded_all_the_same(database: Database) -> None:
    with database.write(audit("door.sweep")) as db:
        db.execute(text("DELETE FROM sign_ins"))  # type: ignore[arg-type]

    with database.read() as db:
        assert db.audit_head().count == 6


@pytest.fixture
def database() -> Iterator[Database]:
    with contextlib.closing(make_database()) as database:
        make_program(database)
        for n in range(4):
            database.record(Audit(actor="cora", action="flag.view", object_kind="flag", object_id=f"flag_{n}"))
        yield database
