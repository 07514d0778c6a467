"""sums_to: the minutes of an agenda add up to the session's."""

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """Exactly: a minute lost or won is a wrong plan."""
    if "agenda" not in output:
        return Unscored(reason="the output has no agenda")
    total, wanted = sum(block.get("minutes", 0) for block in output["agenda"]), case.expect["sums_to"]
    return verdict(total == wanted, f"{total} minutes", f"{total} minutes, expected {wanted}")


SCORER = Scorer(name="sums_to", about="The minutes add up.", judge=judge, applies=when_expected("sums_to"))
