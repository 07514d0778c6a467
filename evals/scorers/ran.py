"""ran: the pipeline ended with an answer and not with an exception."""

from evals.case import Case
from evals.outputs import FAILED, Output
from evals.score import Judgement, verdict
from evals.scorers.scorer import Scorer


def judge(case: Case, output: Output) -> Judgement:
    """Every ending is a value; an exception is never one."""
    return verdict(FAILED not in output, "it ended", f"the pipeline ended with {output.get(FAILED)}")


SCORER = Scorer(name="ran", about="It came to an end of its own, not to an exception.", judge=judge,
                applies=lambda case: True)  # fmt: skip
