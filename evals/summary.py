"""Rows become numbers: how many held, in which slice, with which interval. Plain values, as `run.json` has them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from evals.scorers import DANGEROUS, SCORERS
from evals.scoring import Row, failures, merged
from evals.statistics import FEW, Rate, rule_of_three, wilson

Plain = dict[str, Any]


def as_plain(rate: Rate) -> Plain:
    """A rate as plain values, rounded so that every machine writes the same digits."""
    value = None if rate.value is None else round(rate.value, 4)
    told: Plain = {"held": round(rate.held, 4), "n": rate.n, "rate": value, "low": round(rate.low, 4),
                   "high": round(rate.high, 4)}  # fmt: skip
    if 0 < rate.n < FEW:
        told["few"] = f"only {rate.n} cases: this rate says little"
    if rate.n and rate.held == rate.n:
        told["zero"] = f"no failure in {rate.n} cases still allows a true rate of {rule_of_three(rate.n):.1%}"
    return told


def scorer_rates(rows: Iterable[Row]) -> dict[str, Plain]:
    """For each scorer: its mean value, how many failed and how many it could not score."""
    values: dict[str, list[float]] = defaultdict(list)
    silent: dict[str, int] = defaultdict(int)
    for row in rows:
        for name, score in row["scores"].items():
            if "unscored" in score:
                silent[name] += 1
            else:
                values[name].append(float(score["value"]))
    told = {}
    for name in SCORERS:
        if name in values or name in silent:
            found = values[name]
            told[name] = {
                **as_plain(wilson(sum(found), len(found))), "failures": sum(v < 1 for v in found),
                "unscored": silent[name], "dangerous": name in DANGEROUS, "about": SCORERS[name].about,
            }  # fmt: skip
    return told


def slice_rates(rows: Iterable[Row]) -> dict[str, dict[str, Plain]]:
    """Passed cases by every slice the cases name, and by author: where it is weak."""
    cells: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for name, value in (*row["slices"].items(), ("author", row["author"]), ("job", row["job"])):
            cells[name][str(value)].append(bool(row["passed"]))
    return {
        name: {value: as_plain(wilson(sum(found), len(found))) for value, found in sorted(values.items())}
        for name, values in sorted(cells.items())
        if len(values) > 1
    }


def summarise(name: str, rows: list[Row]) -> Plain:
    """Everything a report says of one suite; `rows` may hold several epochs of a case."""
    cases = merged(rows)
    scored = [row for row in cases if row["scored"] or not row["passed"]]
    told: Plain = {
        "suite": name, "cases": len(cases), "epochs": max((row["epoch"] for row in rows), default=0) + 1,
        "passed": as_plain(wilson(sum(row["passed"] for row in scored), len(scored))),
        "unscored_cases": len(cases) - len(scored), "scorers": scorer_rates(cases), "slices": slice_rates(scored),
        "failing": [{"case": row["case"], "why": failures(row)} for row in cases if not row["passed"]],
    }  # fmt: skip
    if told["epochs"] > 1:
        told["passed_once"] = as_plain(wilson(sum(row["passed"] for row in rows), len(rows)))
    return told
