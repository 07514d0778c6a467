"""The report folder: rows appended as they come, so that a killed run goes on where it stopped, and the run record."""

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.settings import ROOT
from evals.outputs import Output
from evals.scoring import Row

Plain = dict[str, Any]
SCORES, OUTPUTS, RUN = "scores.jsonl", "outputs.jsonl", "run.json"


def line(record: Plain) -> str:
    """One record as a line, always the same bytes for the same values."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, default=str) + "\n"


def read_rows(path: Path) -> Iterator[Plain]:
    """The whole lines of a JSONL file; a last line cut off by a kill is left out."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as stream:
        for text in stream:
            if text.endswith("\n"):
                yield json.loads(text)


def read_run(folder: Path) -> Plain:
    """The record of a run, empty where there is none."""
    path = folder / RUN
    told: Plain = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return told


@dataclass
class Folder:
    """A report folder while a run is writing it. Without a path nothing is kept."""

    path: Path | None
    key: str  # what the run is of: cases, versions, seed, epochs

    def open(self) -> dict[tuple[str, str, int], Row]:
        """What an unfinished run of the same key has done already; anything else there is begun again."""
        if self.path is None:
            return {}
        self.path.mkdir(parents=True, exist_ok=True)
        before = read_run(self.path)
        if before.get("key") == self.key and not before.get("finished"):
            rows = list(read_rows(self.path / SCORES))
            known = {(row["suite"], row["case"], row["epoch"]): row for row in rows}
            self.rewrite(SCORES, known.values())
            kept = [row for row in read_rows(self.path / OUTPUTS) if (row["suite"], row["case"], row["epoch"]) in known]
            self.rewrite(OUTPUTS, kept)
            return known
        self.rewrite(SCORES, [])
        self.rewrite(OUTPUTS, [])
        self.record({"key": self.key, "finished": False})
        return {}

    def rewrite(self, name: str, rows: Iterable[Plain]) -> None:
        """Replace a file in one step, so that a kill leaves the old one or the new one."""
        if self.path is None:
            return
        part = self.path / f"{name}.part"
        part.write_text("".join(map(line, rows)), encoding="utf-8")
        part.replace(self.path / name)

    def append(self, rows: list[Row], outputs: list[Plain]) -> None:
        """Add rows and outputs, outputs first: a row is the promise that its output is there."""
        if self.path is None:
            return
        for name, records in ((OUTPUTS, outputs), (SCORES, rows)):
            with (self.path / name).open("a", encoding="utf-8") as stream:
                stream.write("".join(map(line, records)))

    def record(self, run: Plain) -> None:
        """Write `run.json`."""
        if self.path is not None:
            text = json.dumps(run, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
            (self.path / RUN).write_text(text, encoding="utf-8")


def stored(row: Row, output: Output) -> Plain:
    """An output as kept for scoring again."""
    told = {key: value for key, value in output.items() if key not in ("seconds", "id")}
    return {"suite": row["suite"], "case": row["case"], "epoch": row["epoch"], "output": told}


def git_state(root: Path = ROOT) -> Plain:
    """The commit, how many tracked files differ from it and a digest of how; empty outside a repository.

    New files are left out: the reader's own cases and reports would make every run look like another.
    """
    try:
        commit, changes = git(root, "rev-parse", "HEAD"), git(root, "diff", "HEAD")
        changed = git(root, "diff", "HEAD", "--name-only").splitlines()
        digest = hashlib.sha256(changes.encode()).hexdigest()[:16] if changes else ""
        return {"commit": commit, "changed_files": len(changed), "changes": digest}
    except (OSError, subprocess.CalledProcessError):
        return {}


def git(root: Path, *words: str) -> str:
    """What git says."""
    command = ["git", "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def machine() -> Plain:
    """Where it ran, without a name by which the machine could be found."""
    return {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count() or 1,
            "python": platform.python_version()}  # fmt: skip
