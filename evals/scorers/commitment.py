"""commitment: whose promise it is, and the exact day by which."""

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """Only of what was found as a promise or a step; what was missed is the business of `finds`."""
    found = [f for f in output.get("findings", ()) if f["kind"] in ("promise", "step")]
    if not found:
        return Unscored(reason="no promise was found whose owner or day could be judged")
    wrong = [f"{name}: {found[0].get(name) or 'none'}, expected {case.expect[name]}" for name in ("whose", "due")
             if name in case.expect and str(found[0].get(name) or "none") != case.expect[name]]  # fmt: skip
    return verdict(not wrong, "whose and by when are right", "; ".join(wrong))


SCORER = Scorer(name="commitment", about="It knows whose promise it is and by when, to the day.", judge=judge,
                applies=when_expected("whose", "due"))  # fmt: skip
