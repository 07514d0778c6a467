"""The import contracts hold, and each of them has been seen falling on a planted fault."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("core", "access", "storage", "knowledge", "retrieval", "prompts", "assistant", "api", "evals", "cli")

# A line of import planted in a file, and the contract that must refuse it.
FAULTS = [
    ("core/clock.py", "import access.viewer", "imports go downwards only"),
    ("access/viewer.py", "import knowledge.policy", "imports go downwards only"),
    ("retrieval/passage.py", "import storage.database", "imports go downwards only"),
    ("api/routing.py", "import evals", "imports go downwards only"),
    ("assistant/safety/levels.py", "import storage.database", "pure thinking knows no database and no web"),
    ("assistant/writing/sentence.py", "import fastapi", "pure thinking knows no database and no web"),
    ("evals/__init__.py", "import storage.database", "the examiner reads no table of its own"),
    ("storage/audit.py", "import jinja2", "the web framework stays in api"),
    ("retrieval/ranking.py", "import chromadb", "chromadb"),
    ("assistant/wiring.py", "import langchain_core", "langchain"),
    ("api/app.py", "import onnxruntime", "the embedding model has one adapter"),
    ("api/app.py", "import storage.system", "acting as the system"),
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter on a folder as a person would."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, env={"PYTHONPATH": str(folder)}
    )


def copy_of_the_house(into: Path) -> Path:
    """The rooms' Python files and the contracts, without data or history."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, into / room, ignore=lambda d, names: [
            n for n in names if not (Path(d) / n).is_dir() and not n.endswith(".py")
        ])  # fmt: skip
    shutil.copy(ROOT / "pyproject.toml", into / "pyproject.toml")
    return into


def test_every_contract_holds_on_the_house_as_it_stands(tmp_path: Path) -> None:
    result = lint_imports(copy_of_the_house(tmp_path))

    assert result.returncode == 0, result.stdout[-3000:]


@pytest.mark.parametrize(("file", "line", "contract"), FAULTS, ids=[f"{f}: {i}" for f, i, _ in FAULTS])
def test_a_planted_import_is_refused_by_its_contract(tmp_path: Path, file: str, line: str, contract: str) -> None:
    house = copy_of_the_house(tmp_path)
    planted = house / file
    planted.write_text(planted.read_text() + f"\n{line}  # planted\n")

    result = lint_imports(house)

    assert result.returncode == 1
    broken = [row for row in result.stdout.splitlines() if "BROKEN" in row]
    assert any(contract.lower() in row.lower() for row in broken), broken


def test_every_room_resolves_inside_the_repository() -> None:
    code = f"import importlib; print(*(importlib.import_module(r).__file__ for r in {ROOMS!r}), sep='\\n')"

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/").stdout

    assert len(found.split("\n")) == len(ROOMS) + 1
    assert all(Path(line).is_relative_to(ROOT) for line in found.splitlines()), found
