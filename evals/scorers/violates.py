"""violates: a text is stopped for the right reason."""

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, verdict
from evals.scorers.scorer import Scorer, as_list, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """Every expected rule is among the violations."""
    found = {str(v.get("rule")) for v in output.get("violations", ())}
    missing = [rule for rule in as_list(case.expect["violates"]) if rule not in found]
    told = f"; named: {', '.join(sorted(found)) or 'none'}"
    return verdict(not missing, "the right rule is named", f"not named: {', '.join(missing)}{told}")


SCORER = Scorer(name="violates", about="It is stopped for the right reason.", judge=judge,
                applies=when_expected("violates"))  # fmt: skip
