"""Flags: who sees how much, one case a situation, moves against a version; notices: leased, once, without words."""

from datetime import timedelta

import pytest

from core.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from storage.database import WriteSession
from storage.flags import Flags
from storage.glimpses import Glimpses, open_topics
from storage.notices import Notices, acknowledge, claim_due, not_sent, queue_notice, sent
from storage.raising import add_to_flag, move_flag
from storage.system import Job, SystemViewer
from storage.tables.flags import NoticeRow
from tests.makers import NOW, PROGRAM, World, audit, make_flag

OUTBOX = SystemViewer(job=Job.DELIVERY)
LEASE = timedelta(minutes=2)


def test_a_coordinator_sees_a_flag_whole_and_nobody_else_finds_it(either_world: World) -> None:
    world = either_world
    flag_id = make_flag(world.database, world.bo, "bo", words="cannot go on").flag_id

    viewers = [world.ana, world.bo, world.cy, world.eve, world.ada, world.val]
    cora = world.cora
    with world.database.read() as db:
        flag = Flags(db, cora).get(flag_id)
        assert (flag.category, flag.concerns[0]["words"]) == ("suicide", "cannot go on")
        for viewer in viewers:
            assert Flags(db, viewer).queue() == ()
            with pytest.raises(NotFoundError):
                Flags(db, viewer).get(flag_id)


def test_while_the_student_has_their_say_the_desk_sees_only_that_a_conversation_goes_on(world: World) -> None:
    flag_id = make_flag(
        world.database, world.ana, "bo", category="basic_needs", level="S2", lane="care", open_to_coordinator=False
    ).flag_id

    with world.database.read() as db:
        flag = Flags(db, world.cora).get(flag_id)
        mine = Glimpses(db, world.bo).one_about_me(flag_id)

    assert (flag.category, flag.concerns) == ("", ())
    assert mine.concerns[0]["words"] == "evidence"


def test_a_complaint_reaches_neither_the_mentor_nor_the_coordinator_it_is_about(world: World) -> None:
    flag_id = make_flag(
        world.database, world.bo, "bo", category="mentor_conduct", closed_to=["ana", "cora"], mentor_sees="category"
    ).flag_id

    with world.database.read() as db:
        assert Glimpses(db, world.ana).of_my_mentees() == ()
        assert Flags(db, world.cora).queue() == ()
        assert [flag.id for flag in Flags(db, world.dee).queue()] == [flag_id]


@pytest.mark.parametrize(
    ("mentor_sees", "expected"), [("nothing", []), ("exists", [""]), ("category", ["basic_needs"])]
)
def test_a_mentor_knows_of_a_mentees_flag_what_policy_says(world: World, mentor_sees: str, expected: list[str]) -> None:
    make_flag(world.database, world.bo, "bo", category="basic_needs", mentor_sees=mentor_sees)
    make_flag(world.database, world.cy, "cy", category="hazing", mentor_sees="category")  # another mentor's

    with world.database.read() as db:
        assert [glimpse.category for glimpse in Glimpses(db, world.ana).of_my_mentees()] == expected


def test_a_flag_whose_telling_is_withheld_is_not_there_for_the_student(world: World) -> None:
    flag_id = make_flag(world.database, world.ana, "bo").flag_id
    with world.database.write(audit()) as db:
        changes = {"telling_withheld": "danger"}
        move_flag(db, world.cora, flag_id, move="withhold", to_status="claimed", version=1, changes=changes)

    bo = world.bo
    with world.database.read() as db:
        assert Glimpses(db, bo).about_me() == ()
        assert open_topics(db, bo) == {"suicide"}  # the screen still knows


def test_what_another_student_said_of_me_is_not_shown_to_me(world: World) -> None:
    make_flag(world.database, world.cy, "bo", category="third_party", words="my roommate will die")

    with world.database.read() as db:
        assert Glimpses(db, world.bo).about_me() == ()


def test_the_same_situation_twice_is_one_case_that_only_gets_more_urgent(world: World) -> None:
    first = make_flag(world.database, world.bo, "bo", level="S2", lane="care")
    other = make_flag(world.database, world.bo, "bo", category="hazing", level="S2")

    second = make_flag(world.database, world.ana, "bo", level="S4", lane="safety")
    third = make_flag(world.database, world.ana, "bo", level="S2", lane="care")

    assert (second.case_id, second.joined, second.worse) == (first.flag_id, True, True)
    assert (third.case_id, third.worse) == (first.flag_id, False)
    with world.database.read() as db:
        desk = Flags(db, world.cora)
        case = desk.get(first.flag_id)
        assert {flag.id for flag in desk.queue()} == {first.flag_id, other.flag_id}
        assert (case.level, case.lane) == ("S4", "safety")
        assert [move.move for move in desk.moves(first.flag_id)] == ["raised", "joined", "joined"]


def test_two_coordinators_cannot_both_claim(world: World) -> None:
    flag_id = make_flag(world.database, world.bo, "bo").flag_id
    claim(world, "cora", flag_id)

    with pytest.raises(ConflictError):
        claim(world, "dee", flag_id)


def test_nobody_judges_their_own_case(world: World) -> None:
    safety = make_flag(world.database, world.ana, "cora").flag_id
    care = make_flag(world.database, world.ana, "cora", category="hazing", lane="care").flag_id

    with pytest.raises(NotAllowedError):
        claim(world, "cora", safety)
    with pytest.raises(InvalidInputError):
        claim(world, "cora", care)


def test_a_student_agrees_to_a_care_flag_and_cannot_touch_a_safety_flag(world: World) -> None:
    care = make_flag(world.database, world.ana, "bo", category="hazing", lane="care", open_to_coordinator=False)
    safety = make_flag(world.database, world.ana, "bo")
    bo, agreed = world.bo, {"open_to_coordinator": True}

    with world.database.write(audit()) as db:
        add_to_flag(db, bo, care.flag_id, [{"words": "softer"}])
        move_flag(db, bo, care.flag_id, move="agree", to_status="agreed", version=1, changes=agreed)
        with pytest.raises(NotAllowedError):
            move_flag(db, bo, safety.flag_id, move="agree", to_status="closed", version=1)

    with world.database.read() as db:
        assert Flags(db, world.cora).get(care.flag_id).concerns == ({"words": "softer"},)


def test_a_move_changes_only_what_moves_may_change(world: World) -> None:
    flag_id = make_flag(world.database, world.bo, "bo").flag_id

    with world.database.write(audit()) as db, pytest.raises(InvalidInputError):
        move_flag(db, world.cora, flag_id, move="x", to_status="x", version=1, changes={"about_id": "cy"})


def test_the_raiser_hears_the_outcome(world: World) -> None:
    flag_id = make_flag(world.database, world.ana, "bo").flag_id
    with world.database.write(audit()) as db:
        changes = {"outcome": "referred", "closed_at": NOW}
        move_flag(
            db, world.cora, flag_id, move="close", to_status="closed", version=1, closing_words="met today",
            words="for the record", changes=changes,
        )  # fmt: skip

    with world.database.read() as db:
        heard = Glimpses(db, world.ana).raised_by_me()
        assert [(one.open, one.outcome) for one in heard] == [(False, "referred")]
        assert Flags(db, world.cora).moves(flag_id)[-1].words == "for the record"
        assert Flags(db, world.cora).closed()[0].closing_words == "met today"


def test_a_notice_is_queued_once_whatever_happens(world: World) -> None:
    assert queue(world, "page:1") == queue(world, "page:1")
    assert queue(world, "page:2") != queue(world, "page:1")


def test_a_leased_notice_is_nobody_elses_until_the_lease_runs_out(either_world: World) -> None:
    world = either_world
    notice_id = queue(world, "page:1")

    assert take(world, "one") == [notice_id]
    assert take(world, "two") == []

    world.database.clock.advance(LEASE)  # type: ignore[attr-defined]
    assert take(world, "two") == [notice_id]
    with world.database.write(audit()) as db:
        assert sent(db, OUTBOX, notice_id, worker="one") is False  # too late: it is two's now
        assert sent(db, OUTBOX, notice_id, worker="two") is True
    assert take(world, "three") == []


def test_a_notice_that_failed_waits_and_one_given_up_stays(world: World) -> None:
    notice_id = queue(world, "page:1")
    take(world, "one")
    with world.database.write(audit()) as db:
        not_sent(db, OUTBOX, notice_id, worker="one", again_at=NOW + timedelta(minutes=5))
    assert take(world, "one") == []

    world.database.clock.advance(timedelta(minutes=5))  # type: ignore[attr-defined]
    assert take(world, "one") == [notice_id]
    with world.database.write(audit()) as db:
        not_sent(db, OUTBOX, notice_id, worker="one", again_at=None)
    assert take(world, "one") == []


def test_a_notice_of_a_rolled_back_flag_never_goes_out(world: World) -> None:
    def break_off() -> None:
        with world.database.write(audit()) as db:
            notice(db, "page:1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()

    assert take(world, "one") == []


def test_only_the_recipient_acknowledges(world: World) -> None:
    flag_id = make_flag(world.database, world.bo, "bo").flag_id
    queue(world, "page:1", flag_id)

    with world.database.write(audit()) as db:
        assert acknowledge(db, world.dee, flag_id) == 0
        assert acknowledge(db, world.cora, flag_id) == 1
        assert acknowledge(db, world.cora, flag_id) == 0
    with world.database.read() as db:
        assert Notices(db, world.cora).to_me()[0].acknowledged_at == NOW
        assert Notices(db, world.ana).to_me() == ()


def test_a_notice_has_no_room_for_words() -> None:
    codes = {"channel", "purpose", "dedupe_key", "leased_by"}

    for column in NoticeRow.__table__.columns:
        is_id = column.name == "id" or column.name.endswith("_id")
        assert (
            is_id or column.name in codes or column.name.endswith("_at") or column.name in {"attempts", "leased_until"}
        )


def claim(world: World, name: str, flag_id: str) -> None:
    viewer = getattr(world, name)
    with world.database.write(audit("flag.claim", name)) as db:
        move_flag(db, viewer, flag_id, move="claim", to_status="claimed", version=1, changes={"claimed_by": name})


def queue(world: World, key: str, flag_id: str = "") -> str:
    with world.database.write(audit()) as db:
        return notice(db, key, flag_id)


def notice(db: WriteSession, key: str, flag_id: str = "") -> str:
    return queue_notice(
        db, program_id=PROGRAM, recipient_id="cora", channel="email", purpose="page", dedupe_key=key, due_at=NOW,
        flag_id=flag_id,
    )  # fmt: skip


def take(world: World, worker: str) -> list[str]:
    with world.database.write(audit("notice.claim", "system:delivery")) as db:
        return [one.id for one in claim_due(db, OUTBOX, worker=worker, limit=10, lease=LEASE)]
