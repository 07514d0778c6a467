"""Session 4 of 8-10, and the last date that still reaches 8."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from assistant.preparing.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Dosage:
    """Where the pairing stands.

    `gap` is the usual number of days between sessions; `last_start` the last day on which the next session may be held
    and the lower goal is still reached at that gap, None where it is reached or out of reach.
    """

    number: int
    low: int
    high: int
    needed: int  # sessions after this one
    gap: int
    last_start: date | None
    reachable: bool
    weeks_left: int


def dosage(scenario: Scenario, meetings: Sequence[date]) -> Dosage:
    """Work it out for the session being prepared, which counts as held (asynchronous ones too)."""
    low, high = scenario.program.sessions_goal
    day, end = scenario.session.date, scenario.program.term_end
    gap = usual_gap([*meetings, day])
    needed = max(0, low - scenario.session.number)
    last_start = end - timedelta(days=gap * (needed - 1)) if needed else None
    reachable = last_start is None or last_start > day
    return Dosage(
        number=scenario.session.number,
        low=low,
        high=high,
        needed=needed,
        gap=gap,
        reachable=reachable,
        last_start=last_start if reachable else None,
        weeks_left=max(0, (end - day).days // 7),
    )


def usual_gap(days: Sequence[date]) -> int:
    """7 or 14: whichever the dates are nearer to; weekly where nothing is known."""
    gaps = [(later - earlier).days for earlier, later in pairwise(days) if later > earlier]
    return 14 if gaps and median(gaps) > 10.5 else 7
