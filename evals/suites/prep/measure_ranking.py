"""nDCG@5 of the order of lines against hand-judged grades, beside newest-first and most-overdue-first."""

import json
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assistant.preparing.points import Point
from assistant.preparing.ranking import score
from assistant.writing.sentence import Source, SourceKind
from assistant.writing.writer import Line

TODAY = date(2026, 11, 24)
DEPTH = 5


@dataclass(frozen=True, kw_only=True)
class Graded:
    """A point and how much a mentor needs it, 0 to 3."""

    point: Point
    grade: int


Order = Callable[[Point], Any]
ORDERS: dict[str, Order] = {
    "ours": lambda point: -score(point, TODAY),
    "newest first": lambda point: (TODAY - point.day).days,
    "most overdue first": lambda point: (point.due or date.max).toordinal(),
}


def load_cases(path: Path) -> list[list[Graded]]:
    """The judged cases."""
    body = json.loads(path.read_text(encoding="utf-8"))
    return [[graded(row) for row in case["items"]] for case in body["cases"]]


def graded(row: Sequence[Any]) -> Graded:
    """One row of the file."""
    kind, age, due, times, grade, words = row
    source = Source(kind=SourceKind.NOTE, id="n1")
    line = Line(kind="win", blanks={}, sources=(source,), reason="judged")
    day_due = None if due == "-" else TODAY + timedelta(days=due)
    point = Point(kind=kind, line=line, key=words, day=TODAY - timedelta(days=age), due=day_due, times=times)
    return Graded(point=point, grade=grade)


def ndcg(cases: Sequence[Sequence[Graded]], order: Order) -> float:
    """Mean nDCG@5 over the cases."""
    return sum(_one(case, order) for case in cases) / len(cases)


def _one(case: Sequence[Graded], order: Order) -> float:
    got = [item.grade for item in sorted(case, key=lambda item: order(item.point))]
    best = sorted((item.grade for item in case), reverse=True)
    return _gain(got) / _gain(best)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def measure(path: Path = Path(__file__).with_name("ranking.json")) -> dict[str, float]:
    """nDCG@5 by order."""
    cases = load_cases(path)
    return {name: ndcg(cases, order) for name, order in ORDERS.items()}


if __name__ == "__main__":
    for name, value in measure().items():
        sys.stdout.write(f"{name}: nDCG@5 {value:.3f}\n")
