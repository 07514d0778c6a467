"""same_without: taking a secret out of the store changes not one byte for who may not see it (C10)."""

import json

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, when_expected


def told(output: Output) -> str:
    """What a person could compare: everything but the clock."""
    return json.dumps({k: v for k, v in output.items() if k not in ("seconds", "id")}, sort_keys=True, default=str)


def judge(case: Case, output: Output) -> Judgement:
    """The output with and without the named items is the same."""
    twin = output.get("without")
    if not isinstance(twin, dict):
        return Unscored(reason="the run without the secret was not made")
    alone = {k: v for k, v in output.items() if k != "without"}
    return verdict(told(alone) == told(twin), "the same to the byte with and without it",
                   "what is shown differs with and without it")  # fmt: skip


SCORER = Scorer(name="same_without", about="Nobody can tell that what is not theirs exists.", judge=judge,
                applies=when_expected("same_without"), dangerous=True)  # fmt: skip
