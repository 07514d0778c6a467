"""The evaluator's desk: report folders as the examiner wrote them, and starting it as a process of its own.

The examiner is never imported here: what is judged does not load its judge (docs/adr/0001).
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from access.viewer import Viewer
from assistant.wiring import Services
from core.errors import ConflictError, InvalidInputError, NotFoundError
from storage.audit import Audit

NAME = re.compile(r"[A-Za-z0-9_.-]{1,80}")
RUNNING = "running.pid"
FILES = {"report.html", "run.json", "scores.jsonl", "junit.xml"}


@dataclass(frozen=True, kw_only=True)
class SuiteRow:
    """A suite by name, and how many case files it has."""

    name: str
    files: int


@dataclass(frozen=True, kw_only=True)
class RunRow:
    """A report folder: when it was made, its verdict, and whether it is still being written."""

    name: str
    record: dict[str, Any]
    running: bool


def folder(services: Services) -> Path:
    """Where reports of this installation are kept."""
    return services.settings.data_dir / "reports"


def suites(root: Path) -> tuple[SuiteRow, ...]:
    """The suites on disk."""
    found = sorted(path for path in (root / "evals" / "suites").iterdir() if path.is_dir())
    return tuple(SuiteRow(name=path.name, files=sum(1 for _ in path.rglob("*.yaml"))) for path in found)


def runs(services: Services) -> tuple[RunRow, ...]:
    """Runs, newest first."""
    reports = folder(services)
    names = sorted((path.name for path in reports.iterdir() if path.is_dir()), reverse=True) if reports.exists() else []
    return tuple(run_row(reports / name) for name in names)


def run_row(path: Path) -> RunRow:
    """One report folder."""
    record = path / "run.json"
    told = json.loads(record.read_text(encoding="utf-8")) if record.exists() else {}
    return RunRow(name=path.name, record=told, running=still_running(path))


def still_running(path: Path) -> bool:
    """Whether the process that writes it lives."""
    mark = path / RUNNING
    if not mark.exists():
        return False
    process = Path("/proc") / mark.read_text().strip()
    return process.exists() and not (path / "junit.xml").exists()


def start(services: Services, viewer: Viewer, suite: str, root: Path) -> str:
    """Start one suite in a process of its own; returns the report's name. Raises ConflictError while one runs."""
    if suite not in {one.name for one in suites(root)}:
        raise InvalidInputError("There is no such suite.", fields={"suite": "Pick one from the list."})
    if any(one.running for one in runs(services)):
        raise ConflictError("A run is under way.", next_step="Wait until it is done; it shows here.")
    name = f"{services.clock.now():%Y%m%dT%H%M%SZ}-{suite}"
    target = folder(services) / name
    target.mkdir(parents=True)
    command = [sys.executable, "-m", "cli", "eval", "run", suite, "--report", str(target)]
    with (target / "progress.txt").open("w") as progress:
        process = subprocess.Popen(command, cwd=root, stdout=progress, stderr=subprocess.STDOUT)  # fixed words only
    (target / RUNNING).write_text(str(process.pid))
    services.database.record(
        Audit(actor=viewer.person_id, action="evaluation.run", object_kind="suite", object_id=suite)
    )
    return name


def file_of(services: Services, run: str, name: str) -> Path:
    """One file of a report. Raises NotFoundError for anything else."""
    path = folder(services) / run / name
    if not NAME.fullmatch(run) or name not in FILES or not path.is_file():
        raise NotFoundError
    return path
