"""Score stored outputs again, after a scorer or a gate has changed: nothing is run."""

from pathlib import Path

from core.errors import InvalidInputError
from evals import library
from evals.case import Case
from evals.recording import OUTPUTS, SCORES, Folder, read_rows, read_run
from evals.run import in_words, judged
from evals.scoring import Row, score_case
from evals.suite import ALL
from evals.summary import Plain


def rescore_run(folder: Path, cases_file: Path | None = None) -> Plain:
    """Score every stored output against today's cases and gates, and write scores and run record anew.

    `cases_file` holds a stranger's cases, whose outputs were kept on demand. Raises InvalidInputError when the folder
    holds no outputs, or outputs of cases that are nowhere.
    """
    run, outputs = read_run(folder), list(read_rows(folder / OUTPUTS))
    if not outputs:
        raise InvalidInputError(
            f"{folder} keeps no outputs to score again (a stranger's are kept with --keep-outputs)."
        )
    cases = todays_cases({output["suite"] for output in outputs}, cases_file)
    rows = [score_case(cases[o["case"]], o["output"], o["epoch"]) for o in outputs if o["case"] in cases]
    if not rows:
        raise InvalidInputError(f"No stored output of {folder} has a case here; name the run's own with --cases.")
    told = [judged(ALL[name], group, whole=cases_file is None) for name, group in by_suite(rows).items()]
    lost = len(outputs) - len(rows)
    status = max(summary["exit"] for summary in told)
    result: Plain = {**run, "exit": status, "verdict": in_words(status, told), "suites": told}
    if lost:
        result["verdict"] += f" ({lost} stored outputs have no case any more)"
    Folder(path=folder, key=str(run.get("key", ""))).rewrite(SCORES, rows)
    Folder(path=folder, key=str(run.get("key", ""))).record(result)
    return {**result, "rows": rows}


def todays_cases(names: set[str], cases_file: Path | None) -> dict[str, Case]:
    """The cases of these suites by id, or those of a stranger's file."""
    known = [ALL[name] for name in sorted(names) if name in ALL]
    if cases_file is None:
        return {case.id: case for suite in known for case in library.load(suite)}
    return {case.id: case for suite in known for case in library.load_file(suite, cases_file)}


def by_suite(rows: list[Row]) -> dict[str, list[Row]]:
    """Rows of each suite, in the suites' order."""
    return {name: group for name in ALL if (group := [row for row in rows if row["suite"] == name])}


def stored_outputs(folder: Path) -> dict[tuple[str, str], Plain]:
    """What each case put out in a run, by suite and case: what saboteurs spoil."""
    return {(row["suite"], row["case"]): row["output"] for row in read_rows(folder / OUTPUTS)}


def of_suite(cases: list[Case], outputs: dict[tuple[str, str], Plain]) -> list[Case]:
    """Those cases whose output is stored."""
    return [case for case in cases if (case.suite, case.id) in outputs]
