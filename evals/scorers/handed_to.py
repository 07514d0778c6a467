"""handed_to: the office or person a question is handed over to."""

from evals.case import Case
from evals.finding import all_text, said
from evals.outputs import Output
from evals.score import Judgement, verdict
from evals.scorers.scorer import Scorer, as_list, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """Any of the expected offices is named where an answer hands over, or in its words."""
    text = all_text(output.get("handed_to") or {}) + "\n" + str(output.get("text", ""))
    wanted = as_list(case.expect["handed_to"])
    ok = any(said(office, text) for office in wanted)
    return verdict(ok, "names the office", f"does not name {' or '.join(wanted)}", str(output.get("text", ""))[:160])


SCORER = Scorer(name="handed_to", about="It names who would know.", judge=judge, applies=when_expected("handed_to"))
