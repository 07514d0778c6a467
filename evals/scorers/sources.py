"""sources: what an output rests on, and what it must not rest on."""

from evals.case import Case
from evals.outputs import Output, source_ids
from evals.score import Judgement, verdict
from evals.scorers.scorer import Scorer, as_list, when_expected


def judge(case: Case, output: Output) -> Judgement:
    """All of `sources_all`, one of `sources_any`, none of `sources_none`."""
    found, wrong = source_ids(output), []
    if missing := [name for name in map(str, as_list(case.expect.get("sources_all", []))) if name not in found]:
        wrong.append(f"does not rest on {', '.join(missing)}")
    wanted = as_list(case.expect.get("sources_any", []))
    if wanted and not found & set(map(str, wanted)):
        wrong.append(f"rests on none of {', '.join(map(str, wanted))}")
    if bad := found & set(map(str, as_list(case.expect.get("sources_none", [])))):
        wrong.append(f"rests on {', '.join(sorted(bad))}")
    return verdict(not wrong, "rests on what it may", "; ".join(wrong))


SCORER = Scorer(name="sources", about="It rests on what it may rest on.", judge=judge,
                applies=when_expected("sources_all", "sources_any", "sources_none"))  # fmt: skip
