"""The shelf of suites: what there is, read and checked. Plain values for the terminal and the evaluator's page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.errors import InvalidInputError, NotFoundError
from evals.alike import near_duplicates, repeated_ids
from evals.authors import on_both_sides
from evals.case import Case, Mistake
from evals.compact_forms import adapted
from evals.forms import Setting, as_case
from evals.reading import read_file
from evals.suite import ALL, Suite

BORROWED = 40  # cases taken of each suite that another borrows from
KINDS = (".yaml", ".yml", ".jsonl")


class CaseFileError(InvalidInputError):
    """Case files that cannot be used; `mistakes` names each with its file and line."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        shown = "\n".join(str(mistake) for mistake in mistakes[:50])
        super().__init__(f"{len(mistakes)} mistakes in case files:\n{shown}")
        self.mistakes = mistakes


def named(name: str) -> Suite:
    """The suite of that name. Raises NotFoundError naming those there are."""
    if name not in ALL:
        raise NotFoundError(f"There is no suite '{name}'. There are: {', '.join(ALL)}.")
    return ALL[name]


def case_files(folder: Path) -> Iterator[Path]:
    """The case files of a folder, nested ones too; what is under `fixtures` is material, not cases."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in KINDS and path.is_file() and "fixtures" not in path.parts:
            yield path


def read_cases(paths: Iterable[Path], setting: Setting) -> tuple[list[Case], list[Mistake]]:
    """Every readable case of these files, and every mistake, each named once."""
    cases: list[Case] = []
    mistakes: list[Mistake] = []
    named_at: list[tuple[str, str]] = []
    for path in paths:
        for raw in read_file(path):
            if isinstance(raw, Mistake):
                mistakes.append(raw)
                continue
            case, wrong = as_case(adapted(raw), setting)
            mistakes += wrong
            named_at.append((str(raw.keys.get("id", "")), raw.place("id")))
            if case is not None:
                cases.append(case)
    # A head's mistake is found again with every case; ids are compared also where a case has other mistakes.
    return cases, [*dict.fromkeys(mistakes), *repeated_ids(named_at)]


def checked(cases: list[Case], mistakes: list[Mistake], *, apart: bool = True) -> list[Mistake]:
    """All mistakes, those between cases included. `apart` asks for authors and training to be kept apart."""
    between = [*near_duplicates(cases), *(on_both_sides(cases) if apart else ())]
    return [*mistakes, *between]


def load(suite: Suite) -> list[Case]:
    """The suite's own cases. Raises CaseFileError when a file has a mistake."""
    cases, mistakes = read_cases(case_files(suite.folder), Setting(suite=suite.name, job=suite.job))
    if wrong := checked(cases, mistakes):
        raise CaseFileError(wrong)
    return [*cases, *(borrowed(case, suite) for name in suite.borrows for case in spread(load(ALL[name]), BORROWED))]


def borrowed(case: Case, suite: Suite) -> Case:
    """Another suite's case, asked here under a name of its own."""
    return replace(case, id=f"{suite.name}-{case.id}", suite=suite.name, twin_of=case.id)


def spread(cases: list[Case], most: int) -> list[Case]:
    """At most so many, evenly spread over the suite."""
    if len(cases) <= most:
        return cases
    return [cases[at * len(cases) // most] for at in range(most)]


def load_file(suite: Suite, path: Path) -> list[Case]:
    """A stranger's cases for this suite: never quoted in a report. Raises CaseFileError when a file has a mistake."""
    files = list(case_files(path)) if path.is_dir() else [path]
    cases, mistakes = read_cases(files, Setting(suite=suite.name, job=suite.job, own=False))
    if wrong := checked(cases, mistakes):
        raise CaseFileError(wrong)
    if not cases:
        raise InvalidInputError(f"{path.name} holds no case.")
    return cases


def suites() -> list[dict[str, Any]]:
    """Every suite as plain values: name, question, about, job, number of cases, mistakes in its files."""
    told = []
    for suite in ALL.values():
        cases, mistakes = read_cases(case_files(suite.folder), Setting(suite=suite.name, job=suite.job))
        told.append({
            "name": suite.name, "question": suite.question, "about": suite.about, "job": suite.job,
            "needs_model": suite.needs_model, "cases": len(cases), "authors": sorted({case.author for case in cases}),
            "mistakes": [str(mistake) for mistake in checked(cases, mistakes)],
        })  # fmt: skip
    return told
