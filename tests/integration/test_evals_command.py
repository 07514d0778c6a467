"""`trellis eval` as an evaluator types it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.evaluate import command

CASES = """\
author: s1
cases:
  - {id: k1, about: "Minutes in order", text: "We meet on Monday.", grade_at_most: 8, safe_wording: true}
  - {id: k2, about: "Wording that harms", text: "He committed suicide.", safe_wording: false}
"""
MISTAKES = "author: s1\ncases:\n  - {id: k1, abuot: a, text: b, expect: {}}\n  - {id: k1}\n"


def trellis_eval(*words: str):
    return CliRunner().invoke(command, list(map(str, words)))


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(CASES)
    return tmp_path / "mine.yaml"


def test_a_run_tells_its_verdict_and_leaves_a_report(cases, tmp_path):
    told = trellis_eval("run", "accessibility_of_text", "--cases", cases, "--report", tmp_path / "r", "--workers", 1)

    assert told.exit_code == 0, told.output
    assert "Verdict: every gate held." in told.output
    assert {p.name for p in (tmp_path / "r").iterdir()} >= {"run.json", "scores.jsonl", "report.html", "junit.xml"}


def test_comparing_a_run_with_itself_is_tied(cases, tmp_path):
    trellis_eval("run", "accessibility_of_text", "--cases", cases, "--report", tmp_path / "r", "--workers", 1)

    told = trellis_eval("compare", tmp_path / "r", tmp_path / "r", "--report", tmp_path / "c")

    assert told.exit_code == 0
    assert "statistically tied: not one case flipped" in told.output
    assert (tmp_path / "c/compare.html").exists()


def test_mistakes_in_a_file_are_named_and_nothing_is_run(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(MISTAKES)

    listed = trellis_eval("list", "--cases", path, "--suite", "resources")
    run = trellis_eval("run", "resources", "--cases", path)

    assert (listed.exit_code, run.exit_code) == (1, 2)
    assert "mine.yaml:3: unknown key 'abuot' (did you mean 'about'?)" in listed.output


@pytest.mark.parametrize(
    "words",
    [["run"], ["run", "no_such_suite"], ["run", "smoke", "prep", "--cases", "."], ["compare", ".", "."]],
)
def test_what_cannot_be_done_is_said_with_exit_status_two(words):
    told = trellis_eval(*words)

    assert told.exit_code == 2
    assert told.output.strip()


def test_an_address_that_is_none_is_refused(cases):
    told = trellis_eval("run", "resources", "--cases", cases, "--url", "not an address", "--workers", 1)

    assert told.exit_code == 2


def test_a_corrected_answer_becomes_a_draft_that_the_reader_accepts(tmp_path):
    words = [
        "draft",
        "--text",
        "is the pantry open on saturdays",
        "--about",
        "Pantry hours",
        "--expect",
        "status=answered",
    ]

    refused = trellis_eval(*words)
    told = trellis_eval(*words, "--expect", "cites=[basic-needs/pantry.md]", "--consented")
    (tmp_path / "draft.yaml").write_text(told.output)

    assert (refused.exit_code, told.exit_code) == (2, 0)
    assert trellis_eval("list", "--cases", tmp_path / "draft.yaml").exit_code == 0


def test_an_expectation_nobody_knows_is_not_drafted():
    told = trellis_eval(
        "draft", "--text", "is it open", "--about", "Hours", "--expect", "statsu=answered", "--consented"
    )

    assert told.exit_code == 2
    assert "did you mean 'status'" in told.output
