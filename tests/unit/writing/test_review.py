"""Review catches mistakes; a planted draft can reach nobody."""

import pickle
from datetime import date, datetime, timedelta

import pytest

import assistant.writing.drill as drill
from assistant.writing.drill import PlantedDraft, PlantedError, drill_report, plant_errors
from assistant.writing.review import (
    Decision,
    MustOpen,
    Reviewed,
    may_approve,
    needs_pause,
    review_measures,
    review_order,
)
from assistant.writing.sentence import Sentence, Source, SourceKind

TODAY = date(2026, 11, 24)
START = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001


def line(text: str, kind: SourceKind = SourceKind.NOTE, dated: date | None = date(2026, 11, 17)) -> Sentence:
    return Sentence(text=text, sources=(Source(kind=kind, id="x1", quote="her words", dated=dated),), reason="test")


def test_what_rests_on_a_stale_or_undated_source_comes_first_and_must_be_opened():
    fresh, stale = line("Plain line."), line("The lab opens at 9 am.", SourceKind.RESOURCE, date(2025, 1, 1))
    undated = line("The office is in room 3.", SourceKind.RESOURCE, None)

    order = review_order([fresh, stale, undated], TODAY)

    assert {item.sentence.text for item in order[:2]} == {stale.text, undated.text}
    assert order[0].must_open
    assert not may_approve(order[0], frozenset())
    assert may_approve(order[0], frozenset({order[0].place}))
    assert MustOpen.UNDATED in {reason for item in order for reason in item.must_open}


def test_changed_lines_come_before_known_ones():
    old, new = line("Said before."), line("Said now.")

    assert review_order([old, new], TODAY, earlier=[old])[0].sentence is new


@pytest.mark.parametrize(("seconds", "pause"), [(3, True), (5, False)])
def test_twelve_approvals_in_forty_seconds_ask_for_a_pause(seconds, pause):
    earlier = [START + timedelta(seconds=seconds * n) for n in range(11)]

    assert needs_pause(earlier, START + timedelta(seconds=seconds * 11)) is pause


def test_measures_tell_what_was_kept():
    reviews = [
        Reviewed(template="a", drafted="one two three four", final="one two three four", decision=Decision.APPROVED),
        Reviewed(template="a", drafted="one two three four", final="one two three five", decision=Decision.EDITED),
        Reviewed(template="a", drafted="x y", final="", decision=Decision.REJECTED),
    ]

    found = review_measures(reviews)["a"]

    assert (found.count, round(found.acceptance, 2), found.edit_rate, found.words_kept) == (3, 0.67, 1 / 8, 7 / 8)


def practice(seed: int = 7) -> PlantedDraft:
    honest = [line(f"Maya promised: read chapter {n}. Due Mon Nov 30, in 6 days.") for n in range(40)]
    return plant_errors(honest, ["Maya", "Ben"], seed)


def test_the_same_seed_plants_the_same_errors():
    assert practice() == practice()
    assert practice() != practice(seed=8)


@pytest.mark.parametrize("kinds", [set(PlantedError), {PlantedError.WRONG_DAY, PlantedError.DIAGNOSIS}, set()])
def test_the_report_is_right_about_simulated_reviewers(kinds):
    draft = practice()
    rejected = frozenset(item.id for item in draft.lines if item.error in kinds)

    report = drill_report(draft, rejected)

    assert report.false_alarms == 0
    assert all((catch.rate == 1.0) is (catch.kind in kinds) for catch in report.catches)
    assert set(report.missed) == {catch.kind for catch in report.catches} - kinds


def test_false_alarms_are_counted_apart():
    draft = practice()
    honest = frozenset(item.id for item in draft.lines if item.error is None)

    assert drill_report(draft, honest).false_alarms == len(honest)


def test_a_planted_draft_has_no_way_out():
    draft = practice()

    assert draft.deliverable is False
    assert not isinstance(draft.lines[0], Sentence)
    assert not any(name.startswith(("approve", "deliver", "send", "store")) for name in dir(drill))
    with pytest.raises(TypeError):
        PlantedDraft(lines=(), seed=1, deliverable=True)
    with pytest.raises(TypeError):
        pickle.dumps(draft.lines[0])
