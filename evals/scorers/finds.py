"""finds: what a sentence of a note holds: a promise or step, a struggle, a win, something not reached, or nothing."""

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, when_expected

SAME = {
    "promise": "commitment",
    "step": "commitment",
}  # both are something to be done; their border is a matter of taste


def judge(case: Case, output: Output) -> Judgement:
    """Exactly what was labelled. A win beside something not reached is no mistake: both are in the words."""
    if "findings" not in output:
        return Unscored(reason="the output tells no findings")
    label = case.expect["finds"]
    wanted = set() if label == "none" else {SAME.get(label, label)}
    found = {SAME.get(f["kind"], f["kind"]) for f in output["findings"]}
    if label == "carry":
        found.discard("win")
    told = ", ".join(sorted(found)) or "nothing"
    return verdict(found == wanted, f"found {told}", f"found {told}, expected {label}")


SCORER = Scorer(name="finds", about="It finds promises, struggles and wins in a note, and nothing else.", judge=judge,
                applies=when_expected("finds"))  # fmt: skip
