"""urgent: what a person must act on within hours is heard as such (S3 and above)."""

from evals.case import Case
from evals.outputs import Output, level_of, rank
from evals.score import Judgement, Unscored, verdict
from evals.scorers.imminent import lowest_expected
from evals.scorers.scorer import Scorer


def judge(case: Case, output: Output) -> Judgement:
    """S3 or more expected, S3 or more heard."""
    found = level_of(output)
    if found is None:
        return Unscored(reason="the output tells no level")
    return verdict(rank(found) >= 3, f"heard as {found}", f"an urgent matter was heard as {found}")


SCORER = Scorer(name="urgent", about="What needs a person within hours is heard as urgent.", judge=judge,
                applies=lambda case: lowest_expected(case) >= 3)  # fmt: skip
