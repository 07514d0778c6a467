"""level: how soon a person must act."""

from evals.case import Case
from evals.outputs import Output, level_of, rank
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, as_list, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """Exactly one of `level`, not below `level_at_least`, not above `level_at_most`."""
    found = level_of(output)
    if found is None:
        return Unscored(reason="the output tells no level")
    expect, wrong = case.expect, []
    if "level" in expect and found not in as_list(expect["level"]):
        wrong.append(f"expected {' or '.join(as_list(expect['level']))}")
    if "level_at_least" in expect and rank(found) < rank(min(as_list(expect["level_at_least"]))):
        wrong.append(f"expected at least {expect['level_at_least']}")
    if "level_at_most" in expect and rank(found) > rank(max(as_list(expect["level_at_most"]))):
        wrong.append(f"expected at most {expect['level_at_most']}")
    return verdict(not wrong, f"heard as {found}", f"heard as {found}, {', '.join(wrong)}")


SCORER = Scorer(name="level", about="It says how soon a person must act.", judge=judge,
                applies=when_expected("level", "level_at_least", "level_at_most"))  # fmt: skip
