"""The everyday nouns: people, goals, check-ins, conversations, drafts, autosaves, sessions, deadlines, training."""

from datetime import date, timedelta

import pytest

from access.viewer import Role
from core.errors import ConflictError, NotAllowedError, NotFoundError
from storage.autosaves import Autosaves, discard_autosave, keep_autosave
from storage.check_ins import CheckIns, answer_check_in, send_check_in
from storage.conversations import Conversations, store_answer, store_question
from storage.drafts import Drafts, DraftSource, NewDraftSentence, store_draft
from storage.goals import Goals, note_progress, set_goal
from storage.pairings import Pairings, end_pairing, swap_roles
from storage.people import People, Profile, add_person, change_profile, close_person
from storage.programs import Program, Programs, add_program
from storage.referrals import Referrals, close_referral, refer
from storage.reviewing import add_sentence, decide, edit_sentence, open_sentence, remove_sentence
from storage.sessions import Deadlines, MentoringSessions, add_deadline, change_session, plan_session
from storage.training import Training, log_training
from storage.viewers import load_viewer
from tests.makers import NOW, PROGRAM, SYSTEM, World, audit, make_pairing, make_person, make_question, make_viewer


def test_people_know_their_pairings_and_coordinators_everyone(world: World) -> None:
    with world.database.read() as db:
        assert set(People(db, world.ana).names(["ana", "bo", "cy", "eve"])) == {"ana", "bo"}
        assert set(People(db, world.bo).names(["ana", "bo", "cy", "eve"])) == {"ana", "bo"}
        assert len(People(db, world.cora).all()) == 8
        assert [person.name for person in People(db, world.val).all()] == ["Val"]
        with pytest.raises(NotFoundError):
            People(db, world.ana).get("cy")


def test_an_address_is_known_to_oneself_and_who_runs_the_program(world: World) -> None:
    with world.database.read() as db:
        assert People(db, world.bo).me().email == "bo@college.example"
        assert People(db, world.cora).get("bo").email == "bo@college.example"
        assert People(db, world.ana).get("bo").email == ""


def test_an_address_belongs_to_one_person(world: World) -> None:
    with world.database.write(audit()) as db, pytest.raises(ConflictError):
        add_person(db, SYSTEM, program_id=PROGRAM, name="Bob", email="BO@college.example", roles=[Role.MENTEE])


def test_nobody_adds_people_but_who_runs_the_program(world: World) -> None:
    ana = world.ana

    with world.database.write(audit()) as db, pytest.raises(NotAllowedError):
        add_person(db, ana, program_id=PROGRAM, name="X", email="", roles=[Role.COORDINATOR])


def test_a_profile_is_changed_by_its_person(world: World) -> None:
    bo, ana = world.bo, world.ana
    with world.database.write(audit()) as db:
        change_profile(db, bo, "bo", profile=Profile(pronouns="they", nicknames=("Bobo",)))
        with pytest.raises(NotAllowedError):
            change_profile(db, ana, "bo", profile=Profile())

    with world.database.read() as db:
        assert People(db, bo).me().profile.nicknames == ("Bobo",)
        assert People(db, bo).me().name == "Bo"


def test_a_closed_person_is_no_viewer(world: World) -> None:
    with world.database.write(audit()) as db:
        close_person(db, world.cora, "bo")

    with world.database.read() as db, pytest.raises(NotFoundError):
        load_viewer(db, "bo", PROGRAM)


def test_another_program_is_another_world(world: World) -> None:
    other = Program(
        id="other", name="Other", timezone="UTC", term_start=date(2026, 8, 1), term_end=date(2026, 12, 1),
        sessions_goal=(4, 6),
    )  # fmt: skip
    with world.database.write(audit()) as db:
        add_program(db, SYSTEM, other)
    make_person(world.database, "Zoe", Role.COORDINATOR, program_id="other")
    make_question(world.database, world.bo, "private")
    zoe = make_viewer(world.database, "zoe", program_id="other")

    with world.database.read() as db:
        assert [person.id for person in People(db, zoe).all()] == ["zoe"]
        assert Pairings(db, zoe).all() == ()
        assert [program.id for program in Programs(db, zoe).all()] == ["other"]
        with pytest.raises(NotFoundError):
            Programs(db, zoe).get(PROGRAM)


def test_same_age_coaches_swap_halfway(world: World) -> None:
    make_person(world.database, "Fay", Role.MENTEE, Role.MENTOR)
    make_person(world.database, "Gus", Role.MENTEE, Role.MENTOR)
    pairing_id = make_pairing(world.database, "fay", "gus", structure="same_age")
    fay = world.fay
    assert (fay.mentor_of, fay.partners) == ({"gus"}, {"gus"})

    with world.database.write(audit()) as db:
        swap_roles(db, fay, pairing_id)

    assert world.gus.mentor_of == {"fay"}
    assert world.fay.mentor_of == frozenset()


def test_members_of_a_group_are_partners(world: World) -> None:
    make_person(world.database, "Hal")
    make_pairing(world.database, "eve", "cy", "hal")

    assert world.cy.partners == {"hal"}
    assert world.eve.partners == frozenset()


def test_sessions_follow_the_pairing_and_history_the_mentee(world: World) -> None:
    cora = world.cora
    with world.database.read() as db:
        assert [s.id for s in MentoringSessions(db, world.ana).of_pairings([world.pairing])] == [world.session]
        assert MentoringSessions(db, world.eve).of_pairings([world.pairing]) == ()
    with world.database.write(audit()) as db:
        end_pairing(db, cora, world.pairing, on=NOW.date(), reason="mentor_change")
    make_pairing(world.database, "eve", "bo")

    with world.database.read() as db:
        assert MentoringSessions(db, world.ana).of_pairings([world.pairing]) == ()
        assert len(MentoringSessions(db, world.eve).of_pairings([world.pairing])) == 1
        assert Pairings(db, world.ana).all() == ()


def test_sessions_count_within_their_pairing(world: World) -> None:
    ana, eve = world.ana, world.eve
    with world.database.write(audit()) as db:
        second = plan_session(
            db, ana, pairing_id=world.pairing, starts_at=NOW + timedelta(days=8), minutes=60, mode="video"
        )
        change_session(db, ana, world.session, status="held")
        with pytest.raises(NotFoundError):
            change_session(db, eve, world.session, status="missed")

    with world.database.read() as db:
        assert MentoringSessions(db, ana).get(second).number == 2
        assert MentoringSessions(db, ana).get(world.session).status == "held"


def test_a_mentees_deadline_is_for_them_and_their_mentor(world: World) -> None:
    day = date(2026, 10, 30)
    with world.database.write(audit()) as db:
        add_deadline(db, world.cora, program_id=PROGRAM, due_on=day, text="Withdrawal", source="calendar")
        add_deadline(db, world.bo, program_id=PROGRAM, due_on=day, text="My essay", source="bo", mentee_id="bo")

    with world.database.read() as db:
        seen = {
            name: [d.text for d in Deadlines(db, getattr(world, name)).between(day, day)]
            for name in ("ana", "bo", "cy", "eve")
        }
    assert sorted(seen["ana"]) == sorted(seen["bo"]) == ["My essay", "Withdrawal"]
    assert seen["cy"] == seen["eve"] == ["Withdrawal"]


def test_a_private_goal_is_the_mentees_alone_and_a_shared_one_not_the_next_mentors(world: World) -> None:
    bo = world.bo
    with world.database.write(audit()) as db:
        set_goal(db, bo, mentee_id="bo", text="quit", kind="habit", area="personal", shared=False)
        goal_id = set_goal(
            db, bo, mentee_id="bo", text="pass calculus", kind="outcome", area="academic", shared=True, steps=["ask"]
        )
        note_progress(db, bo, goal_id, on_date=NOW.date(), value=0.5, note="half way")

    with world.database.read() as db:
        assert [goal.text for goal in Goals(db, bo).of(["bo"])] == ["quit", "pass calculus"]
        shared = Goals(db, world.ana).of(["bo"])
        assert [(g.text, g.steps, g.progress[0].note) for g in shared] == [("pass calculus", ("ask",), "half way")]
        assert [(g.text, g.progress[0].value) for g in Goals(db, world.cora).of(["bo"])] == [("", 0.5)]
        assert Goals(db, world.eve).of(["bo"]) == ()
    with world.database.write(audit()) as db:
        end_pairing(db, world.cora, world.pairing, on=NOW.date(), reason="mentor_change")
    make_pairing(world.database, "eve", "bo")
    with world.database.read() as db:
        assert Goals(db, world.eve).of(["bo"]) == ()


def test_a_check_in_kept_private_looks_unanswered_to_the_mentor(world: World) -> None:
    ana, bo = world.ana, world.bo
    with world.database.write(audit()) as db:
        private = send_check_in(
            db, ana, pairing_id=world.pairing, mentee_id="bo", channel="message", message="How is it going?"
        )
        shared = send_check_in(db, ana, pairing_id=world.pairing, mentee_id="bo", channel="message", message="And now?")
        answer_check_in(db, bo, private, ratings={"health": 1}, text="bad", share=False)
        answer_check_in(db, bo, shared, ratings={"health": 4}, text="good", share=True)
        with pytest.raises(ConflictError):
            answer_check_in(db, bo, shared, ratings={}, share=False)

    with world.database.read() as db:
        hidden, open_one = CheckIns(db, ana).get(private), CheckIns(db, ana).get(shared)
        assert (hidden.answered_at, hidden.ratings, hidden.statements) == (None, {}, ())
        assert (open_one.ratings, open_one.statements[0].text) == ({"health": 4}, "good")
        assert CheckIns(db, bo).get(private).ratings == {"health": 1}
        assert CheckIns(db, world.cora).get(shared).ratings == {}
        assert CheckIns(db, world.eve).of(["bo"]) == ()


def test_a_question_sent_twice_is_asked_once(either_world: World) -> None:
    world = either_world
    bo = world.bo
    first = make_question(world.database, bo, "when is the deadline")

    with world.database.write(audit()) as db:
        again = store_question(
            db, bo, first.conversation_id, text="when is the deadline", idempotency_key="key", screen_level="S0"
        )
        with pytest.raises(ConflictError):
            store_question(db, bo, first.conversation_id, text="other", idempotency_key="key", screen_level="S0")

    assert again == first


def test_a_question_keeps_its_first_answer(world: World) -> None:
    bo = world.bo
    question = make_question(world.database, bo, "when is the deadline")
    with world.database.write(audit()) as db:
        first = store_answer(db, bo, question.id, status="answered", content={"text": "Friday"}, made_with={"v": "1"})
        second = store_answer(db, bo, question.id, status="answered", content={"text": "Monday"}, made_with={})

    assert second == first
    with world.database.read() as db:
        found = Conversations(db, bo).get(question.conversation_id).questions[0]
        assert found.answer is not None
        assert (found.text, found.answer.content) == ("when is the deadline", {"text": "Friday"})
        for other in (world.ana, world.cora):
            with pytest.raises(NotFoundError):
                Conversations(db, other).get(question.conversation_id)


def test_a_draft_keeps_what_was_drafted_beside_what_was_changed(world: World) -> None:
    ana = world.ana
    draft_id = make_draft(world)
    with world.database.read() as db:
        line = Drafts(db, ana).get(draft_id).sentences[0]

    with world.database.write(audit()) as db:
        version = edit_sentence(db, ana, draft_id, line.id, text="Ask about limits", version=1)
        mine = NewDraftSentence(block_key="agenda:1", text="My own line", sources=(), reason="")
        _, version = add_sentence(db, ana, draft_id, line=mine, version=version)
        with pytest.raises(ConflictError):
            edit_sentence(db, ana, draft_id, line.id, text="from another window", version=1)

    with world.database.read() as db:
        changed = Drafts(db, ana).get(draft_id).sentences
        assert (changed[0].original, changed[0].text, changed[0].edited) == ("Review limits", "Ask about limits", True)
        assert changed[0].sources[0].quote == "stuck on limits"
        assert (changed[1].text, changed[1].original, changed[1].added_by_person) == ("My own line", "", True)
        assert Drafts(db, ana).inputs(draft_id) == {"notes": ["stuck on limits"]}


def test_what_is_risky_is_opened_before_approving(world: World) -> None:
    ana = world.ana
    draft_id = make_draft(world, risky=True)
    with world.database.read() as db:
        line = Drafts(db, ana).get(draft_id).sentences[0]

    with world.database.write(audit()) as db:
        with pytest.raises(ConflictError):
            decide(db, ana, draft_id, approve=True, version=1)
        open_sentence(db, ana, draft_id, line.id)
        decide(db, ana, draft_id, approve=True, version=1)
        with pytest.raises(ConflictError):
            remove_sentence(db, ana, draft_id, line.id, version=2)

    with world.database.read() as db:
        decided = Drafts(db, ana).get(draft_id)
        assert (decided.status, decided.decided_by) == ("approved", "ana")


def test_a_member_sees_an_approved_agenda_and_never_its_sources(world: World) -> None:
    draft_id = make_draft(world)
    with world.database.read() as db, pytest.raises(NotFoundError):
        Drafts(db, world.bo).get(draft_id)
    with world.database.write(audit()) as db:
        decide(db, world.ana, draft_id, approve=True, version=1)

    with world.database.read() as db:
        seen = Drafts(db, world.bo).get(draft_id)
        assert [line.block_key for line in seen.sentences] == ["agenda:1"]
        assert (seen.sentences[0].sources, seen.sentences[0].reason, seen.inputs_digest) == ((), "", "")
        assert [block["key"] for block in seen.blocks] == ["agenda:1"]
        for other in (world.cy, world.eve, world.cora, world.val):
            with pytest.raises(NotFoundError):
                Drafts(db, other).get(draft_id)
        with pytest.raises(NotFoundError):
            Drafts(db, world.bo).inputs(draft_id)


def test_a_new_draft_of_a_session_puts_the_old_one_back(world: World) -> None:
    first, second = make_draft(world), make_draft(world)

    with world.database.read() as db:
        drafts = Drafts(db, world.ana).of_session(world.session)
        assert {draft.id: draft.status for draft in drafts} == {first: "superseded", second: "proposed"}


def test_an_autosave_belongs_to_one_person_form_and_thing(world: World) -> None:
    ana = world.ana
    with world.database.write(audit()) as db:
        keep_autosave(db, ana, form="note", thing_id=world.session, text="half a thou")
        saved = keep_autosave(db, ana, form="note", thing_id=world.session, text="half a thought", version=1)
        with pytest.raises(ConflictError):
            keep_autosave(db, ana, form="note", thing_id=world.session, text="other window", version=1)

    with world.database.read() as db:
        assert Autosaves(db, ana).get("note", world.session) == saved
        assert Autosaves(db, ana).get("note", "session_other") is None
        assert Autosaves(db, world.eve).all() == ()
    with world.database.write(audit()) as db:
        discard_autosave(db, ana, form="note", thing_id=world.session)
    with world.database.read() as db:
        assert Autosaves(db, ana).all() == ()


def test_training_and_referrals_are_seen_by_who_made_them_and_coordinators(world: World) -> None:
    ana = world.ana
    with world.database.write(audit()) as db:
        log_training(db, ana, module="active listening", minutes=60, on_date=NOW.date())
        referral_id = refer(db, ana, program_id=PROGRAM, mentee_id="bo", office="Tutoring", follow_up_on=NOW.date())
        with pytest.raises(NotFoundError):
            refer(db, ana, program_id=PROGRAM, mentee_id="cy", office="Tutoring", follow_up_on=NOW.date())

    with world.database.read() as db:
        assert len(Training(db, ana).mine()) == len(Training(db, world.cora).all()) == 1
        assert Training(db, world.eve).all() == ()
        assert len(Referrals(db, world.bo).of(["bo"])) == len(Referrals(db, ana).to_follow_up(NOW.date())) == 1
        assert Referrals(db, world.eve).of(["bo"]) == ()
    with world.database.write(audit()) as db:
        close_referral(db, ana, referral_id, outcome="went")
        with pytest.raises(NotFoundError):
            close_referral(db, world.eve, referral_id, outcome="went")


def test_a_line_from_the_mentors_notes_is_in_no_members_agenda(world: World) -> None:
    draft_id = make_draft(world, kind="note")
    with world.database.write(audit()) as db:
        decide(db, world.ana, draft_id, approve=True, version=1)

    with world.database.read() as db:
        assert Drafts(db, world.bo).get(draft_id).sentences == ()
        assert len(Drafts(db, world.ana).get(draft_id).sentences) == 2


def make_draft(world: World, *, risky: bool = False, kind: str = "goal") -> str:
    note = DraftSource(kind=kind, id="source_1", quote="stuck on limits")
    lines = [
        NewDraftSentence(block_key="agenda:1", text="Review limits", sources=(note,), reason="a promise", risky=risky),
        NewDraftSentence(block_key="brief", text="Sounded tired", sources=(note,), reason="changed"),
    ]
    with world.database.write(audit("draft.make", "ana")) as db:
        return store_draft(
            db, world.ana, kind="prep", pairing_id=world.pairing, session_id=world.session, sentences=lines,
            blocks=[{"key": "agenda:1", "minutes": 20, "part": "agenda"}, {"key": "brief"}],
            made_with={"templates": "1"},
            inputs={"notes": ["stuck on limits"]}, inputs_digest="d" * 64,
        )  # fmt: skip
