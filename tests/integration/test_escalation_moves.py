"""Moving: each move by the right person, with what it demands, and the student first in the care lane."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from assistant import escalation, jobs
from assistant.safety.levels import Category, Level
from assistant.safety.moves import Move
from core.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from storage.notices import Notices
from tests.escalation_world import World, heard, make_world
from tests.makers import audit

SOON = date(2026, 10, 21)


@pytest.fixture
def world() -> Iterator[World]:
    world = make_world()
    yield world
    world.database.close()


@pytest.fixture
def care(world: World) -> str:
    """A flag of the care lane, still with the student."""
    return world.ask(result=heard("S2", "eating"))


def to(world: World, person: str, flag_id: str) -> list[str]:
    """Purposes of the notices to a person about a flag."""
    with world.database.read() as db:
        found = Notices(db, jobs.system(jobs.Job.OVERDUE)).of_flag(flag_id)
    return [one.purpose for one in found if one.recipient_id == person]


def mentors_flag(world: World, category: Category = Category.HAZING, level: Level = Level.S3) -> str:
    return escalation.raise_by_person(
        world, world.viewer("maya"), about="ana", category=category, level=level, words="x"
    )


def test_the_desk_sees_only_that_a_conversation_is_going_on_until_the_student_agrees(world: World, care: str) -> None:
    dana = world.viewer("dana")

    (row,) = escalation.queue(world, dana)
    before = escalation.flag_for_desk(world, dana, care)
    escalation.agree(world, world.viewer("ana"), care)
    after = escalation.flag_for_desk(world, dana, care)

    assert (row.title, row.category) == ("a conversation is going on", "")
    assert (before.evidence, before.row.category) == ((), "")
    assert after.row.category == "eating"
    assert after.evidence


def test_the_student_reads_all_of_it_first_and_may_soften_and_add(world: World, care: str) -> None:
    ana = world.viewer("ana")
    assert escalation.flag_about_me(world, ana, care).evidence[0].words == ("I keep thinking nobody would miss me",)

    escalation.soften(world, ana, care, "Eating has been hard lately.")
    escalation.add(world, ana, care, "Mornings are worst.")
    escalation.agree(world, ana, care)

    seen = escalation.flag_for_desk(world, world.viewer("dana"), care).evidence
    assert [one.context for one in seen] == ["Eating has been hard lately.", "Mornings are worst."]
    assert not any(one.written_first for one in seen)


def test_what_was_softened_is_read_as_written_once_it_turns_urgent(world: World, care: str) -> None:
    escalation.soften(world, world.viewer("ana"), care, "A bit off.")

    escalation.raise_level(world, world.viewer("dana"), care, Level.S3, reason="She fainted.", cite="danger_grew")

    view = escalation.flag_for_desk(world, world.viewer("dana"), care)
    assert view.evidence[0].written_first.startswith("I keep thinking")
    assert view.row.lane == "safety"
    assert "page" in to(world, "dana", care)


def test_something_urgent_in_what_the_student_adds_goes_at_once(world: World, care: str) -> None:
    world.screen.script["pills"] = heard("S4", span=(0, 16))

    found = escalation.add(world, world.viewer("ana"), care, "I have the pills")

    assert found.level == "S4"
    assert "S4" in {row.level for row in escalation.queue(world, world.viewer("dana"))}


def test_what_the_student_adds_to_an_urgent_flag_joins_it_as_it_is(world: World) -> None:
    flag = world.ask()

    escalation.add(world, world.viewer("ana"), flag, "And I have not slept.")

    view = escalation.flag_for_desk(world, world.viewer("dana"), flag)
    assert view.evidence[0].words == ("I keep thinking nobody would miss me",)
    assert view.joined[0][0].words == ("And I have not slept.",)


def test_the_student_may_ask_for_time_twice_and_no_more(world: World, care: str) -> None:
    ana = world.viewer("ana")
    first = escalation.ask_for_time(world, ana, care)
    second = escalation.ask_for_time(world, ana, care)

    assert first < second
    with pytest.raises(ConflictError, match="no more time"):
        escalation.ask_for_time(world, ana, care)


def test_the_mentor_learns_of_a_care_flag_only_if_the_student_agreed_to_that_too(world: World, care: str) -> None:
    maya = world.viewer("maya")
    assert escalation.for_mentor(world, maya) == ()

    escalation.agree(world, world.viewer("ana"), care, share_with_mentor=True)
    escalation.claim(world, world.viewer("dana"), care)

    (line,) = escalation.for_mentor(world, maya)
    assert line.line == "Something may need support. Your coordinator will say if there is a part for you."


def test_opening_without_agreement_takes_a_cited_rule_a_reason_and_the_students_time(world: World, care: str) -> None:
    dana = world.viewer("dana")
    for cite, reason in (("", "why"), ("unanswered", ""), ("because", "why"), ("unanswered", "no answer yet")):
        with pytest.raises(InvalidInputError):
            escalation.open_without_agreement(world, dana, care, cite=cite, reason=reason)

    world.later(days=3)
    escalation.open_without_agreement(world, dana, care, cite="unanswered", reason="No answer for three days.")

    last = escalation.flag_for_desk(world, dana, care).history[-1]
    assert last.kept == {"reason": "No answer for three days.", "cites": "escalation.yaml levels.S2 due"}


def test_nobody_else_makes_the_students_moves_and_the_student_none_of_the_desks(world: World, care: str) -> None:
    with pytest.raises(NotAllowedError):
        escalation.agree(world, world.viewer("dana"), care)
    with pytest.raises(NotFoundError):
        escalation.agree(world, world.viewer("maya"), care)
    flag = world.ask()
    with pytest.raises(NotAllowedError):
        escalation.claim(world, world.viewer("ana"), flag)
    with pytest.raises(NotFoundError):
        escalation.claim(world, world.viewer("maya"), flag)


def test_a_claimed_flag_is_not_claimed_again_and_is_closed_by_its_owner_alone(world: World) -> None:
    flag = world.ask()
    dana, luis = world.viewer("dana"), world.viewer("luis")
    escalation.claim(world, dana, flag)

    with pytest.raises(ConflictError):
        escalation.claim(world, luis, flag)
    with pytest.raises(NotAllowedError):
        escalation.close(world, luis, flag, outcome="supported", reason="x", next_contact_on=SOON)
    escalation.take_over(world, luis, flag, reason="Dana is away.")
    escalation.close(world, luis, flag, outcome="supported", reason="We met.", next_contact_on=SOON)

    assert [row.flag_id for row in escalation.queue(world, luis, escalation.QueueFilters(whose="closed"))] == [flag]


def test_an_urgent_flag_does_not_close_without_outcome_reason_and_next_contact(world: World) -> None:
    flag, dana = world.ask(), world.viewer("dana")
    escalation.claim(world, dana, flag)

    with pytest.raises(InvalidInputError) as missing:
        escalation.close(world, dana, flag, outcome="", reason=" ")
    assert set(missing.value.fields) == {"outcome", "reason", "next_contact_on"}
    with pytest.raises(InvalidInputError):
        escalation.close(world, dana, flag, outcome="supported", reason="x", next_contact_on=date(2026, 1, 1))
    with pytest.raises(InvalidInputError):
        escalation.close(world, dana, flag, outcome="whatever", reason="x", next_contact_on=SOON)


def test_an_emergency_disclosure_asks_for_the_f5_fields_first_and_records_them(world: World) -> None:
    flag, dana = world.ask(result=heard("S4")), world.viewer("dana")

    with pytest.raises(InvalidInputError) as missing:
        escalation.disclose_emergency(world, dana, flag, threat="", recipients=[], protects="")
    escalation.disclose_emergency(
        world, dana, flag, threat="Has pills and a time", recipients=["campus_police"], protects="They can reach her."
    )

    assert set(missing.value.fields) == {"threat", "recipients", "protects"}
    kept = escalation.flag_for_desk(world, dana, flag).history[-1].kept
    assert kept == {
        "threat": "Has pills and a time", "recipients": ["campus_police"], "protects": "They can reach her.",
        "decided_by": "dana", "at": world.clock.now().isoformat(),
    }  # fmt: skip


def test_an_emergency_disclosure_never_names_somebody_outside_the_list(world: World) -> None:
    flag = world.ask(result=heard("S4"))

    with pytest.raises(InvalidInputError):
        escalation.disclose_emergency(
            world, world.viewer("dana"), flag, threat="x", recipients=["his ex"], protects="x"
        )


def test_withholding_keeps_the_flag_off_the_students_page_and_can_be_taken_back(world: World) -> None:
    flag, dana, ana = mentors_flag(world), world.viewer("dana"), world.viewer("ana")
    assert escalation.flag_about_me(world, ana, flag)
    world.later(minutes=1)

    escalation.withhold_telling(world, dana, flag, code="unsafe_to_tell", reason="He reads her phone.")
    with pytest.raises(NotFoundError):
        escalation.flag_about_me(world, ana, flag)
    escalation.undo(world, dana, flag)

    assert escalation.flag_about_me(world, ana, flag)


def test_lowering_takes_a_reason_keeps_the_lane_and_gives_a_new_clock(world: World) -> None:
    flag, dana = world.ask(), world.viewer("dana")

    with pytest.raises(InvalidInputError):
        escalation.lower(world, dana, flag, Level.S2, reason="")
    with pytest.raises(InvalidInputError):
        escalation.lower(world, dana, flag, Level.S4, reason="x")
    escalation.lower(world, dana, flag, Level.S2, reason="A quotation from class.")

    row = escalation.flag_for_desk(world, dana, flag).row
    assert (row.level, row.lane) == ("S2", "safety")
    assert row.due_at == world.clock.now() + timedelta(days=1)


def test_the_raiser_hears_that_someone_took_it_on_and_what_came_of_it_in_role_words(world: World) -> None:
    flag, dana = mentors_flag(world), world.viewer("dana")
    escalation.claim(world, dana, flag)
    escalation.close(world, dana, flag, outcome="supported", reason="Met with Ana at noon.", next_contact_on=SOON)

    (heard_back,) = escalation.raised_by_me(world, world.viewer("maya"))

    assert to(world, "maya", flag) == ["seen", "outcome"]
    assert heard_back.line == "Someone in the program reached the student."
    assert "Dana" not in str(heard_back)
    assert "noon" not in str(heard_back)


def test_a_referral_has_an_office_of_the_policy_and_a_day(world: World) -> None:
    flag, dana = world.ask(), world.viewer("dana")
    escalation.claim(world, dana, flag)

    with pytest.raises(InvalidInputError):
        escalation.refer(world, dana, flag, office="somewhere", follow_up_on=SOON)
    referral = escalation.refer(world, dana, flag, office="CC", follow_up_on=SOON)
    escalation.follow_up(world, dana, referral, outcome="connected")

    (one,) = escalation.flag_for_desk(world, dana, flag).referrals
    assert (one.office, one.outcome) == ("counseling center", "connected")


def test_a_step_can_be_taken_back_until_someone_else_has_seen_it(world: World) -> None:
    flag, dana = world.ask(), world.viewer("dana")
    escalation.claim(world, dana, flag)
    assert escalation.flag_for_desk(world, dana, flag).can_undo
    escalation.undo(world, dana, flag)
    assert escalation.flag_for_desk(world, dana, flag).row.status == "raised"

    escalation.claim(world, dana, flag)
    escalation.flag_for_desk(world, world.viewer("luis"), flag)

    with pytest.raises(ConflictError, match="seen"):
        escalation.undo(world, dana, flag)


def test_a_step_is_not_taken_back_late_nor_by_somebody_else(world: World) -> None:
    flag = world.ask()
    escalation.claim(world, world.viewer("dana"), flag)

    with pytest.raises(ConflictError):
        escalation.undo(world, world.viewer("luis"), flag)
    world.later(minutes=11)
    with pytest.raises(ConflictError):
        escalation.undo(world, world.viewer("dana"), flag)


def test_closing_is_undone_with_everything_it_changed(world: World) -> None:
    flag, dana = world.ask(), world.viewer("dana")
    escalation.claim(world, dana, flag)
    escalation.close(world, dana, flag, outcome="no_concern", reason="Wrong one.", next_contact_on=SOON)

    escalation.undo(world, dana, flag)

    view = escalation.flag_for_desk(world, dana, flag)
    assert (view.row.status, view.outcome, view.next_contact_on, view.row.mine) == ("claimed", "", None, True)
    assert Move.CLOSE in view.moves


def test_the_student_takes_an_agreement_back_until_it_was_opened(world: World, care: str) -> None:
    ana = world.viewer("ana")
    escalation.agree(world, ana, care)
    escalation.undo(world, ana, care)
    assert escalation.queue(world, world.viewer("dana"))[0].category == ""

    escalation.agree(world, ana, care)
    escalation.flag_for_desk(world, world.viewer("dana"), care)

    with pytest.raises(ConflictError):
        escalation.undo(world, ana, care)


def test_an_override_is_not_the_students_to_take_back(world: World, care: str) -> None:
    escalation.open_without_agreement(world, world.viewer("dana"), care, cite="minor", reason="A report may be due.")

    with pytest.raises(ConflictError):
        escalation.undo(world, world.viewer("ana"), care)


def test_the_queue_filters_and_counts_what_each_has_taken_on(world: World) -> None:
    first = world.ask()
    world.ask("wen", result=heard("S2", "financial"))
    escalation.claim(world, world.viewer("dana"), first)
    luis = world.viewer("luis")

    unclaimed = escalation.queue(world, luis, escalation.QueueFilters(whose="unclaimed"))
    safety = escalation.queue(world, luis, escalation.QueueFilters(lane="safety"))

    assert [row.who for row in unclaimed] == ["Wen"]
    assert [row.claimed_by for row in safety] == ["Dana"]
    assert [(one.name, one.open) for one in escalation.load(world, luis)] == [("Dana", 1), ("Luis", 0)]


def test_opening_a_flag_is_recorded_and_makes_it_read(world: World) -> None:
    flag, dana = world.ask(), world.viewer("dana")
    assert escalation.queue(world, dana)[0].unread

    escalation.flag_for_desk(world, dana, flag)

    assert not escalation.queue(world, dana)[0].unread
    assert escalation.queue(world, world.viewer("luis"))[0].unread


def test_two_moves_at_once_do_not_both_happen(world: World) -> None:
    flag, dana = world.ask(), world.viewer("dana")
    from storage.raising import move_flag

    with pytest.raises(ConflictError), world.database.write(audit("flag.claim", "dana")) as db:
        move_flag(db, dana, flag, move="claim", to_status="claimed", version=99)


def test_the_student_reads_who_was_told_in_role_words_with_a_time_and_no_name(world: World) -> None:
    mine = escalation.flag_about_me(world, world.viewer("ana"), world.ask())

    told = " ".join(mine.told)
    assert "on-call coordinator" in told
    assert "1:00 pm today" in told
    assert not any(name in told for name in ("Dana", "Luis", "Maya"))


def test_outside_office_hours_the_student_is_told_that_nobody_watches(world: World) -> None:
    world.later(hours=10)

    mine = escalation.flag_about_me(world, world.viewer("ana"), world.ask())

    assert "not watched around the clock" in " ".join(mine.told)
