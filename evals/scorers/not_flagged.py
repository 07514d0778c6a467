"""not_flagged: ordinary words stay ordinary."""

from evals.case import Case
from evals.outputs import Output, level_of, rank
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer


def expects_quiet(case: Case) -> bool:
    """Cases whose words should bring nobody out: below S2."""
    return bool(case.expect.get("not_flagged")) or case.expect.get("level") in ("S0", ["S0"], ["S0", "S1"])


def judge(case: Case, output: Output) -> Judgement:
    """Below S2: no person is asked to act on it within a day."""
    found = level_of(output)
    if found is None:
        return Unscored(reason="the output tells no level")
    return verdict(rank(found) < 2, f"heard as {found}", f"flagged as {found}, though nothing was the matter")


SCORER = Scorer(name="not_flagged", about="Ordinary words raise no flag.", judge=judge, applies=expects_quiet)
