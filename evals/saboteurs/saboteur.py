"""Saboteur: a part broken on purpose, and the suite that claims to notice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evals.case import Case, Mistake
from evals.gate import Gate
from evals.outputs import Output
from evals.scoring import Row
from evals.subjects import Given

SpoilOutput = Callable[[Case, Output], Output]
SpoilGiven = Callable[[Given], Given]


@dataclass(frozen=True, kw_only=True)
class Saboteur:
    """Exactly one of the spoiling functions is set.

    `output` spoils what a pipeline put out; `given` what it is given, and the pipeline is run again; `rows` spoils a
    scorer's work; `gate` the limits; `cases` the suite itself, whose mistakes are then read.
    """

    name: str
    suite: str
    about: str  # what is broken, for the table
    output: SpoilOutput | None = None
    given: SpoilGiven | None = None
    rows: Callable[[list[Row]], list[Row]] | None = None
    gate: Callable[[Gate], Gate] | None = None
    cases: Callable[[list[Case]], list[Mistake]] | None = None


def with_text(output: Output, more: str) -> Output:
    """The output with some words added where a person reads, whatever job put it out."""
    for key in ("text", "shown"):
        if isinstance(output.get(key), str):
            return {**output, key: f"{output[key]} {more}".strip()}
    line = {"text": more, "sources": [{"kind": "note", "id": "x"}], "reason": "added"}
    return {**output, "brief": [*output.get("brief", ()), line]}


def every(number: int, value: Any) -> bool:
    """Whether a thing is one of every so many, by its own name: the same things in each run."""
    return sum(map(ord, str(value))) % number == 0
