"""hearing: who, when, in which lane, at which turn, and whether one question is asked back."""

from typing import Any

from evals.case import Case
from evals.outputs import Output, concerns_of
from evals.score import Judgement, verdict
from evals.scorers.scorer import Scorer, as_list, when_expected

DETAILS = ("lane", "subject", "time", "first_turn", "language")


def found_of(output: Output, detail: str) -> list[Any]:
    """What the output says of a detail: its own field, or those of its concerns."""
    if detail in ("subject", "time"):
        return [concern.get(detail) for concern in concerns_of(output)]
    value = output.get(detail)
    return ["none" if value is None and detail == "lane" else value]


def judge(case: Case, output: Output) -> Judgement:
    """Each expected detail is among those found."""
    wrong = []
    for detail in DETAILS:
        if detail in case.expect:
            found, wanted = found_of(output, detail), as_list(case.expect[detail])
            if not set(map(str, found)) & set(map(str, wanted)):
                wrong.append(
                    f"{detail}: {' / '.join(map(str, found)) or 'none'}, expected {' or '.join(map(str, wanted))}"
                )
    if "asks" in case.expect and bool(output.get("clarifying_question")) != case.expect["asks"]:
        wrong.append("asks back" if output.get("clarifying_question") else "asks nothing back")
    return verdict(not wrong, "subject, time and lane as expected", "; ".join(wrong))


SCORER = Scorer(name="hearing", about="It knows who it is about, and when.", judge=judge,
                applies=when_expected(*DETAILS, "asks"))  # fmt: skip
