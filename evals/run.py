"""Run suites: cases through the pipelines that serve, scores with reasons, a verdict by the gates. Plain values out."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from core.errors import InvalidInputError, NotReadyError
from core.settings import Settings
from evals import library
from evals.case import Case, digest_of
from evals.gate import apply_gate, check_gate, read_gate
from evals.making import versions
from evals.recording import SCORES, Folder, git_state, machine, stored
from evals.scoring import Row, score_case
from evals.subjects import Setup, Subjects
from evals.suite import Suite
from evals.summary import Plain, summarise
from evals.working import MOST, Workshop

Progress = Callable[[str, int, int], None]  # suite, cases done, cases in all
HELD, FELL, COULD_NOT = 0, 1, 2  # exit statuses
VERDICTS = {HELD: "every gate held", FELL: "a gate fell", COULD_NOT: "could not run"}
Chosen = tuple[Suite, list[Case]]


def quiet(_: str, __: int, ___: int) -> None:
    """Says nothing."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to run. `workers` is capped at two; ready-made `subjects` stay in this process (tests, saboteurs)."""

    setup: Setup = field(default_factory=lambda: Setup(settings=Settings()))
    epochs: int = 1
    seed: int = 20261124
    workers: int = MOST
    keep_outputs: bool = False  # also a stranger's cases' outputs, so that they can be scored again
    subjects: Subjects | None = None
    model: str = "none"

    def workshop(self) -> Workshop:
        """Where the cases are worked on."""
        return Workshop(setup=self.setup, subjects=self.subjects, workers=self.workers)


@dataclass(frozen=True, kw_only=True)
class Running:
    """A run under way: where it is written, what an earlier start of it has done, whom it tells, how it runs."""

    folder: Folder
    done: dict[tuple[str, str, int], Row]
    progress: Progress
    options: Options
    workshop: Workshop


def run_suites(
    names: Sequence[str],
    *,
    cases: Path | None = None,
    report_dir: Path | None = None,
    progress: Progress = quiet,
    options: Options | None = None,
) -> Plain:
    """Run these suites and judge them by their gates.

    Returns `{exit, verdict, suites, run, clock, rows}`: exit 0 all gates held, 1 one fell, 2 could not run. `cases`
    replaces the suite's own by a stranger's file (exactly one suite then). With `report_dir` a killed run goes on where
    it stopped. Raises NotFoundError for an unknown suite, InvalidInputError (CaseFileError) for files with mistakes.
    """
    options = options or Options()
    chosen = [library.named(name) for name in names]
    sets = [(suite, load_cases(suite, cases, chosen)) for suite in chosen]
    for suite, listed in sets:
        check_gate(
            read_gate(suite.gate), listed
        )  # before anything is run: a lenient gate would only be seen at the end
    begun, clock = datetime.now(UTC), perf_counter()
    record = run_record(sets, options)
    folder = Folder(path=report_dir, key=record["key"])
    with options.workshop() as workshop:
        running = Running(folder=folder, done=folder.open(), progress=progress, options=options, workshop=workshop)
        told, rows = run_all(sets, running)
    exit_status = max((summary["exit"] for summary in told), default=COULD_NOT)
    result: Plain = {"exit": exit_status, "verdict": in_words(exit_status, told), "suites": told, "run": record}
    seconds = {"started": begun.isoformat(timespec="seconds"), "seconds": round(perf_counter() - clock, 2)}
    folder.rewrite(SCORES, rows)
    folder.record({**result, "key": record["key"], "finished": True, "clock": seconds})
    return {**result, "clock": seconds, "rows": rows}


def in_words(status: int, told: list[Plain]) -> str:
    """The verdict for people: a gate allows some failures, and a reader should not take "held" for "all passed"."""
    failed, n = sum(len(suite["failing"]) for suite in told), sum(suite["cases"] for suite in told)
    return f"{VERDICTS[status]}, though {failed} of {n} cases failed" if status == HELD and failed else VERDICTS[status]


def run_all(sets: list[Chosen], running: Running) -> tuple[list[Plain], list[Row]]:
    """Every suite in turn: the summaries, and all rows."""
    told: list[Plain] = []
    rows: list[Row] = []
    for suite, listed in sets:
        summary, found = run_suite(suite, listed, running)
        told.append(summary)
        rows += found
    return told, rows


def load_cases(suite: Suite, path: Path | None, chosen: Sequence[Suite]) -> list[Case]:
    """The suite's own cases, or a stranger's."""
    if path is None:
        return library.load(suite)
    if len(chosen) != 1:
        raise InvalidInputError("`--cases` goes with exactly one suite.")
    return library.load_file(suite, path)


def run_suite(suite: Suite, cases: list[Case], running: Running) -> tuple[Plain, list[Row]]:
    """One suite: its summary with findings and exit status, and its rows in the order of the cases."""
    if suite.needs_model and running.options.model == "none":
        return skipped(suite, "no language model is set: nothing can differ (try --fake-model faithful)", HELD), []
    if not cases:
        return skipped(suite, "it has no cases", COULD_NOT), []
    rows: list[Row] = []
    try:
        for epoch in range(running.options.epochs):
            rows += run_epoch(suite, cases, epoch, running)
    except NotReadyError as error:
        return skipped(suite, error.message, COULD_NOT), rows
    return judged(suite, rows, whole=all(case.own for case in cases)), rows


def run_epoch(suite: Suite, cases: list[Case], epoch: int, running: Running) -> list[Row]:
    """All cases once; what an earlier, killed start has done is taken from it."""
    options = running.options
    rows = {case.id: row for case in cases if (row := known(running.done, suite, case, epoch))}
    waiting = [case for case in cases if case.id not in rows]
    for case, (output, _) in running.workshop.answered(waiting):
        rows[case.id] = row = score_case(case, output, epoch)
        running.folder.append([row], [stored(row, output)] if case.own or options.keep_outputs else [])
        running.progress(suite.name, len(rows), len(cases))
    return [rows[case.id] for case in cases]


def known(done: dict[tuple[str, str, int], Row], suite: Suite, case: Case, epoch: int) -> Row | None:
    """The row of an earlier start of the same run, if the case has not changed."""
    row = done.get((suite.name, case.id, epoch))
    return row if row and row["digest"] == case.digest else None


def judged(suite: Suite, rows: list[Row], *, whole: bool) -> Plain:
    """The summary with its findings and exit status."""
    summary = summarise(suite.name, rows)
    findings = apply_gate(read_gate(suite.gate), summary, whole=whole)
    held = all(finding.held for finding in findings)
    return {**summary, "about": suite.about, "question": suite.question, "exit": HELD if held else FELL,
            "findings": [finding.as_plain() for finding in findings], "whole": whole}  # fmt: skip


def skipped(suite: Suite, why: str, status: int) -> Plain:
    """A suite that was not run, and why."""
    return {"suite": suite.name, "about": suite.about, "question": suite.question, "cases": 0, "not_run": why,
            "exit": status, "findings": [], "scorers": {}, "slices": {}, "failing": []}  # fmt: skip


def run_record(sets: list[Chosen], options: Options) -> Plain:
    """What a reader needs to run it again; `key` is the same exactly when all of it is, the machine apart."""
    setup = options.setup
    told: Plain = {
        "git": git_state(), "seed": options.seed, "epochs": options.epochs, "model": options.model,
        "day": setup.moment.date().isoformat(), "deployment": setup.url or "in process",
        "data": {suite.name: {"cases": len(cases), "digest": digest_of(cases)} for suite, cases in sets},
        "versions": versions(setup.settings),
    }  # fmt: skip
    key = hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
    return {**told, "key": key, "machine": machine()}
