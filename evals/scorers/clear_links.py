"""clear_links: a link says where it leads, also to someone who only hears it (WCAG 2.4.4)."""

from evals.case import Case
from evals.outputs import Output
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """No "click here", no address as its own text."""
    if "vague_links" not in output:
        return Unscored(reason="the text was not measured")
    vague = output["vague_links"]
    ok = (not vague) == case.expect["clear_links"]
    return verdict(ok, "links are as expected", f"{len(vague)} link(s) do not say where they lead", ", ".join(vague))


SCORER = Scorer(name="clear_links", about="Links say where they lead.", judge=judge,
                applies=when_expected("clear_links"))  # fmt: skip
