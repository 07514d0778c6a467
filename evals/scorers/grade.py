"""grade: a tired person can read it."""

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """Flesch-Kincaid grade and the longest sentence, each within its limit."""
    if "grade" not in output:
        return Unscored(reason="the text was not measured")
    wrong = []
    if output["grade"] > case.expect.get("grade_at_most", 99):
        wrong.append(f"grade {output['grade']}, at most {case.expect['grade_at_most']}")
    if output["longest_sentence"] > case.expect.get("sentence_at_most", 999):
        wrong.append(f"a sentence of {output['longest_sentence']} words, at most {case.expect['sentence_at_most']}")
    told = f"grade {output['grade']}, longest sentence {output['longest_sentence']} words"
    return verdict(not wrong, told, "; ".join(wrong), str(output.get("text", ""))[:160])


SCORER = Scorer(name="grade", about="A tired person can read it.", judge=judge,
                applies=when_expected("grade_at_most", "sentence_at_most"))  # fmt: skip
