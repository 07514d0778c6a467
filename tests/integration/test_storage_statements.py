"""Statements reach those the flow table lets them reach; for everyone else they are not there."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from access.flows import Circumstance, DataClass, Form, Kind
from access.viewer import Viewer
from core.errors import ConflictError, NotAllowedError, NotFoundError
from storage.notes import NoteLine, Notes, revise_note
from storage.pairings import end_pairing
from storage.statements import Statements
from storage.stating import NewStatement, consent, contest, delivered, state, tighten, withdraw
from storage.tables.statements import StatementConsentRow, StatementRow
from tests.makers import (
    NOW,
    PROGRAM,
    SYSTEM,
    World,
    audit,
    make_note,
    make_pairing,
    make_person,
    make_question,
    make_session,
    make_viewer,
)


def test_a_mentees_question_is_theirs_alone(world: World) -> None:
    question = make_question(world.database, world.bo, "am I failing")

    assert words(world, world.bo) == ["am I failing"]
    for viewer in (world.ana, world.cy, world.cora, world.eve, world.ada):
        assert words(world, viewer) == []
        with world.database.read() as db, pytest.raises(NotFoundError):
            Statements(db, viewer).get(question.statement_id)


def test_a_mentors_note_is_seen_by_the_mentor_and_on_request_by_the_mentee(world: World) -> None:
    make_note(world.database, world.ana, world.session, "needs a quiet place", about=["bo"])
    on_request = frozenset({Circumstance.ON_REQUEST})

    assert words(world, world.ana) == ["needs a quiet place"]
    assert words(world, world.bo) == []
    assert words(world, world.bo, on_request) == ["needs a quiet place"]
    assert words(world, world.cy, on_request) == []
    assert words(world, world.eve, on_request) == []


def test_a_mentor_loses_a_note_with_the_pairing(world: World) -> None:
    make_note(world.database, world.ana, world.session, "needs a quiet place", about=["bo"])
    with world.database.write(audit()) as db:
        end_pairing(db, SYSTEM, world.pairing, on=NOW.date(), reason="mentor_change")
    make_pairing(world.database, "eve", "bo")

    former, next_one = make_viewer(world.database, "ana"), make_viewer(world.database, "eve")

    assert words(world, former) == []
    assert words(world, next_one) == []


def test_consent_opens_one_sentence_to_one_person_until_taken_back(world: World) -> None:
    shared = make_question(world.database, world.bo, "am I failing")
    make_question(world.database, world.bo, "is it just me", key="other")
    with world.database.write(audit()) as db:
        consent(db, world.bo, shared.statement_id, "ana")

    assert words(world, world.ana) == ["am I failing"]
    assert words(world, world.eve) == []

    with world.database.write(audit()) as db:
        withdraw(db, world.bo, shared.statement_id, "ana")

    assert words(world, world.ana) == []


def test_a_delivered_yes_can_no_longer_be_taken_back(world: World) -> None:
    question = make_question(world.database, world.bo, "am I failing")
    with world.database.write(audit()) as db:
        consent(db, world.bo, question.statement_id, "ana")
        delivered(db, [question.statement_id], "ana")

    with world.database.write(audit()) as db, pytest.raises(ConflictError):
        withdraw(db, world.bo, question.statement_id, "ana")


def test_nobody_consents_for_another(world: World) -> None:
    question = make_question(world.database, world.bo, "am I failing")
    make_note(world.database, world.ana, world.session, "is about bo", about=["bo"])
    with world.database.read() as db:
        note = Statements(db, world.ana).about(["bo"])[0]

    with world.database.write(audit()) as db:
        for viewer in (world.ana, world.cy, world.cora):
            with pytest.raises(NotFoundError):
                consent(db, viewer, question.statement_id, "eve")
        with pytest.raises(NotAllowedError):
            consent(db, world.ana, note.id, "eve")


def test_a_sentence_about_two_opens_only_when_both_agree(world: World) -> None:
    for name in ("Hal", "Ivy"):
        make_person(world.database, name)
    session = make_session(world.database, make_pairing(world.database, "ana", "hal", "ivy"))
    make_note(world.database, world.ana, session, "both are broke", about=["hal", "ivy"], data_class=DataClass.D3)
    with world.database.read() as db:
        statement_id = db.all(select(StatementRow.id))[0]

    agree(world, statement_id, "hal")
    assert words(world, world.ana, about=["hal", "ivy"]) == []

    agree(world, statement_id, "ivy")
    assert words(world, world.ana, about=["hal", "ivy"]) == ["both are broke"]


def test_a_complaint_never_reaches_whom_it_is_about(world: World) -> None:
    complain(world, "asks me for money", about="ana")

    assert words(world, world.bo) == ["asks me for money"]
    for viewer in (world.ana, world.cy, world.eve):
        assert words(world, viewer, least=Form.COUNT) == []


def test_a_complaint_about_a_coordinator_never_reaches_them(world: World) -> None:
    complain(world, "laughed at me", about="cora")

    assert words(world, world.cora, frozenset(Circumstance), least=Form.COUNT) == []


def test_what_expired_is_gone_for_everyone(world: World) -> None:
    make_question(world.database, world.bo, "am I failing", expires_at=NOW + timedelta(days=30))
    world.database.clock.advance(timedelta(days=30))  # type: ignore[attr-defined]

    assert words(world, world.bo) == []


def test_a_class_only_becomes_more_confidential(world: World) -> None:
    make_note(world.database, world.ana, world.session, "talked about the exam", about=["bo"])
    with world.database.read() as db:
        statement_id = Statements(db, world.ana).about(["bo"])[0].id

    with world.database.write(audit()) as db:
        tighten(db, world.ana, statement_id, DataClass.D3)
    with world.database.write(audit()) as db, pytest.raises((NotAllowedError, NotFoundError)):
        tighten(db, world.ana, statement_id, DataClass.D7)


def test_a_contested_sentence_stays_and_is_marked(world: World) -> None:
    question = make_question(world.database, world.bo, "am I failing")

    with world.database.write(audit()) as db:
        contest(db, world.bo, question.statement_id)

    with world.database.read() as db:
        assert Statements(db, world.bo).get(question.statement_id).contested


def test_a_revised_note_keeps_unchanged_sentences_and_refuses_an_old_revision(world: World) -> None:
    note_id = make_note(world.database, world.ana, world.session, "first", about=["bo"])
    lines = [line("new"), line("first"), line("last")]
    with world.database.read() as db:
        before = Notes(db, world.ana).get(note_id).statements[0].id

    with world.database.write(audit()) as db:
        revise_note(db, world.ana, note_id, revision=1, lines=lines)

    with world.database.read() as db:
        note = Notes(db, world.ana).get(note_id)
    assert [s.text for s in note.statements] == ["new", "first", "last"]
    assert note.statements[1].id == before
    assert note.revision == 2
    with world.database.write(audit()) as db, pytest.raises(ConflictError):
        revise_note(db, world.ana, note_id, revision=1, lines=lines)


def test_a_note_cannot_be_about_someone_outside_the_pairing(world: World) -> None:
    with pytest.raises(NotAllowedError):
        make_note(world.database, world.ana, world.session, "gossip", about=["cy"])


def test_another_mentors_session_takes_no_note(world: World) -> None:
    with pytest.raises(NotFoundError):
        make_note(world.database, world.eve, world.session, "sneaky", about=["bo"])


def complain(world: World, text: str, *, about: str) -> None:
    said = NewStatement(kind=Kind.COMPLAINT, text=text, said_by="bo", about=frozenset({about}), data_class=DataClass.D8)
    with world.database.write(audit()) as db:
        state(db, PROGRAM, "complaint_1", [said])


def line(text: str) -> NoteLine:
    return NoteLine(section="concerns", text=text, about=frozenset({"bo"}))


def agree(world: World, statement_id: str, name: str) -> None:
    with world.database.write(audit()) as db:
        db.add(
            StatementConsentRow(
                id=f"yes_{name}", statement_id=statement_id, given_by=name, recipient_id="ana", granted_at=NOW
            )
        )


def words(
    world: World,
    viewer: Viewer,
    circumstances: frozenset[Circumstance] = frozenset(),
    least: Form = Form.WORDS,
    about: Sequence[str] = ("ana", "bo", "cy", "eve", "cora", "ada"),
) -> list[str]:
    """What this viewer has of anything about anyone."""
    with world.database.read() as db:
        return [s.text for s in Statements(db, viewer, circumstances).about(about, least=least)]
