"""must_keep: the words without which an output is of no use."""

from evals.case import Case
from evals.finding import all_text, any_said
from evals.outputs import Output, agenda_lines, brief_lines, card_lines, in_words
from evals.score import Judgement, Score
from evals.scorers.scorer import Scorer, as_list, when_expected

KEYS = ("must_keep", "brief_must_keep", "agenda_must_keep", "cards_must_keep")


def text_for(key: str, output: Output) -> str:
    """Where the words have to stand."""
    lines = {"brief_must_keep": brief_lines, "agenda_must_keep": agenda_lines, "cards_must_keep": card_lines}
    return in_words(lines[key](output)) if key in lines else all_text(output)


def judge(case: Case, output: Output) -> Judgement:
    """The share of expected words that are there; a list inside the list means any one of them."""
    missing, total = [], 0
    for key in KEYS:
        text = text_for(key, output)
        for entry in as_list(case.expect.get(key, [])):
            total += 1
            if not any_said(entry, text):
                missing.append(total)
    if not missing:
        return Score(value=1.0, reason=f"all {total} needed things are there")
    reason = f"{len(missing)} of {total} needed things are missing (number {', '.join(map(str, missing))})"
    return Score(value=(total - len(missing)) / total, reason=reason, quote=all_text(output)[:200])


SCORER = Scorer(name="must_keep", about="What is needed is in it.", judge=judge, applies=when_expected(*KEYS))
