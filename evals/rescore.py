"""Score stored outputs again, after a scorer or a gate has changed: nothing is run."""

from pathlib import Path

from core.errors import InvalidInputError
from evals import library
from evals.case import Case
from evals.recording import OUTPUTS, SCORES, Folder, read_rows, read_run
from evals.run import COULD_NOT, VERDICTS, judged
from evals.scoring import Row, score_case
from evals.suite import ALL
from evals.summary import Plain


def rescore_run(folder: Path) -> Plain:
    """Score every stored output against today's cases and gates, and write scores and run record anew.

    Raises InvalidInputError when the folder holds no outputs, as after a run on a stranger's cases.
    """
    run, outputs = read_run(folder), list(read_rows(folder / OUTPUTS))
    if not outputs:
        raise InvalidInputError(
            f"{folder} keeps no outputs to score again (a stranger's are kept with --keep-outputs)."
        )
    cases = {case.id: case for name in {o["suite"] for o in outputs} if name in ALL for case in library.load(ALL[name])}
    rows = [score_case(cases[o["case"]], o["output"], o["epoch"]) for o in outputs if o["case"] in cases]
    told = [judged(ALL[name], group, whole=True) for name, group in by_suite(rows).items()]
    lost = len(outputs) - len(rows)
    status = max((summary["exit"] for summary in told), default=COULD_NOT)
    result: Plain = {**run, "exit": status, "verdict": VERDICTS[status], "suites": told}
    if lost:
        result["verdict"] += f" ({lost} stored outputs have no case any more)"
    Folder(path=folder, key=str(run.get("key", ""))).rewrite(SCORES, rows)
    Folder(path=folder, key=str(run.get("key", ""))).record(result)
    return {**result, "rows": rows}


def by_suite(rows: list[Row]) -> dict[str, list[Row]]:
    """Rows of each suite, in the suites' order."""
    return {name: group for name in ALL if (group := [row for row in rows if row["suite"] == name])}


def stored_outputs(folder: Path) -> dict[tuple[str, str], Plain]:
    """What each case put out in a run, by suite and case: what saboteurs spoil."""
    return {(row["suite"], row["case"]): row["output"] for row in read_rows(folder / OUTPUTS)}


def of_suite(cases: list[Case], outputs: dict[tuple[str, str], Plain]) -> list[Case]:
    """Those cases whose output is stored."""
    return [case for case in cases if (case.suite, case.id) in outputs]
