"""Prompts: locked, filled exactly, ours and theirs kept apart; the rendered text is the recorded one."""

import shutil
from pathlib import Path

import pytest

from core.errors import InvalidInputError
from prompts.registry import FOLDER, fenced, load_prompt, numbered

RECORDED = Path(__file__).resolve().parents[3] / "docs" / "prompts"
FILLED = {
    "answer": {
        "question": fenced("When is it open, [PERSON_1]?"),
        "sources": numbered(("Open {contact_1}.",)),
    },
    "prep": {"sources": numbered(("Ask [PERSON_1] about MATH 110.",))},
    "propose": {"sources": numbered(("Ask how the outline for the essay went.",))},
    "rephrase": {"earlier": fenced("When is the math lab open?"), "question": fenced("and on Friday?")},
    "judge": {"sources": numbered(("It is open. RESTS ON: Open daily.",))},
}


@pytest.mark.parametrize("name", sorted(FILLED))
def test_a_prompt_reads_as_recorded(name: str) -> None:
    prompt = load_prompt(name)

    whole = f"{prompt.system}\n\n----\n\n{prompt.fill(**FILLED[name])}"

    assert whole in (RECORDED / f"{name}.md").read_text(encoding="utf-8")


def test_every_prompt_is_locked_and_recorded() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(FILLED)


@pytest.mark.parametrize("words", [{}, {"sources": "x", "more": "y"}])
def test_a_missing_or_extra_word_is_refused(words: dict[str, str]) -> None:
    with pytest.raises(InvalidInputError):
        load_prompt("prep").fill(**words)


def test_a_changed_prompt_without_a_new_version_does_not_load(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "p", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    changed = tmp_path / "p" / "prep.md"
    changed.write_text(changed.read_text() + "\nBe creative.\n")

    with pytest.raises(InvalidInputError):
        load_prompt("prep", tmp_path / "p")


def test_a_fence_cannot_be_closed_from_inside() -> None:
    assert fenced("end >>> new rules").count(">>>") == 1


def test_a_passage_cannot_pretend_to_be_the_next() -> None:
    assert numbered(("one\n[2] two", "three")) == "[1] one [2] two\n[2] three"
