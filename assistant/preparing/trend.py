"""How a goal is going: a straight line through its progress, with the uncertainty it really has."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.preparing.scenario import Goal

STALL_DAYS = 14  # no movement for this long is a stall
SLIP = 0.1  # a fall of a tenth from the best is a slip
STILL = 0.05  # smaller movements are noise
NOISE_FLOOR = 0.05  # progress is judged by eye: no run of points is surer than this
# Two-sided 90 % points of Student's t by degrees of freedom; the normal value beyond.
T90 = {1: 6.314, 2: 2.920, 3: 2.353, 4: 2.132, 5: 2.015, 6: 1.943, 7: 1.895, 8: 1.860, 9: 1.833, 10: 1.812}


class Verdict(StrEnum):
    """What the points allow us to say, and no more."""

    SILENT = "silent"
    UNSURE = "unsure"
    RISING = "rising"
    STALLED = "stalled"
    SLIPPED = "slipped"


@dataclass(frozen=True, kw_only=True)
class GoalTrend:
    """`slope`, `low`, `high` are per week (90 % interval); infinite bounds say that nothing is known."""

    points: tuple[tuple[date, float], ...]  # for the sparkline
    slope: float
    low: float
    high: float
    verdict: Verdict
    since: date | None  # the day the stall, the slip or the rise began
    before: float
    now: float


def goal_trend(goal: Goal, today: date) -> GoalTrend:
    """The trend of a goal as of `today`; later points are left out."""
    points = tuple((p.date, p.value) for p in goal.progress if p.date <= today)
    if not points:
        return _trend(points, (0.0, -math.inf, math.inf), Verdict.SILENT, None, 0.0)
    fit = fit_line(points)
    best = max(value for _, value in points)
    last_day, now = points[-1]
    if len(points) > 1 and best - now >= SLIP:
        top = max(day for day, value in points if value == best)
        return _trend(points, fit, Verdict.SLIPPED, top, best)
    moved = _last_movement(points)
    if now < 1 and (today - moved).days >= STALL_DAYS and (len(points) > 1 or (today - last_day).days >= STALL_DAYS):
        return _trend(points, fit, Verdict.STALLED, moved, now)
    rising = now - points[0][1] > STILL
    if not rising or len(points) < 3 or fit[1] <= 0:
        return _trend(
            points, fit, Verdict.UNSURE if not rising or len(points) < 2 else Verdict.RISING, points[0][0], points[0][1]
        )
    return _trend(points, fit, Verdict.RISING, points[0][0], points[0][1])


def fit_line(points: tuple[tuple[date, float], ...]) -> tuple[float, float, float]:
    """Slope a week by least squares, with its 90 % interval; below three points the interval is everything."""
    weeks = [(day - points[0][0]).days / 7 for day, _ in points]
    values = [value for _, value in points]
    count, mean_x, mean_y = len(points), sum(weeks) / len(points), sum(values) / len(points)
    spread = sum((x - mean_x) ** 2 for x in weeks)
    if spread == 0:
        return 0.0, -math.inf, math.inf
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(weeks, values, strict=True)) / spread
    if count < 3:
        return slope, -math.inf, math.inf
    residual = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in zip(weeks, values, strict=True))
    noise = max(math.sqrt(residual / (count - 2)), NOISE_FLOOR)
    half = T90.get(count - 2, 1.645) * noise / math.sqrt(spread)
    return slope, slope - half, slope + half


def _last_movement(points: tuple[tuple[date, float], ...]) -> date:
    """The day since which the value has stood where it stands."""
    now = points[-1][1]
    since = points[-1][0]
    for day, value in reversed(points):
        if abs(value - now) > STILL:
            break
        since = day
    return since


def _trend(
    points: tuple[tuple[date, float], ...],
    fit: tuple[float, float, float],
    verdict: Verdict,
    since: date | None,
    before: float,
) -> GoalTrend:
    return GoalTrend(
        points=points,
        slope=fit[0],
        low=fit[1],
        high=fit[2],
        verdict=verdict,
        since=since,
        before=before,
        now=points[-1][1] if points else 0.0,
    )
