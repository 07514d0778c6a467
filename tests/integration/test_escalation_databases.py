"""The same story on SQLite and on PostgreSQL, where row-level security stands behind the collections."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import escalation, jobs
from assistant.safety.levels import Category, Level
from core.errors import NotFoundError
from storage.database import Database
from tests.escalation_world import heard, make_world
from tests.makers import make_database


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with its tables, on each of the two in turn."""
    url = request.getfixturevalue("fresh_postgres") if request.param == "postgres" else ""
    found = make_database(tmp_path, url=url)
    yield found
    found.close()


def test_from_the_students_words_to_a_closed_flag(database: Database) -> None:
    world = make_world(database=database)
    dana, luis, maya, ana = (world.viewer(person) for person in ("dana", "luis", "maya", "ana"))
    jobs.check_chain(world)

    flag = world.ask(result=heard("S4"))
    jobs.run_due(world)
    world.later(minutes=16)
    jobs.run_due(world)
    escalation.acknowledge(world, luis, flag)
    escalation.claim(world, luis, flag)
    escalation.refer(world, luis, flag, office="CC", follow_up_on=date(2026, 10, 20))
    escalation.disclose_emergency(world, luis, flag, threat="t", recipients=["campus_police"], protects="p")
    escalation.close(world, luis, flag, outcome="supported", reason="Met.", next_contact_on=date(2026, 10, 20))
    escalation.undo(world, luis, flag)

    assert [one.recipient_id for one in world.sent.sent if one.purpose in ("page", "walk")] == ["dana", "luis"]
    assert escalation.flag_for_desk(world, dana, flag).row.claimed_by == "Luis"
    assert escalation.flag_about_me(world, ana, flag).told
    assert [one.line for one in escalation.for_mentor(world, maya)] == [
        "A safety flag is open. Do not wait for the session."
    ]


def test_the_care_lane_and_a_complaint(database: Database) -> None:
    world = make_world(database=database)
    dana, maya, ana = (world.viewer(person) for person in ("dana", "maya", "ana"))
    care = world.ask(result=heard("S2", "eating"))
    complaint = escalation.raise_by_person(
        world,
        ana,
        about="ana",
        category=Category.MENTOR_CONDUCT,
        words="He writes at night.",
        accused=frozenset({"maya"}),
    )
    raised = escalation.raise_by_person(world, maya, about="ana", category=Category.HAZING, level=Level.S3, words="x")

    assert escalation.flag_for_desk(world, dana, care).evidence == ()
    escalation.soften(world, ana, care, "Meals are hard.")
    escalation.add(world, ana, care, "And sleep.")
    escalation.ask_for_time(world, ana, care)
    escalation.agree(world, ana, care, share_with_mentor=True)
    escalation.undo(world, ana, care)
    escalation.agree(world, ana, care)
    world.later(days=1)
    jobs.run_due(world)

    assert len(escalation.flag_for_desk(world, dana, care).evidence) == 2
    assert [one.flag_id for one in escalation.raised_by_me(world, maya)] == [raised]
    assert not any(one.recipient_id == "maya" for one in world.sent.sent)
    with pytest.raises(NotFoundError):
        escalation.co_sign(world, maya, complaint, "x")


def test_whoever_raised_a_flag_does_not_see_it_once_it_is_closed_to_them(database: Database) -> None:
    world = make_world(database=database)
    maya, ana = world.viewer("maya"), world.viewer("ana")
    raised = escalation.raise_by_person(world, maya, about="ana", category=Category.HAZING, level=Level.S3, words="x")
    assert [one.flag_id for one in escalation.raised_by_me(world, maya)] == [raised]

    escalation.raise_by_person(
        world, ana, about="ana", category=Category.HAZING, level=Level.S3, words="y", accused=frozenset({"maya"})
    )

    assert escalation.raised_by_me(world, maya) == ()


def test_a_mentors_note_raises_in_the_notes_own_transaction(database: Database) -> None:
    from storage.glimpses import Glimpses
    from tests.makers import audit

    world = make_world(database=database)
    jonah = world.viewer("jonah")
    with world.database.write(audit("note.write", "jonah")) as db:
        flag = escalation.raise_from_screen(
            db, world, jonah, heard(span=(0, 5)), about=frozenset({"wen", "tasha"}), origin_kind="note", origin_id="n",
            words="Tasha wants to disappear.",
        )  # fmt: skip

    with world.database.read() as db:
        assert [one.id for one in Glimpses(db, jonah).raised_by_me()] == [flag]
    assert [row.who for row in escalation.queue(world, world.viewer("dana"))] == ["Tasha"]
