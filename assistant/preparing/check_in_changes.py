"""What changed in a mentee's check-ins beyond the noise of answering 1 to 5."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.preparing.scenario import CheckIn

LEAST_NOISE = 0.6  # people answer half a point up or down for no reason
LOW = 2
FRESH_DAYS = 28


@dataclass(frozen=True, kw_only=True)
class AreaChange:
    """One area's latest answer against the ones before. `kind` is fall, rise or low (twice at 2 or less)."""

    mentee: str
    area: str
    kind: str
    before: float
    now: int
    day: date
    check_in: str
    values: tuple[tuple[date, int], ...]


def area_changes(check_ins: Sequence[CheckIn], today: date) -> tuple[AreaChange, ...]:
    """Changes in the latest check-in of each mentee, areas in alphabetical order. Old news is none."""
    found: list[AreaChange] = []
    for mentee in sorted({check_in.mentee for check_in in check_ins}):
        own = [check_in for check_in in check_ins if check_in.mentee == mentee]
        latest = own[-1]
        if (today - latest.date).days > FRESH_DAYS:
            continue
        for area in sorted(latest.answers):
            values = tuple((c.date, c.answers[area]) for c in own if area in c.answers)
            kind, before = judge_area([value for _, value in values])
            if kind:
                found.append(
                    AreaChange(
                        mentee=mentee,
                        area=area,
                        kind=kind,
                        before=before,
                        now=latest.answers[area],
                        day=latest.date,
                        check_in=latest.id,
                        values=values,
                    )
                )
    return tuple(found)


def judge_area(values: Sequence[int]) -> tuple[str, float]:
    """fall, rise, low or nothing, and the usual value before: the last one alone, or the mean of up to four."""
    now, earlier = values[-1], list(values[-5:-1])
    if not earlier:
        return ("low", float(now)) if now == 1 else ("", float(now))
    usual = sum(earlier) / len(earlier)
    spread = math.sqrt(sum((value - usual) ** 2 for value in earlier) / (len(earlier) - 1)) if len(earlier) > 1 else 0.0
    noise = max(spread, LEAST_NOISE) * math.sqrt(1 + 1 / len(earlier))
    if abs(now - usual) >= max(1.645 * noise, 1.25):
        return ("fall" if now < usual else "rise"), usual
    if now <= LOW and earlier[-1] <= LOW:
        return "low", usual
    return "", usual
