"""sums_to: the minutes of an agenda add up to the session's."""

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, Unscored, failed, verdict
from evals.scorers.scorer import Scorer, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """Exactly: a minute lost or won is a wrong plan."""
    if "agenda" not in output:
        return Unscored(reason="the output has no agenda")
    found = [block.get("minutes", 0) for block in output["agenda"]]
    exact = case.expect.get("minutes")
    if exact is not None and [minutes for minutes in found if minutes] != exact:
        return failed(f"blocks of {found} minutes, expected {exact}")
    total, wanted = sum(found), case.expect.get("sums_to", sum(exact or found))
    return verdict(total == wanted, f"{total} minutes", f"{total} minutes, expected {wanted}")


SCORER = Scorer(name="sums_to", about="The minutes add up.", judge=judge, applies=when_expected("sums_to", "minutes"))
