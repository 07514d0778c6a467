"""The small statistics behind a brief: trends, check-in changes, dosage, minutes."""

import math
from datetime import date

import pytest

from assistant.preparing.check_in_changes import judge_area
from assistant.preparing.dosage import dosage
from assistant.preparing.minutes import deal_minutes
from assistant.preparing.scenario import Goal, GoalArea, GoalKind, ProgressPoint
from assistant.preparing.scenario_reading import read_scenario
from assistant.preparing.templates import load_session_templates
from assistant.preparing.trend import Verdict, goal_trend
from tests.unit.preparing.prep_scenes import scene

TODAY = date(2026, 11, 24)


def goal(*points: tuple[str, float]) -> Goal:
    progress = tuple(ProgressPoint(date=date.fromisoformat(day), value=value) for day, value in points)
    return Goal(
        id="g", mentee="m", text="t", kind=GoalKind.HABIT, area=GoalArea.ACADEMIC, status="open", progress=progress
    )


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        ((), Verdict.SILENT),
        ((("2026-11-20", 0.3),), Verdict.UNSURE),
        ((("2026-10-01", 0.2), ("2026-10-20", 0.4), ("2026-11-01", 0.4)), Verdict.STALLED),
        ((("2026-10-20", 0.7), ("2026-11-20", 0.3)), Verdict.SLIPPED),
        ((("2026-11-01", 0.1), ("2026-11-10", 0.3), ("2026-11-20", 0.6)), Verdict.RISING),
    ],
)
def test_a_trend_says_no_more_than_its_points_allow(points, verdict):
    assert goal_trend(goal(*points), TODAY).verdict is verdict


def test_two_points_give_no_certainty_about_the_slope():
    trend = goal_trend(goal(("2026-11-01", 0.1), ("2026-11-20", 0.9)), TODAY)

    assert trend.low == -math.inf
    assert trend.high == math.inf


@pytest.mark.parametrize(
    ("values", "kind"),
    [([4, 4, 2], "fall"), ([4, 3], ""), ([2, 4, 2, 4, 2], ""), ([3, 2, 2], "low"), ([2, 2, 4], "rise"), ([1], "low")],
)
def test_a_check_in_changes_only_beyond_its_noise(values, kind):
    assert judge_area(values)[0] == kind


@pytest.mark.parametrize(
    ("number", "day", "needed", "last"),
    [(4, "2026-11-10", 4, date(2026, 11, 27)), (8, "2026-11-10", 0, None), (2, "2026-12-10", 6, None)],
)
def test_dosage_counts_back_from_the_end_of_term(number, day, needed, last):
    found = dosage(read_scenario(scene(session={"number": number, "date": day, "minutes": 60})), ())

    assert (found.needed, found.last_start) == (needed, last)


@pytest.mark.parametrize("name", ["one_to_one", "small_group", "same_age", "cross_age", "online", "async"])
def test_minutes_add_up_for_every_layout_and_length(name):
    blocks = load_session_templates().layouts[name]

    assert all(sum(deal_minutes(blocks, total)) == total for total in range(15, 121))
