"""One case and its output become one row of `scores.jsonl`."""

from typing import Any

from evals.case import Case
from evals.outputs import Output
from evals.score import Score, as_row
from evals.scorers import SCORERS

Row = dict[str, Any]


def score_case(case: Case, output: Output, epoch: int = 0) -> Row:
    """Every scorer that applies, each with its value and reason. A row tells no time, so that two runs are alike."""
    judged = {name: s.score(case, output) for name, s in SCORERS.items() if s.applies(case)}
    values = [j.value for name, j in judged.items() if isinstance(j, Score) and name != "ran"]
    ran = judged["ran"]
    passed = isinstance(ran, Score) and ran.value == 1 and all(value == 1 for value in values)
    row: Row = {
        "suite": case.suite, "case": case.id, "epoch": epoch, "digest": case.digest, "author": case.author,
        "job": case.job, "about": case.about if case.own else "", "rules": list(case.rules), "slices": case.slices,
        "own": case.own, "passed": passed, "scored": bool(values),
        "scores": {name: as_row(j, quoted=case.own) for name, j in judged.items()},
    }  # fmt: skip
    return row


def failures(row: Row) -> dict[str, str]:
    """The scorers that failed in a row, with their reasons."""
    return {name: s["reason"] for name, s in row["scores"].items() if s.get("value", 1) < 1}


def unscored(row: Row) -> dict[str, str]:
    """The scorers that could not judge, with their reasons."""
    return {name: s["unscored"] for name, s in row["scores"].items() if "unscored" in s}


def merged(rows: list[Row]) -> list[Row]:
    """One row a case: with several epochs a case passes only if every one did (pass^k); the first failure is shown."""
    by_case: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_case.setdefault((row["suite"], row["case"]), []).append(row)
    return [worst_of(group) for group in by_case.values()]


def worst_of(group: list[Row]) -> Row:
    """A case's row over its epochs: of each scorer the lowest value, and how many epochs passed."""
    if len(group) == 1:
        return group[0]
    scores: dict[str, Any] = {}
    for row in group:
        for name, score in row["scores"].items():
            if name not in scores or lower(score, scores[name]):
                scores[name] = score
    passed = sum(row["passed"] for row in group)
    return {**group[0], "scores": scores, "passed": passed == len(group), "epochs_passed": f"{passed}/{len(group)}"}


def lower(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether one judgement is worse news than another; what could not be judged is no news."""
    return float(one.get("value", 1)) < float(other.get("value", 1.1))
