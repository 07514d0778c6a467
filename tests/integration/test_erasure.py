"""An erased person's words are in no row, no file and no backup; the audit stays whole."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from access.flows import DataClass, Kind
from core.errors import ConflictError, NotFoundError
from storage.accounts import Door, make_link, record_attempt, set_password, start_sign_in
from storage.autosaves import Autosaves, keep_autosave
from storage.backup import back_up, restore
from storage.check_ins import answer_check_in, send_check_in
from storage.conversations import Conversations, store_answer
from storage.database import Database, WriteSession
from storage.drafts import Drafts, DraftSource, NewDraftSentence, store_draft
from storage.erasing import STEPS
from storage.erasure import ask_erasure, erase_person, finish_erasures
from storage.flags import Flags
from storage.goals import note_progress, set_goal
from storage.keyring import KeyDestroyedError, Keyring
from storage.notes import Notes
from storage.people import People, Profile, change_profile
from storage.raising import add_to_flag, move_flag
from storage.referrals import refer
from storage.sessions import add_deadline
from storage.stating import NewStatement, state
from storage.system import Job, SystemViewer
from storage.tables import Table
from storage.training import log_training
from tests.makers import (
    MASTER,
    NOW,
    PROGRAM,
    World,
    audit,
    make_flag,
    make_note,
    make_pairing,
    make_person,
    make_question,
    make_session,
)

CANARY = "xylophone"
REASON = "asked"


def test_no_file_holds_a_word_in_the_clear_even_before(world: World, tmp_path: Path) -> None:
    fill(world)

    world.database.compact()

    assert files_with(tmp_path, CANARY) == []


def test_after_an_erasure_no_sealed_byte_of_the_person_is_left(world: World, tmp_path: Path) -> None:
    fill(world)
    sealed = sealed_bytes(tmp_path, Keyring(tmp_path / "keyring.sqlite3", MASTER))
    assert len(sealed) >= 20  # the search below would find what there is

    erase_person(world.database, "bo", actor="cora", reason=REASON)

    world.database.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(blob in content for blob in sealed), path.name


def test_every_door_the_words_came_in_by_is_empty(world: World) -> None:
    fill(world)
    ana, bo, cora = world.ana, world.bo, world.cora

    erase_person(world.database, "bo", actor="cora", reason=REASON)

    with world.database.read() as db:
        assert Conversations(db, bo).all() == ()
        assert Notes(db, ana).of_pairings([world.pairing]) == ()
        assert Autosaves(db, ana).all() == Autosaves(db, bo).all() == ()
        assert [flag.concerns for flag in Flags(db, cora).of_person("bo")] == [(), ()]
        assert all(draft.sentences == () for draft in Drafts(db, ana).of_session(world.session))
        assert Door(db).account("bo@college.example") is None
        assert People(db, cora).all() == tuple(p for p in People(db, cora).all() if p.id != "bo")


def test_the_audit_stays_whole(world: World) -> None:
    fill(world)
    with world.database.read() as db:
        head = db.audit_head()

    erase_person(world.database, "bo", actor="cora", reason=REASON)

    with world.database.read() as db:
        check = db.verify_audit(head)
    assert check.ok
    assert check.count > head.count


def test_other_peoples_words_stay(world: World) -> None:
    fill(world)
    question = make_question(world.database, world.cy, "when is the library open")

    erase_person(world.database, "bo", actor="cora", reason=REASON)

    with world.database.read() as db:
        assert Conversations(db, world.cy).question(question.id).text == "when is the library open"
        assert People(db, world.ana).me().name == "Ana"


def test_in_a_group_only_what_is_about_the_erased_goes(world: World) -> None:
    for name in ("Hal", "Ivy"):
        make_person(world.database, name)
    pairing = make_pairing(world.database, "ana", "hal", "ivy")
    session = make_session(world.database, pairing)
    make_note(world.database, world.ana, session, "hal and ivy argued", about=["hal", "ivy"])
    make_note(world.database, world.ana, session, "ivy did well", about=["ivy"])

    erase_person(world.database, "hal", actor="cora", reason=REASON)

    with world.database.read() as db:
        left = [s.text for note in Notes(db, world.ana).of_session(session) for s in note.statements]
    assert left == ["ivy did well"]
    assert world.ana.mentor_of == {"bo", "ivy"}


def test_an_erased_mentor_leaves_the_notes_about_mentees(world: World) -> None:
    make_note(world.database, world.ana, world.session, "needs a quiet place", about=["bo"])

    erase_person(world.database, "ana", actor="cora", reason=REASON)

    with world.database.read() as db:
        notes = Notes(db, SystemViewer(job=Job.ERASURE)).of_pairings([world.pairing])
    assert [s.text for note in notes for s in note.statements] == ["needs a quiet place"]
    with pytest.raises(NotFoundError):
        _ = world.ana


def test_an_old_backup_does_not_open_for_the_erased(world: World, tmp_path: Path) -> None:
    fill(world)
    copy = back_up(world.database, tmp_path / "backups")

    erase_person(world.database, "bo", actor="cora", reason=REASON)

    keys = Keyring(tmp_path / "backups" / "keys" / "keyring.sqlite3", MASTER)
    old = Database(f"sqlite:///{copy}", keys, clock=world.database.clock)
    with old.read() as db, pytest.raises(KeyDestroyedError):
        People(db, world.cora).get("bo")
    old.close()


def test_restoring_an_old_backup_erases_anew(world: World, tmp_path: Path) -> None:
    fill(world)
    copy = back_up(world.database, tmp_path / "backups")
    erase_person(world.database, "bo", actor="cora", reason=REASON)

    again = restore(world.database, copy)

    assert [erased.person_id for erased in again] == ["bo"]
    with world.database.read() as db:
        assert db.verify_audit().ok
        assert Flags(db, world.cora).of_person("bo")[0].concerns == ()


def test_an_erasure_broken_off_is_finished_at_the_next_start(world: World) -> None:
    fill(world)
    with world.database.write(audit()) as db:
        ask_erasure(db, "bo")  # and then the power went

    done = finish_erasures(world.database)

    assert [erased.person_id for erased in done] == ["bo"]
    assert finish_erasures(world.database) == ()
    with world.database.read() as db, pytest.raises(KeyDestroyedError):
        db.keyring.unseal(["bo"], "x", b"\x01")


def test_erasing_twice_is_erasing_once(world: World) -> None:
    fill(world)
    erase_person(world.database, "bo", actor="cora", reason=REASON)

    again = erase_person(world.database, "bo", actor="cora", reason=REASON)

    assert again.rows["statements"] == again.rows["conversations"] == 0


def test_nobody_is_erased_while_their_safety_is_looked_after(world: World) -> None:
    make_flag(world.database, world.bo, "bo")

    with pytest.raises(ConflictError):
        erase_person(world.database, "bo", actor="cora", reason=REASON)


def test_no_row_but_the_frames_that_stay_refers_to_the_erased(world: World) -> None:
    fill(world)
    with world.database.write(audit()) as db:
        log_training(db, world.bo, module="listening", minutes=30, on_date=NOW.date())
        refer(db, world.ana, program_id=PROGRAM, mentee_id="bo", office="Tutoring", follow_up_on=NOW.date())
    frames = {"flags.about_id", "flags.raised_by", "notices.recipient_id", "erasures.person_id"}

    erase_person(world.database, "bo", actor="cora", reason=REASON)

    with world.database.read() as db:
        left = {
            f"{table.name}.{key.parent.name}"
            for table in Table.metadata.sorted_tables
            for key in table.foreign_keys
            if key.target_fullname == "people.id" and db.pairs(select(key.parent).where(key.parent == "bo"))
        }
        assert db.pairs(select(Table.metadata.tables["sign_in_attempts"])) == []
        assert db.pairs(select(Table.metadata.tables["notes"])) == []
    assert left <= frames


def test_every_table_that_refers_to_a_person_has_a_step() -> None:
    covered = {
        "statements", "statement_subjects", "statement_consents", "notes", "goals", "check_ins", "deadlines",
        "conversations", "drafts", "flags", "notices", "referrals", "autosaves", "training_ledger", "pairings",
        "pairing_members", "accounts", "sign_ins", "sign_in_links", "memberships", "model_calls", "break_glass",
    }  # fmt: skip
    ids_only = {"erasures", "flag_closed_to"}

    refer = {
        table.name
        for table in Table.metadata.sorted_tables
        if any(key.target_fullname == "people.id" for key in table.foreign_keys)
    }

    assert refer == covered | ids_only
    assert set(STEPS) <= covered | {"people"}


def fill(world: World) -> None:
    """Bo's canary through every door there is."""
    make_note(world.database, world.ana, world.session, f"{CANARY} in a note", about=["bo"])
    question = make_question(world.database, world.bo, f"{CANARY} in a question", expires_at=NOW + timedelta(days=30))
    flag = make_flag(world.database, world.bo, "bo", category="hazing", lane="care", words=f"{CANARY} in evidence")
    closed = make_flag(world.database, world.ana, "bo", words=f"{CANARY} in safety")
    for write in WRITES:
        with world.database.write(audit()) as db:
            write(world, db)
    with world.database.write(audit()) as db:
        content = {"text": f"{CANARY} in an answer"}
        store_answer(db, world.bo, question.id, status="answered", content=content, made_with={})
        add_to_flag(db, world.bo, flag.flag_id, [{"words": f"{CANARY} added"}])
        move_flag(
            db, world.cora, closed.flag_id, move="close", to_status="closed", version=1, words=f"{CANARY} in a move",
            closing_words=f"{CANARY} in closing", changes={"closed_at": NOW},
        )  # fmt: skip


def write_profile(world: World, db: WriteSession) -> None:
    preferences = {"how": CANARY}
    profile = Profile(nicknames=(CANARY,), preferences=preferences)
    change_profile(db, world.bo, "bo", name=f"Bo {CANARY}", profile=profile)


def write_goal(world: World, db: WriteSession) -> None:
    goal_id = set_goal(
        db, world.bo, mentee_id="bo", text=f"{CANARY} in a goal", kind="habit", area="personal", shared=True,
        steps=[f"{CANARY} in a step"],
    )  # fmt: skip
    note_progress(db, world.bo, goal_id, on_date=NOW.date(), value=0.5, note=f"{CANARY} in progress")


def write_check_in(world: World, db: WriteSession) -> None:
    message = f"{CANARY} in a message"
    sent = send_check_in(db, world.ana, pairing_id=world.pairing, mentee_id="bo", channel="message", message=message)
    answer_check_in(db, world.bo, sent, ratings={"health": 1}, text=f"{CANARY} in an answer", share=True)


def write_deadline(world: World, db: WriteSession) -> None:
    add_deadline(db, world.bo, program_id=PROGRAM, due_on=NOW.date(), text=f"{CANARY} due", source="bo", mentee_id="bo")


def write_complaint(world: World, db: WriteSession) -> None:
    said = NewStatement(
        kind=Kind.COMPLAINT, text=f"{CANARY} in a complaint", said_by="bo", about=frozenset({"ana"}),
        data_class=DataClass.D8,
    )  # fmt: skip
    state(db, PROGRAM, "complaint_1", [said])


def write_draft(world: World, db: WriteSession) -> None:
    source = DraftSource(kind="note", id="note_1", quote=f"{CANARY} quoted")
    lines = [
        NewDraftSentence(block_key="agenda:1", text=f"{CANARY} in a line", sources=(source,), reason="changed"),
        NewDraftSentence(block_key="card:bo", text=f"{CANARY} on a card", sources=(source,), reason="changed"),
    ]
    store_draft(
        db, world.ana, kind="prep", pairing_id=world.pairing, session_id=world.session, sentences=lines, made_with={},
        blocks=[{"key": "agenda:1"}, {"key": "card:bo"}], inputs={"notes": [CANARY]}, inputs_digest="d" * 64,
    )  # fmt: skip


def write_autosaves(world: World, db: WriteSession) -> None:
    keep_autosave(db, world.bo, form="question", thing_id="new", text=f"{CANARY} half typed")
    keep_autosave(
        db, world.ana, form="note", thing_id=world.session, text=f"{CANARY} about bo", about=frozenset({"bo"})
    )


def write_door(world: World, db: WriteSession) -> None:
    set_password(db, "bo", "argon2-hash")
    start_sign_in(db, "bo", PROGRAM, token_hash="t" * 64, csrf_secret="c", expires_at=NOW + timedelta(hours=1))
    make_link(db, "bo", PROGRAM, token_hash="l" * 64, expires_at=NOW + timedelta(hours=1))
    record_attempt(db, "bo@college.example", "10.0.0.1", succeeded=False)


WRITES: tuple[Callable[[World, WriteSession], None], ...] = (
    write_profile, write_goal, write_check_in, write_deadline, write_complaint, write_draft, write_autosaves,
    write_door,
)  # fmt: skip


def sealed_bytes(folder: Path, keyring: Keyring) -> list[bytes]:
    """Every sealed value that holds the canary, found by opening what Bo's key opens."""
    copy = folder.parent / f"{folder.name}-copy.sqlite3"
    with sqlite3.connect(folder / "trellis.sqlite3") as source, sqlite3.connect(copy) as target:
        source.backup(target)
    found: list[bytes] = []
    for table in Table.metadata.sorted_tables:
        for column in [c.name for c in table.columns if c.name.endswith("_sealed")]:
            place = f"{table.name}.{column.removesuffix('_sealed')}"
            rows = target.execute(f"SELECT id, {column} FROM {table.name} WHERE {column} IS NOT NULL").fetchall()
            found += [blob for row_id, blob in rows if CANARY in opened(keyring, f"{place}:{row_id}", blob)]
    shutil.rmtree(copy, ignore_errors=True)
    return found


def opened(keyring: Keyring, place: str, blob: bytes) -> str:
    for owners in (["bo"], ["ana", "bo"], ["ana"]):
        try:
            return keyring.unseal(owners, place, blob)
        except Exception:  # not sealed for these
            continue
    return ""


def files_with(folder: Path, word: str) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]
