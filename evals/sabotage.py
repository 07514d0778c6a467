"""Would the suites notice? Each saboteur breaks one part, and the suite that claims it must fall or compare worse."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import InvalidInputError, NotFoundError, NotReadyError, TrellisError
from evals import library
from evals.case import Case
from evals.compare import compared
from evals.gate import Gate, apply_gate, read_gate
from evals.outputs import Output
from evals.run import COULD_NOT, FELL, HELD, Options, Progress, quiet
from evals.saboteurs import SABOTEURS
from evals.saboteurs.saboteur import Saboteur
from evals.scoring import Row, score_case
from evals.summary import Plain, summarise
from evals.working import Workshop

MOST = 240  # questions of a suite that are asked, the slowest job; saboteurs differ in far more than that


@dataclass
class Bench:
    """The healthy outputs of each suite, run once, and what is spoilt afterwards."""

    workshop: Workshop
    progress: Progress
    healthy: dict[str, list[tuple[Case, Output]]] = field(default_factory=dict)

    def suite(self, name: str) -> list[tuple[Case, Output]]:
        """The cases of a suite with what the healthy product puts out. Raises NotReadyError where it cannot run."""
        if name not in self.healthy:
            cases = sampled(library.load(library.named(name)))
            if not cases:
                raise NotReadyError("it has no cases")
            self.healthy[name] = self.run(name, cases)
        return self.healthy[name]

    def run(self, name: str, cases: Sequence[Case]) -> list[tuple[Case, Output]]:
        """Cases through the pipelines."""
        told = []
        for case, (output, _) in self.workshop.answered(cases):
            told.append((case, output))
            self.progress(name, len(told), len(cases))
        return told


def sampled(cases: list[Case]) -> list[Case]:
    """All cases, of questions at most so many."""
    asked = library.spread([case for case in cases if case.job == "ask"], MOST)
    return [*asked, *(case for case in cases if case.job != "ask")]


def sabotage_all(*, only: Sequence[str] = (), progress: Progress = quiet, options: Options | None = None) -> Plain:
    """Try every saboteur. Returns `{exit, saboteurs: [{name, suite, about, caught, by}]}`; exit 1 if one gets away."""
    chosen = [saboteur for saboteur in SABOTEURS if not only or saboteur.name in only]
    if not chosen:
        raise NotFoundError(f"There is no such saboteur. There are: {', '.join(s.name for s in SABOTEURS)}.")
    with (options or Options()).workshop() as workshop:
        bench = Bench(workshop=workshop, progress=progress)
        rows = [tried(saboteur, bench) for saboteur in chosen]
    if all(row["caught"] for row in rows):
        return {"exit": HELD, "saboteurs": rows}
    return {"exit": COULD_NOT if all(row["caught"] or row["not_run"] for row in rows) else FELL, "saboteurs": rows}


def tried(saboteur: Saboteur, bench: Bench) -> Plain:
    """One line of the table."""
    not_run = False
    try:
        by = caught_by(saboteur, bench)
    except (NotReadyError, library.CaseFileError) as error:
        by, not_run = f"could not run: {error.message.splitlines()[0]}", True
    return {"name": saboteur.name, "suite": saboteur.suite, "about": saboteur.about, "not_run": not_run,
            "caught": bool(by) and not not_run, "by": by or "nothing: it gets away"}  # fmt: skip


def caught_by(saboteur: Saboteur, bench: Bench) -> str:
    """What notices the saboteur, in words; empty when it gets away."""
    healthy = bench.suite(saboteur.suite)
    gate = read_gate(library.named(saboteur.suite).gate)
    before = [score_case(case, output) for case, output in healthy]
    if saboteur.cases is not None:
        mistakes = saboteur.cases([case for case, _ in healthy])
        return f"the case reader: {len(mistakes)} mistake(s)" if mistakes else ""
    if saboteur.gate is not None:
        return refused(saboteur.gate(gate), before, saboteur.suite)
    after = spoilt_rows(saboteur, healthy, before, bench)
    return fallen(gate, before, after, saboteur) or worse(before, after)


def refused(gate: Gate, rows: list[Row], suite: str) -> str:
    """Whether a spoilt gate is refused."""
    try:
        apply_gate(gate, summarise(suite, rows), whole=False)
    except InvalidInputError as error:
        return f"the gate reader: {error.message}"
    return ""


def spoilt_rows(saboteur: Saboteur, healthy: list[tuple[Case, Output]], before: list[Row], bench: Bench) -> list[Row]:
    """The rows of a run with the broken part in it."""
    if saboteur.rows is not None:
        return saboteur.rows(before)
    if saboteur.output is not None:
        spoil = saboteur.output
        return [score_case(case, spoil(case, output)) for case, output in healthy]
    if saboteur.given is None:
        raise ValueError(f"the saboteur '{saboteur.name}' breaks nothing")
    spoil_given = saboteur.given
    changed = [replace(c, given=dict(g)) for c, _ in healthy if (g := spoil_given(c.given)) != c.given]
    rerun = {case.id: output for case, output in bench.run(f"{saboteur.name}", changed)}
    return [score_case(case, rerun.get(case.id, output)) for case, output in healthy]


def fallen(gate: Gate, before: list[Row], after: list[Row], saboteur: Saboteur) -> str:
    """The limits that held with the healthy part and fall with the broken one."""
    whole = saboteur.rows is not None
    try:
        held = {f.limit for f in apply_gate(gate, summarise(saboteur.suite, before), whole=False) if f.held}
        now = apply_gate(gate, summarise(saboteur.suite, after), whole=whole)
    except TrellisError as error:
        return f"the gate reader: {error.message}"
    down = [f.limit for f in now if not f.held and (f.limit in held or f.limit == "cases")]
    return f"gate: {', '.join(dict.fromkeys(down))}" if down else ""


def worse(before: list[Row], after: list[Row]) -> str:
    """Whether a comparison with the healthy run calls it worse, for limits that had fallen already."""
    new: dict[Any, Row] = {(row["suite"], row["case"]): row for row in after}
    pairs = [(row, new[row["suite"], row["case"]]) for row in before if (row["suite"], row["case"]) in new]
    result = compared(pairs, [], seed=0) if pairs else {"exit": 0, "verdict": ""}
    return f"comparison: {result['verdict']}" if result["exit"] else ""
