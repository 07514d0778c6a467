"""category: what the worry is about."""

from evals.case import Case
from evals.outputs import Output, category_of, concerns_of
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, as_list, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """The highest concern is of an accepted category; every one of `concerns` was heard."""
    if "category" not in output and "concerns" not in output:
        return Unscored(reason="the output tells no category")
    found, wrong = category_of(output), []
    wanted = as_list(case.expect.get("category", []))
    if wanted and found not in wanted:
        wrong.append(f"expected {' or '.join(wanted)}")
    heard = {str(concern.get("category")) for concern in concerns_of(output)}
    if missed := [name for name in as_list(case.expect.get("concerns", [])) if name not in heard]:
        wrong.append(f"not heard: {', '.join(missed)}")
    return verdict(not wrong, f"heard as {found}", f"heard as {found}, {', '.join(wrong)}")


SCORER = Scorer(name="category", about="It says what the worry is about.", judge=judge,
                applies=when_expected("category", "concerns"))  # fmt: skip
