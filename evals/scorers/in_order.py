"""in_order: what matters most comes first."""

from evals.case import Case
from evals.finding import all_text, plain
from evals.outputs import Output
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """The first place of each expected word, rising; words that are missing are must_keep's business."""
    text = plain(all_text(output))
    places = [text.find(plain(words)) for words in case.expect["in_order"]]
    if -1 in places:
        return Unscored(reason="some of the words are not there to be ordered")
    return verdict(places == sorted(places), "in the expected order", "not in the expected order")


SCORER = Scorer(name="in_order", about="What matters most comes first.", judge=judge, applies=when_expected("in_order"))
