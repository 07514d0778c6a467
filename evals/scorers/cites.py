"""cites: the documents an answer rests on."""

from evals.case import Case
from evals.outputs import Output, cited
from evals.score import Judgement, Unscored, verdict
from evals.scorers.scorer import Scorer, as_list, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """At least one of `cites`, all of `cites_all`, none of `cites_none`."""
    if "citations" not in output:
        return Unscored(reason="the output has no citations field")
    found, wrong = cited(output), []
    wanted = as_list(case.expect.get("cites", []))
    if wanted and not set(wanted) & set(found):
        wrong.append(f"none of the {len(wanted)} expected documents is cited")
    if missing := [path for path in as_list(case.expect.get("cites_all", [])) if path not in found]:
        wrong.append(f"not cited: {', '.join(missing)}")
    refused = case.expect.get("cites_none", [])
    if bad := found if refused is True else [path for path in as_list(refused) if path in found]:
        wrong.append(f"cites what it must not: {', '.join(bad)}")
    told = f"; cited: {', '.join(found) or 'nothing'}"
    return verdict(not wrong, "cites what it should", "; ".join(wrong) + told)


SCORER = Scorer(name="cites", about="It rests on the right document, and says so.", judge=judge,
                applies=when_expected("cites", "cites_all", "cites_none"))  # fmt: skip
