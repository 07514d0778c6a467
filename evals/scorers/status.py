"""status: the named ending, exactly or by its family."""

from fnmatch import fnmatchcase

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, as_list, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """One of the expected endings; `declined_*` means the family."""
    if "status" not in output:
        return Unscored(reason="the output names no status")
    wanted, found = as_list(case.expect["status"]), str(output["status"])
    ok = any(fnmatchcase(found, pattern) for pattern in wanted)
    return verdict(ok, f"ended as {found}", f"ended as {found}, expected {' or '.join(wanted)}")


SCORER = Scorer(name="status", about="It ended the way it should (answered, declined, handed over ...).", judge=judge,
                applies=when_expected("status"))  # fmt: skip
