"""yours_left_blank: the greeting and the caring line are the mentor's own words (promise 8)."""

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, when_expected

OPENERS = ("relationship", "welcome", "opening", "check in", "connect")


def judge(case: Case, output: Output) -> Judgement:
    """A block for the relationship exists, marked as the mentor's or with nothing worded in it."""
    blocks = output.get("agenda")
    if not blocks:
        return Unscored(reason="the output has no agenda")
    own = [b for b in blocks if b.get("yours") or any(w in str(b.get("title", "")).casefold() for w in OPENERS)]
    return verdict(bool(own), "a block is left to the mentor's own words", "no block is left to the mentor's own words")


SCORER = Scorer(name="yours_left_blank", about="The warmth is left to the mentor.", judge=judge,
                applies=when_expected("yours_left_blank"))  # fmt: skip
