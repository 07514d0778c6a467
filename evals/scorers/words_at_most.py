"""words_at_most: short enough to be read before a session."""

from evals.case import Case
from evals.finding import all_text, plain
from evals.outputs import Output, brief_lines, in_words
from evals.score import Judgement, verdict
from evals.scorers.scorer import Scorer, when_expected

KEYS = ("words_at_most", "brief_words_at_most")


def judge(case: Case, output: Output) -> Judgement:
    """Of a draft the brief is counted, of everything else its text."""
    text = in_words(brief_lines(output)) if "brief" in output else str(output.get("text") or all_text(output))
    limit = min(case.expect[key] for key in KEYS if key in case.expect)
    count = len(plain(text.replace("'", "").replace("’", "")).split())
    return verdict(count <= limit, f"{count} words", f"{count} words, at most {limit} allowed")


SCORER = Scorer(name="words_at_most", about="It is short enough.", judge=judge, applies=when_expected(*KEYS))
