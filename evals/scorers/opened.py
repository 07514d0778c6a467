"""opened: the dangerous mistake of a door is to open for someone it must not."""

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer


def judge(case: Case, output: Output) -> Judgement:
    """Expected to be refused, and refused."""
    if "permitted" not in output:
        return Unscored(reason="the output says neither yes nor no")
    return verdict(not output["permitted"], "refused", "permitted, though it must be refused")


SCORER = Scorer(name="opened", about="No door opens for the wrong person.", judge=judge,
                applies=lambda case: case.expect.get("permitted") is False, dangerous=True)  # fmt: skip
