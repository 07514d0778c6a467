"""in_order: what matters most comes first; `first_lines` must stand in the first three lines of a brief."""

from evals.case import Case
from evals.finding import all_text, any_said, plain
from evals.outputs import Output, brief_lines, in_words
from evals.score import Judgement, Unscored, failed, held, verdict
from evals.scorers.scorer import Scorer, as_list, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """The first place of each expected word, rising; words that are missing are must_keep's business."""
    top = in_words(brief_lines(output)[:3])
    if late := [words for words in as_list(case.expect.get("first_lines", [])) if not any_said(words, top)]:
        return failed(f"{len(late)} thing(s) that matter most are not in the first three lines", top)
    if "in_order" not in case.expect:
        return held("what matters most is in the first three lines")
    text = plain(all_text(output))
    places = [text.find(plain(words)) for words in case.expect["in_order"]]
    if -1 in places:
        return Unscored(reason="some of the words are not there to be ordered")
    return verdict(places == sorted(places), "in the expected order", "not in the expected order")


SCORER = Scorer(name="in_order", about="What matters most comes first.", judge=judge,
                applies=when_expected("in_order", "first_lines"))  # fmt: skip
