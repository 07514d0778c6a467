"""permitted: a person may, or may not."""

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """The permit's answer is the expected one."""
    if "permitted" not in output:
        return Unscored(reason="the output says neither yes nor no")
    word = {True: "permitted", False: "refused"}
    found, wanted = word[bool(output["permitted"])], word[bool(case.expect["permitted"])]
    return verdict(found == wanted, found, f"{found}, expected {wanted}")


SCORER = Scorer(name="permitted", about="Everyone may do what is theirs to do.", judge=judge,
                applies=when_expected("permitted"))  # fmt: skip
