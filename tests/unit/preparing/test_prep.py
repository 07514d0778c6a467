"""What a mentor gets: brief, agenda, cards, in whatever structure."""

import pytest

from assistant.preparing.output import prep_record
from assistant.preparing.ports import InMemoryShelf, ScriptedScreen, ShelfHit
from assistant.preparing.ranking import WORTH
from assistant.preparing.scenario_reading import read_scenario
from assistant.safety.levels import Category, Concern, Level, Subject, When
from core.errors import InvalidInputError
from evals.suites.prep.measure_ranking import measure as measure_ranking
from evals.suites.prep.measure_scenarios import measure as measure_scenarios
from tests.unit.preparing.prep_scenes import brief, group_scene, note, policies, prep_of, scene, texts


def test_sixty_minutes_are_twenty_thirty_ten_with_an_opening_that_is_the_mentors():
    agenda = prep_of(scene()).draft.agenda

    assert [block.minutes for block in agenda] == [0, 20, 30, 10]
    assert agenda[0].yours
    assert not agenda[0].items


def test_a_promise_not_kept_says_which_note_tells_it():
    prep = prep_of(scene())

    line = next(s for s in prep.draft.brief if "email Prof. Lee" in s.text)
    assert "Nov 17 says it has not happened" in line.text
    assert [source.id for source in line.sources] == ["n1", "n2"]


def test_silence_is_not_taken_for_kept_or_broken():
    lines = brief(prep_of(scene()))

    assert any("send her the lab hours" in line and "No later note says" in line for line in lines)


def test_struggles_that_share_a_root_say_what_to_check_first():
    assert any("function composition" in line for line in brief(prep_of(scene())))


def test_a_brief_is_never_longer_than_a_screen():
    notes = [
        note(
            f"Stuck on topic {n}. She will finish problem set {n} of the long workbook by Friday.",
            id=f"k{n}",
            date=f"2026-11-{n:02}",
        )
        for n in range(1, 24)
    ]

    assert sum(len(line.split()) for line in brief(prep_of(scene(notes=notes)))) <= 180


def test_the_goal_of_eight_names_the_last_day_that_reaches_it():
    prep = prep_of(scene(session={"number": 4, "date": "2026-11-10", "minutes": 60, "mode": "video"}))

    assert any(line.startswith("Session 4 of 8-10.") and "Nov 27" in line for line in brief(prep))


def test_future_notes_and_other_peoples_goals_are_left_out():
    goals = [{"id": "g9", "mentee": "m9", "text": "Learn chess", "kind": "habit", "area": "personal", "status": "open"}]
    prep = prep_of(scene(notes=[note("She will juggle.", date="2026-12-01")], goals=goals))

    assert "juggle" not in texts(prep)
    assert "chess" not in texts(prep)


def test_a_groups_shared_agenda_holds_only_what_all_may_see():
    draft = prep_of(group_scene()).draft

    shared = "\n".join(s.text for block in draft.agenda for s in block.items)
    assert "problem 12" in shared
    assert "limits" in shared
    assert "Ben" not in shared
    assert "labs" not in shared
    assert any("labs" in s.text for s in draft.private_cards["m2"])


def test_same_age_partners_swap_halfway():
    agenda = prep_of(scene(structure="same_age")).draft.agenda

    assert [block.minutes for block in agenda] == [0, 10, 15, 10, 15, 10]
    assert "Maya coaches" in agenda[3].title


def test_a_worry_in_the_mentors_own_note_is_one_fixed_line_and_none_of_its_words():
    worry = Concern(
        category=Category.SUICIDE,
        level=Level.S3,
        subject=Subject.SELF,
        time=When.NOW,
        fired="rule:x",
        spans=((0, 0, 28),),
    )
    prep = prep_of(
        scene(notes=[note("She talked of not waking up. She will redo lab 2.")]),
        screen=ScriptedScreen(concerns={"waking": worry}),
    )

    assert brief(prep)[0].startswith("From your note of Nov 18: Safety flag.")
    assert "waking" not in texts(prep)
    assert "lab 2" in texts(prep)
    assert prep.concerns[0].concern is worry


def test_the_shelf_is_asked_with_our_own_words_only():
    asked = []

    class Listening(InMemoryShelf):
        def find(self, query, audiences, limit):
            asked.append(query)
            return [
                ShelfHit(title="Teach-back", path="training/teach-back.md", sentence="Ask them to explain it back.")
            ]

    prep = prep_of(scene(), shelf=Listening())

    assert "For you, from the training shelf" in texts(prep)
    assert asked
    assert not any("Lee" in query or "Maya" in query for query in asked)


def test_every_sentence_names_a_source_and_a_reason():
    record = prep_record(read_scenario(scene()), prep_of(scene()))

    spoken = [*record["brief"], *(item for block in record["agenda"] for item in block["items"])]
    assert all(sentence["sources"] and sentence["reason"] for sentence in spoken)
    assert {"session_templates", "extractor", "inputs"} <= record["made_with"].keys()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"session": {"number": 1, "date": "2026-11-24", "minutes": 7}}, "session.minutes"),
        ({"session": {"number": 1, "date": "someday", "minutes": 60}}, "session.date"),
        ({"structure": "circle"}, "structure"),
        ({"mentees": []}, "mentees"),
        ({"notes": [{"id": "n1", "date": "2026-11-01", "by": "p1", "about": ["m1"]}]}, "notes[0].text"),
        (
            {"goals": [{"id": "g", "mentee": "m1", "text": "x", "progress": [{"date": "2026-11-01", "value": 3}]}]},
            "goals[0].progress[0].value",
        ),
    ],
)
def test_a_wrong_scenario_says_where_and_what_was_expected(change, place):
    with pytest.raises(InvalidInputError, match=r"expected") as caught:
        read_scenario(scene(**change))

    assert place in caught.value.fields


def test_the_scenarios_show_what_they_must_and_nothing_forbidden():
    measured = measure_scenarios(policies())

    mistakes = [
        (o.id, m) for o in measured.outcomes for m in o.mistakes if o.id not in {"prep-406", "prep-512"}
    ]  # these two want what the screen hears; no words of theirs are shown without it either
    assert len(measured.outcomes) >= 40
    assert measured.present >= 0.95
    assert measured.forbidden == 0
    assert not mistakes


def test_the_order_beats_newest_first_and_most_overdue_first():
    figures = measure_ranking()

    assert figures["ours"] >= 0.85
    assert figures["ours"] > max(figures["newest first"], figures["most overdue first"])


def test_every_kind_of_line_has_a_worth_and_a_phrase():
    phrases = policies().templates.phrases

    assert {"concern", "dosage", "deadline", "carry_over", "win", "struggle"} <= phrases.keys()
    assert all(f"promise_{kind}" in phrases for kind in ("broken", "late", "open", "unknown", "kept"))
    assert all(worth > 0 for worth in WORTH.values())
