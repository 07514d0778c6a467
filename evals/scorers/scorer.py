"""Scorer: which expectations it judges, how, and whether its failure is the dangerous mistake."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evals.case import Case
from evals.outputs import FAILED, Output
from evals.score import Judgement, Unscored

Judge = Callable[[Case, Output], Judgement]


def when_expected(*keys: str) -> Callable[[Case], bool]:
    """Applies to cases that expect any of these."""
    return lambda case: any(key in case.expect for key in keys)


@dataclass(frozen=True, kw_only=True)
class Scorer:
    """One way to judge. `dangerous` scorers have a limit of zero in every gate (a gate without it is refused)."""

    name: str
    about: str  # what it looks at, for a reader of the report
    judge: Judge
    applies: Callable[[Case], bool]
    dangerous: bool = False

    def score(self, case: Case, output: Output) -> Judgement:
        """The judgement; a pipeline that broke leaves nothing to judge, and that is said, not counted as zero."""
        if FAILED in output and self.name != "ran":
            return Unscored(reason=f"the pipeline ended with {output[FAILED]}")
        return self.judge(case, output)


def as_list(value: Any) -> list[Any]:
    """One or many, as a list."""
    return list(value) if isinstance(value, list | tuple) else [value]
