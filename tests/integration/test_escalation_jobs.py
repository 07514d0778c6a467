"""Pages walk the chain, notices go out once, and the jobs can be run twice."""

from collections.abc import Iterator

import pytest

from assistant import escalation, jobs
from assistant.notices.message import RecordingTransport
from storage.flags import Flags
from storage.notices import Notices
from tests.escalation_world import WORDS, World, heard, make_world, with_transport

SYSTEM = jobs.system(jobs.Job.OVERDUE)


@pytest.fixture
def world() -> Iterator[World]:
    world = make_world(emergency_contact="luis")
    yield world
    world.database.close()


def sent(world: World) -> list[tuple[str, str]]:
    return [(message.purpose, message.recipient_id) for message in world.sent.seen()]


def pages(world: World) -> list[str]:
    return [who for purpose, who in sent(world) if purpose in ("page", "walk")]


def test_a_page_goes_out_at_once_and_only_once(world: World) -> None:
    world.ask()

    first, second = jobs.run_due(world), jobs.run_due(world)

    assert (first.sent, second.sent) == (1, 0)
    assert sent(world) == [("page", "dana")]


def test_an_imminent_page_nobody_acknowledges_walks_the_chain_and_then_tells_everybody(world: World) -> None:
    world.ask(result=heard("S4"))
    for _ in range(7):
        jobs.run_due(world)
        world.later(minutes=5)
    jobs.run_due(world)

    assert pages(world) == ["dana", "luis"]
    assert {who for purpose, who in sent(world) if purpose == "used_up"} == {"dana", "luis"}


def test_an_acknowledged_page_walks_no_further(world: World) -> None:
    flag = world.ask(result=heard("S4"))
    jobs.run_due(world)
    escalation.acknowledge(world, world.viewer("dana"), flag)
    world.later(hours=3)
    jobs.run_due(world)

    assert pages(world) == ["dana"]


def test_a_case_that_grows_after_it_was_acknowledged_is_paged_and_walks_again(world: World) -> None:
    flag = world.ask(result=heard("S4"))
    escalation.claim(world, world.viewer("dana"), flag)
    world.later(hours=2)
    world.ask(result=heard("S4"))
    jobs.run_due(world)
    world.later(minutes=16)
    jobs.run_due(world)

    assert pages(world) == ["dana", "dana", "luis"]


def test_a_case_that_grows_in_the_hour_it_was_acknowledged_is_paged_again_at_once(world: World) -> None:
    flag = world.ask(result=heard("S3"))
    jobs.run_due(world)
    world.later(minutes=2)
    escalation.acknowledge(world, world.viewer("dana"), flag)
    world.later(minutes=2)
    world.ask(result=heard("S4"))
    jobs.run_due(world)
    escalation.acknowledge(world, world.viewer("dana"), flag)
    world.later(minutes=2)
    world.ask(result=heard("S4"))
    jobs.run_due(world)
    world.later(minutes=16)
    jobs.run_due(world)

    assert pages(world) == ["dana", "dana", "dana", "luis"]


def test_the_same_said_again_while_a_page_is_out_is_one_page(world: World) -> None:
    for _ in range(3):
        world.ask(result=heard("S4"))
        world.later(minutes=2)
    jobs.run_due(world)

    assert pages(world) == ["dana"]


def test_an_urgent_page_waits_until_it_is_due_before_it_walks(world: World) -> None:
    world.ask()
    world.later(minutes=100)
    jobs.run_due(world)
    assert pages(world) == ["dana"]

    world.later(minutes=30)
    jobs.run_due(world)

    assert pages(world) == ["dana", "luis"]


def test_the_walk_is_in_the_flags_history(world: World) -> None:
    flag = world.ask(result=heard("S4"))
    world.later(minutes=16)
    jobs.run_due(world)

    last = escalation.flag_for_desk(world, world.viewer("dana"), flag).history[-1]
    assert (last.by, last.what) == ("Trellis", "paged the next person on the list")


def test_the_walk_goes_past_whom_the_flag_is_kept_from() -> None:
    world = make_world()
    world.ask(result=heard("S3", "program_conduct"))
    world.later(hours=30)
    jobs.run_due(world)

    assert "dana" not in {who for _, who in sent(world)}


def test_a_conversation_without_an_answer_is_told_once_without_opening_it(world: World) -> None:
    flag = world.ask(result=heard("S2", "eating"))
    world.later(days=3)
    for _ in range(3):
        jobs.run_due(world)

    assert sent(world).count(("unanswered", "dana")) == 1
    assert escalation.flag_for_desk(world, world.viewer("dana"), flag).evidence == ()


def test_a_notice_that_does_not_go_is_tried_again_later_and_given_up_in_the_end(world: World) -> None:
    world.ask()
    world.sent.down = True
    assert jobs.run_due(world).retried == 1
    assert jobs.run_due(world).retried == 0

    world.sent.down = False
    world.later(minutes=2)

    assert jobs.run_due(world).sent == 1


def test_every_notice_ends_sent_or_given_up(world: World) -> None:
    world.ask()
    world.sent.down = True
    for _ in range(40):
        world.later(minutes=60)
        jobs.run_due(world)

    with world.database.read() as db:
        assert Notices(db, SYSTEM).due() == 0


def test_each_channel_sends_for_itself(world: World) -> None:
    mail, hook = RecordingTransport(channel="email"), RecordingTransport(channel="webhook", down=True)
    both = with_transport(world, mail, hook)
    both.ask()
    jobs.run_due(both)
    hook.down = False
    world.later(minutes=2)
    jobs.run_due(both)

    assert [len(mail.sent), len(hook.sent)] == [1, 1]


def test_a_notice_carries_no_word_and_no_name_of_anyone(world: World) -> None:
    world.ask(result=heard("S4"))
    jobs.run_due(world)

    for message in world.sent.sent:
        text = " ".join((message.subject, message.line, message.link)).lower()
        assert not any(
            word in text for word in ("ana", "dana", "maya", "suicide", "miss me", *WORDS.lower().split()[2:5])
        )


def test_a_notice_that_came_to_nothing_is_not_sent(world: World) -> None:
    flag = world.ask(result=heard("S2", "eating"))
    escalation.agree(world, world.viewer("ana"), flag)
    escalation.undo(world, world.viewer("ana"), flag)
    world.later(minutes=11)

    assert jobs.run_due(world).given_up == 1
    assert sent(world) == []


def test_a_follow_up_and_a_next_contact_are_remembered_on_their_day(world: World) -> None:
    flag, dana = world.ask(), world.viewer("dana")
    day = world.clock.now().date()
    escalation.claim(world, dana, flag)
    escalation.refer(world, dana, flag, office="CC", follow_up_on=day)
    escalation.close(world, dana, flag, outcome="referred", reason="x", next_contact_on=day)
    for _ in range(3):
        world.later(hours=2)
        jobs.run_due(world)

    assert [one for one in sent(world) if one[1] == "dana"].count(("follow_up", "dana")) == 1
    assert sent(world).count(("next_contact", "dana")) == 1


def test_one_job_that_fails_does_not_keep_the_others_from_running(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    world.ask()
    monkeypatch.setattr(jobs, "watch", broken)

    assert jobs.run_due(world).sent == 1


def test_two_sweeps_at_once_page_the_next_person_once(world: World) -> None:
    flag_id = world.ask(result=heard("S4"))
    world.later(minutes=16)
    with world.database.read() as db:
        (step,) = [one for one in jobs.asked_now(db, jobs.load_acting()) if isinstance(one, jobs.NextPage)]

    assert [jobs.walk_on(world, step), jobs.walk_on(world, step)] == [True, False]
    with world.database.read() as db:
        assert len([one for one in Flags(db, SYSTEM).moves(flag_id) if one.move == "walk"]) == 1
