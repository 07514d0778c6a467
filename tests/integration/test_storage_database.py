"""Transactions: readers cannot write, writers queue, what was acknowledged survives `kill -9`; and the door."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from core.errors import NotFoundError
from core.settings import Settings
from storage.accounts import (
    Door,
    end_sign_in,
    make_link,
    record_attempt,
    see_sign_in,
    set_password,
    start_sign_in,
    sweep_door,
    use_link,
)
from storage.audit_log import AuditLog
from storage.conversations import Conversations
from storage.database import Database
from storage.people import close_person
from storage.retention import sweep
from tests.makers import (
    NOW,
    PROGRAM,
    ROOT,
    SYSTEM,
    World,
    audit,
    make_database,
    make_flag,
    make_note,
    make_question,
    make_session,
)

WRITER = """
import sys
from pathlib import Path
from tests.makers import SYSTEM, audit, make_database
database = make_database(Path(sys.argv[1]))
for n in range(10_000):
    with database.write(audit("count")) as db:
        db.touch("number", str(n))
    print(n, flush=True)
"""


def test_a_reader_cannot_write(world: World) -> None:
    with world.database.read() as db, pytest.raises(OperationalError):
        db.orm.execute(text("DELETE FROM people"))


def test_a_connection_that_read_can_write_afterwards(world: World) -> None:
    for _ in range(3):
        with world.database.read() as db:
            db.audit_head()
        with world.database.write(audit()) as db:
            db.touch("number", "1")


def test_writers_at_the_same_time_queue_and_none_is_lost(either_world: World) -> None:
    world = either_world
    with world.database.read() as db:
        before = db.audit_head().count
    failed: list[BaseException] = []

    def write(name: int) -> None:
        try:
            for n in range(10):
                with world.database.write(audit("count")) as db:
                    db.touch("number", f"{name}-{n}")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    with world.database.read() as db:
        check = db.verify_audit()
    assert (check.ok, check.count) == (True, before + 40)


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(20)][-1]
        writer.send_signal(signal.SIGKILL)

    database = make_database(tmp_path)
    with database.read() as db:
        check = db.verify_audit()
    database.close()

    assert check.ok
    assert check.count > acknowledged


def test_the_first_start_makes_folder_key_and_ring_for_us_alone(tmp_path: Path) -> None:
    database = Database.from_settings(Settings(data_dir=tmp_path / "new"))

    for name in ("key", "keyring.sqlite3"):
        assert (tmp_path / "new" / name).stat().st_mode & 0o077 == 0
    database.close()


def test_an_account_is_found_by_its_address_however_written(world: World) -> None:
    with world.database.write(audit()) as db:
        set_password(db, "bo", "hash")

    with world.database.read() as db:
        account = Door(db).account(" BO@college.example")
        assert account is not None
        assert (account.person_id, account.password_hash) == ("bo", "hash")
        assert Door(db).account("nobody@college.example") is None


def test_a_sign_in_lasts_until_it_expires_ends_or_the_person_is_closed(world: World) -> None:
    hour = timedelta(hours=1)
    with world.database.write(audit()) as db:
        for token, person_id in (("a", "bo"), ("b", "bo"), ("c", "cy"), ("d", "ana")):
            start_sign_in(db, person_id, PROGRAM, token_hash=token, csrf_secret="s", expires_at=NOW + hour)
        see_sign_in(db, "d", NOW + 3 * hour)
        end_sign_in(db, "c")
    cora = world.cora
    assert open_sign_ins(world) == "abd"

    with world.database.write(audit()) as db:
        close_person(db, cora, "bo")
    assert open_sign_ins(world) == "d"

    world.database.clock.advance(3 * hour)  # type: ignore[attr-defined]
    assert open_sign_ins(world) == ""


def test_a_link_lets_one_person_in_once(world: World) -> None:
    with world.database.write(audit()) as db:
        make_link(db, "bo", PROGRAM, token_hash="once", expires_at=NOW + timedelta(minutes=5))
        make_link(db, "bo", PROGRAM, token_hash="late", expires_at=NOW)
        make_link(db, "bo", PROGRAM, token_hash="demo", expires_at=NOW + timedelta(days=1), reusable=True)

    with world.database.write(audit()) as db:
        assert use_link(db, "once") == use_link(db, "demo") == use_link(db, "demo") == ("bo", PROGRAM)
        for token in ("once", "late", "unknown"):
            with pytest.raises(NotFoundError):
                use_link(db, token)


def test_failed_tries_count_by_address_and_end_with_a_success(world: World) -> None:
    with world.database.write(audit()) as db:
        record_attempt(db, "bo@college.example", "10.0.0.1", succeeded=False)
        record_attempt(db, "bo@college.example", "10.0.0.2", succeeded=False)
        record_attempt(db, "cy@college.example", "10.0.0.1", succeeded=False)
    assert failures(world) == (2, 2)

    world.database.clock.advance(timedelta(seconds=1))  # type: ignore[attr-defined]
    with world.database.write(audit()) as db:
        record_attempt(db, "bo@college.example", "10.0.0.9", succeeded=True)
    assert failures(world) == (0, 2)

    with world.database.write(audit()) as db:
        sweep_door(db, NOW + timedelta(hours=1))
    assert failures(world) == (0, 0)


def test_what_expired_is_swept_with_a_report(world: World) -> None:
    question = make_question(world.database, world.bo, "private", expires_at=NOW + timedelta(days=30))
    make_question(world.database, world.bo, "kept", key="other")
    world.database.clock.advance(timedelta(days=31))  # type: ignore[attr-defined]

    with world.database.write(audit()) as db:
        swept = sweep(db, SYSTEM, NOW)

    assert (swept.statements, swept.answers) == ({"D2": 1}, 0)
    with world.database.read() as db:
        assert Conversations(db, world.bo).question(question.id).text == ""


def test_a_mentee_reads_who_did_what_of_theirs_in_role_words_and_nothing_withheld(world: World) -> None:
    make_note(world.database, world.ana, world.session, "quiet place", about=["bo"])
    make_flag(world.database, world.cy, "bo", category="third_party")  # another student's confidence
    make_note(world.database, world.eve, make_eves_session(world), "other", about=["cy"])

    with world.database.read() as db:
        entries = AuditLog(db, world.bo).about_me()

    assert ("note.write", "note", "mentor") in {(e.action, e.object_kind, e.actor_role) for e in entries}
    assert all(entry.actor_id == "" and entry.about_id == "bo" for entry in entries)
    assert "flag" not in {entry.object_kind for entry in entries}


def test_a_coordinator_reads_no_act_on_a_complaint_about_them(world: World) -> None:
    flag_id = make_flag(world.database, world.bo, "bo", category="program_conduct", closed_to=["cora"]).flag_id

    with world.database.read() as db:
        assert flag_id not in {entry.object_id for entry in AuditLog(db, world.cora).recent()}
        assert flag_id in {entry.object_id for entry in AuditLog(db, world.dee).recent()}


def make_eves_session(world: World) -> str:
    pairing = next(iter(world.eve.pairings))
    return make_session(world.database, pairing)


def open_sign_ins(world: World) -> str:
    with world.database.read() as db:
        return "".join(token for token in "abcd" if Door(db).sign_in(token))


def failures(world: World) -> tuple[int, int]:
    with world.database.read() as db:
        return Door(db).failures("bo@college.example", "10.0.0.1", NOW - timedelta(hours=1))
