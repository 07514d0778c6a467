"""The tables of docs/trust name controls and tests that exist: a row that is no longer true turns red."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGES = [ROOT / "docs" / "trust" / name for name in ("security.md", "asvs.md", "llm-top-10.md")]
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
CONTROL = re.compile(r"`((?:access|assistant|api|core|knowledge|storage)/[\w/.-]*)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_a_page_names_exists(page: Path) -> None:
    named = TEST.findall(page.read_text(encoding="utf-8"))

    missing = [f"{path}::{test}" for path, test in named if not defines(ROOT / path, test)]

    assert named
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_row_names_a_test_or_says_that_it_is_open(page: Path) -> None:
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]

    claimed = [row for row in rows if row.rstrip(" |").rsplit("|", 1)[1].strip() not in ("Test", "open")]

    assert len(claimed) >= 10
    assert [row for row in claimed if not TEST.search(row.rstrip(" |").rsplit("|", 1)[1])] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_control_a_page_names_exists(page: Path) -> None:
    missing = [path for path in CONTROL.findall(page.read_text(encoding="utf-8")) if not (ROOT / path).exists()]

    assert missing == []


def defines(path: Path, test: str) -> bool:
    """Whether the file is there and holds the test."""
    return path.exists() and (not test or f"def {test}(" in path.read_text(encoding="utf-8"))
