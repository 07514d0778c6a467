"""An upgrade shows what it would have made of the last drafts before it is switched on."""

from dataclasses import replace

from click.testing import CliRunner

from assistant.replaying import made_for, replay, replay_last
from cli.demo_filling import PROGRAM
from cli.fake_model import FakeModel
from cli.replay import command
from storage.drafts import Drafts
from storage.viewers import load_viewer
from tests.conftest import House, post
from tests.journeys.test_mentor_help import draft_for, first_session
from tests.journeys.test_model_answers import with_model


def maya(house: House):
    with house.services.database.read() as db:
        return load_viewer(db, "maya", PROGRAM)


def test_a_changed_template_is_told_line_by_line_and_nothing_is_written(house: House) -> None:
    draft_for(house, house.client("maya"))
    policies = house.services.prep_policies
    phrases = {**policies.templates.phrases}
    changed = next(kind for kind in phrases if kind.startswith("dosage"))
    phrases[changed] = "REWORDED " + phrases[changed]
    templates = replace(policies.templates, phrases=phrases)
    tomorrow = replace(house.services, prep_policies=replace(policies, templates=templates))

    (now,), (then,) = replay_last(house.services, (maya(house),), 1), replay_last(tomorrow, (maya(house),), 1)

    assert now.same
    assert any(line.startswith("+") and "REWORDED" in line for line in then.difference)
    assert then.inputs_same
    assert replay_last(house.services, (maya(house),), 1)[0].same


def test_the_command_says_how_many_came_out_the_same_and_keeps_peoples_words_to_itself(
    house: House, monkeypatch
) -> None:
    draft_for(house, house.client("maya"))
    house.services.database.close()
    monkeypatch.setattr("cli.administering.settings_from_environment", lambda: house.services.settings)

    told = CliRunner().invoke(command, ["--last", "1"])

    assert "1 of 1 drafts came out the same" in told.output
    assert told.exit_code == 0
    assert "Ana" not in told.output


def test_only_as_many_as_asked_for_are_made_again_newest_first(house: House) -> None:
    client = house.client("maya")
    session = first_session(client.get("/today").text)
    paths = [post(client, f"/sessions/{session}/prep", page="/today").url.path for _ in range(3)]

    replayed = replay_last(house.services, (maya(house),), 2)

    assert len(replayed) == 2
    assert {one.draft_id for one in replayed} <= {path.rsplit("/", 1)[-1] for path in paths}


def test_a_draft_worded_by_a_model_comes_out_again_from_its_stored_words(house: House) -> None:
    with FakeModel() as fake:
        worded = House(with_model(house, fake))
        draft_for(worded, worded.client("maya"))
        asked = len(fake.received)

        (again,) = replay_last(house.services, (maya(house),), 1)

    assert asked
    assert len(fake.received) == asked
    assert again.same


def test_a_worded_draft_whose_plan_changed_is_told(house: House) -> None:
    with FakeModel() as fake:
        worded = House(with_model(house, fake))
        draft_for(worded, worded.client("maya"))
    with house.services.database.read() as db:
        stored = made_for(db, maya(house))[0]
        inputs = Drafts(db, maya(house)).inputs(stored.id)

    shorter = replay(house.services, stored, {**inputs, "notes": inputs["notes"][:1]})

    assert not shorter.same
