"""Raising: in the words' own transaction, to the right people, about the right person, and kept from the right ones."""

from collections.abc import Iterator

import pytest

from access.viewer import Role
from assistant import escalation, jobs
from assistant.safety.levels import Category, Level
from core.errors import InvalidInputError, NotAllowedError, NotFoundError, NotReadyError
from storage.glimpses import Glimpses
from storage.notices import Notices
from tests.escalation_world import WORDS, World, heard, make_world
from tests.makers import audit, make_flag, make_note, make_person, make_session


@pytest.fixture
def world() -> Iterator[World]:
    world = make_world()
    yield world
    world.database.close()


def recipients(world: World, flag_id: str) -> list[tuple[str, str]]:
    """Purpose and recipient of every notice of a flag, as the system sees them."""
    with world.database.read() as db:
        return [(one.purpose, one.recipient_id) for one in Notices(db, jobs.system(jobs.Job.OVERDUE)).of_flag(flag_id)]


def note(world: World, mentor: str, text: str, result: object, about: frozenset[str]) -> str:
    """A mentor's note in which the screen heard something; returns the flag's id."""
    viewer = world.viewer(mentor)
    session = make_session(world.database, next(iter(viewer.pairings)))
    note_id = make_note(world.database, viewer, session, text, about=sorted(about))
    with world.database.write(audit("note.write", mentor)) as db:
        return escalation.raise_from_screen(
            db, world, viewer, result, about=about, origin_kind="note", origin_id=note_id, words=text
        )  # fmt: skip


def test_an_urgent_question_pages_the_first_on_call_in_the_same_transaction(world: World) -> None:
    flag = world.ask()

    assert recipients(world, flag) == [("page", "dana")]


def test_words_that_are_rolled_back_leave_no_flag_and_no_notice(world: World) -> None:
    viewer = world.viewer("ana")

    def break_off() -> None:
        with world.database.write(audit("question.ask", "ana")) as db:
            escalation.raise_from_screen(
                db, world, viewer, heard(), about=frozenset({"ana"}), origin_kind="question", origin_id="q", words=WORDS
            )
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()

    assert escalation.queue(world, world.viewer("dana")) == ()


def test_an_imminent_one_tells_the_emergency_contact_and_the_mentor_too() -> None:
    world = make_world(emergency_contact="luis")

    flag = world.ask(result=heard("S4"))

    assert set(recipients(world, flag)) == {("page", "dana"), ("contact", "luis"), ("mentor", "maya")}


def test_nothing_is_raised_for_nothing(world: World) -> None:
    assert world.ask(result=heard("S1", "financial")) == ""
    assert escalation.queue(world, world.viewer("dana")) == ()


def test_the_same_situation_twice_is_one_case_and_pages_once_an_hour(world: World) -> None:
    first = world.ask()
    world.later(minutes=20)
    second = world.ask(words="again: " + WORDS)

    assert first == second
    assert recipients(world, first) == [("page", "dana")]
    assert [row.joined for row in escalation.queue(world, world.viewer("dana"))] == [1]


def test_a_case_that_turns_imminent_is_paged_anew(world: World) -> None:
    flag = world.ask()

    world.ask(result=heard("S4"))

    assert recipients(world, flag).count(("page", "dana")) == 2
    assert escalation.queue(world, world.viewer("dana"))[0].level == "S4"


def test_an_ordinary_question_after_a_hard_one_raises_nothing_more(world: World) -> None:
    """The screen remembers earlier turns, and says S3 of the whole conversation."""
    flag = world.ask()

    assert world.ask(words="When is the library open?", result=heard(turn=-1)) == ""
    assert escalation.flag_for_desk(world, world.viewer("dana"), flag).joined == ()


def test_what_is_said_again_after_the_case_was_closed_is_a_new_flag(world: World) -> None:
    flag = world.ask()
    dana = world.viewer("dana")
    escalation.claim(world, dana, flag)
    escalation.close(world, dana, flag, outcome="supported", reason="We met.", next_contact_on=world.clock.now().date())
    world.screen.script["miss me"] = heard()

    again = world.ask(result=heard(turn=-1))

    assert again not in ("", flag)


def test_a_complaint_about_the_mentor_goes_past_the_mentor_with_everything_said_beside_it(world: World) -> None:
    both = heard("S3", "mentor_conduct")
    both = type(both)(
        level=both.level, category=both.category, concerns=(*both.concerns, *heard("S4", "suicide").concerns),
        lane=both.lane, language="en",
    )  # fmt: skip

    flag = world.ask(result=both)

    assert len(escalation.queue(world, world.viewer("dana"))) == 2
    assert ("mentor", "maya") not in recipients(world, flag)
    assert escalation.for_mentor(world, world.viewer("maya")) == ()


def test_after_a_complaint_the_mentor_learns_of_no_later_flag_either(world: World) -> None:
    world.ask(result=heard("S2", "mentor_conduct"))

    world.ask(result=heard("S3", "suicide"))

    assert escalation.for_mentor(world, world.viewer("maya")) == ()


def test_a_complaint_about_the_program_goes_past_its_first_coordinator(world: World) -> None:
    flag = world.ask(result=heard("S3", "program_conduct"))

    assert recipients(world, flag) == [("page", "luis")]
    assert escalation.queue(world, world.viewer("dana")) == ()
    assert [row.flag_id for row in escalation.queue(world, world.viewer("luis"))] == [flag]


def test_a_complaint_names_only_ones_own_mentor_or_someone_on_call(world: World) -> None:
    def complain(*accused: str) -> str:
        return escalation.raise_by_person(
            world, world.viewer("ana"), about="ana", category=Category.PROGRAM_CONDUCT, words="It was unfair.",
            accused=frozenset(accused),
        )  # fmt: skip

    with pytest.raises(InvalidInputError):
        complain("jonah")
    assert recipients(world, complain("luis")) == [("queue", "dana")]


def test_a_worry_about_somebody_else_is_as_urgent_and_about_the_one_who_told(world: World) -> None:
    flag = world.ask(result=heard("S4", "suicide", subject="third"))

    view = escalation.flag_for_desk(world, world.viewer("dana"), flag)

    assert (view.row.category, view.row.level, view.about_id) == ("third_party", "S4", "ana")


def test_a_groups_note_is_about_the_member_it_names(world: World) -> None:
    about = frozenset({"wen", "tasha"})

    note(world, "jonah", "We did the lab. Tasha said she wants to disappear.", heard(span=(17, 49)), about)

    assert [row.who for row in escalation.queue(world, world.viewer("dana"))] == ["Tasha"]


def test_a_groups_note_that_names_nobody_reaches_the_desk_and_shows_no_member_anothers_words(world: World) -> None:
    note(world, "jonah", "One of them wants to disappear.", heard(span=(0, 31)), frozenset({"wen", "tasha"}))

    assert sorted(row.who for row in escalation.queue(world, world.viewer("dana"))) == ["Tasha", "Wen"]
    assert escalation.flags_about_me(world, world.viewer("wen")) == ()


def test_evidence_is_the_flagged_sentence_and_not_the_rest_of_the_text(world: World) -> None:
    flag = world.ask()

    (evidence,) = escalation.flag_for_desk(world, world.viewer("dana"), flag).evidence

    assert evidence.words == ("I keep thinking nobody would miss me",)
    assert evidence.context == "I keep thinking nobody would miss me."


def test_a_person_may_raise_and_never_below_what_the_screen_hears_in_their_words(world: World) -> None:
    world.screen.script["tonight"] = heard("S4")

    flag = escalation.raise_by_person(
        world, world.viewer("maya"), about="ana", category=Category.ACADEMIC_JEOPARDY, level=Level.S2,
        words="She says she will end it tonight.",
    )  # fmt: skip

    view = escalation.flag_for_desk(world, world.viewer("dana"), flag)
    assert (view.row.level, view.row.category, view.raised_by) == ("S4", "suicide", "Maya")


def test_nobody_raises_a_flag_about_a_stranger(world: World) -> None:
    for who, about in (("maya", "wen"), ("ana", "wen"), ("maya", "nobody")):
        with pytest.raises(NotFoundError):
            escalation.raise_by_person(world, world.viewer(who), about=about, category=Category.SUICIDE, words="x")


def test_asking_for_help_is_agreeing_and_reaches_the_queue(world: World) -> None:
    flag = escalation.raise_by_person(
        world, world.viewer("ana"), about="ana", category=Category.BASIC_NEEDS, words="I have no food this week."
    )

    assert recipients(world, flag) == [("queue", "dana")]
    assert escalation.queue(world, world.viewer("dana"))[0].category == "basic_needs"


def test_a_mentor_co_signs_a_flag_and_joins_the_case(world: World) -> None:
    flag = world.ask(result=heard("S3", "hazing"))

    joined = escalation.co_sign(world, world.viewer("maya"), flag, "I saw bruises on Monday.")

    assert joined != flag
    assert escalation.flag_for_desk(world, world.viewer("dana"), flag).joined[0][0].words == (
        "I saw bruises on Monday.",
    )


def test_three_small_things_in_as_many_conversations_make_one_bigger(world: World) -> None:
    from storage.conversations import start_conversation, store_question

    viewer, small = world.viewer("ana"), heard("S1", "financial")
    flags = []
    for number in range(3):
        with world.database.write(audit("question.ask", "ana")) as db:
            question = store_question(
                db, viewer, start_conversation(db, viewer), text=WORDS, idempotency_key=f"k{number}", screen_level="S1"
            )
            flags.append(escalation.raise_from_screen(
                db, world, viewer, small, about=frozenset({"ana"}), origin_kind="question", origin_id=question.id,
                words=WORDS,
            ))  # fmt: skip

    assert flags[:2] == ["", ""]
    with world.database.read() as db:
        assert Glimpses(db, viewer).one_about_me(flags[2]).level == "S2"


def note_about_wen(world: World, words: str, about: tuple[str, ...] = ("wen",)) -> str:
    """A note of Jonah's in which something small was heard; returns the flag it led to, or nothing."""
    jonah = world.viewer("jonah")
    (pairing,) = jonah.pairings
    note = make_note(world.database, jonah, make_session(world.database, pairing), words, about=about)
    with world.database.write(audit("note.write", "jonah")) as db:
        return escalation.raise_from_screen(
            db, world, jonah, heard("S1", "financial"), about=frozenset(about), origin_kind="note", origin_id=note,
            words=words,
        )  # fmt: skip


def test_three_small_things_in_a_mentors_notes_make_one_bigger_and_are_counted_once(world: World) -> None:
    world.screen.script["rent"] = heard("S1", "financial")
    flags = [note_about_wen(world, f"Behind on rent, week {week}.") for week in range(3)]
    world.later(days=1)

    assert flags[:2] == ["", ""]
    with world.database.read() as db:
        assert [one.level for one in Glimpses(db, world.viewer("jonah")).raised_by_me()] == ["S2"]
    assert note_about_wen(world, "Behind on rent again.") == ""


def test_small_things_about_another_mentee_or_long_ago_are_not_counted(world: World) -> None:
    world.screen.script["rent"] = heard("S1", "financial")
    note_about_wen(world, "Behind on rent.")
    world.later(days=40)
    note_about_wen(world, "Behind on rent.")
    note_about_wen(world, "Behind on rent.", about=("tasha",))

    assert note_about_wen(world, "Behind on rent.") == ""


def test_a_program_without_two_coordinators_on_call_does_not_start() -> None:
    jobs.check_chain(make_world())
    for on_call in ((), ("dana",), ("dana", "dana"), ("dana", "maya"), ("dana", "nobody")):
        with pytest.raises(NotReadyError, match="on call"):
            jobs.check_chain(make_world(on_call=on_call))


def test_every_flag_is_complete(world: World) -> None:
    flag = world.ask()

    with world.database.read() as db:
        stored = Glimpses(db, world.viewer("ana")).one_about_me(flag)
    view = escalation.flag_for_desk(world, world.viewer("dana"), flag)

    for one in stored.concerns:
        assert all(one[name] for name in ("category", "level", "fired", "spans", "words", "why"))
    assert {"lexicon", "heads", "escalation", "acting"} <= set(view.made_with)
    assert view.row.due_at is not None
    assert view.history[0].what == "raised this"


def test_a_coordinator_does_not_see_a_flag_about_themselves(world: World) -> None:
    make_person(world.database, "Rae", Role.COORDINATOR, Role.MENTEE)
    raised = make_flag(world.database, world.viewer("rae"), "rae")

    with pytest.raises(NotFoundError):
        escalation.flag_for_desk(world, world.viewer("rae"), raised.flag_id)
    with pytest.raises(NotAllowedError):
        escalation.claim(world, world.viewer("rae"), raised.flag_id)
