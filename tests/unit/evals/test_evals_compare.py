"""Two runs compared: a regression is named case by case, and chance is called chance."""

import json

import pytest
from evals_makers import make_row

from core.errors import InvalidInputError
from evals.compare import compare_runs, compared
from evals.recording import line

WRONG = {"level": "S1", "concerns": []}
DANGEROUS = {"level": "S4", "concerns": []}


def rows(worse=(), output=WRONG, total=300):
    return [make_row(f"c{n}", output if n in worse else None, slices={"kind": "ab"[n % 2]}) for n in range(total)]


def pairs(before, after):
    return list(zip(before, after, strict=True))


def test_six_lost_of_three_hundred_is_a_regression_named_case_by_case():
    bad = {3, 57, 120, 200, 201, 299}

    result = compared(pairs(rows(), rows(bad)), [], seed=1)

    assert result["exit"] == 1
    assert result["verdict"].startswith("worse")
    assert {row["case"] for row in result["lost"]} == {f"c{n}" for n in bad}
    assert all("heard as S1" in row["why"] for row in result["lost"])
    assert result["p"] == 0.03125


def test_a_null_change_is_called_tied():
    result = compared(pairs(rows(), rows()), [], seed=1)

    assert (result["exit"], result["verdict"]) == (0, "statistically tied: not one case flipped")


def test_even_flips_are_called_tied_and_still_named():
    result = compared(pairs(rows({1, 2, 3}), rows({7, 8, 9})), [], seed=1)

    assert (result["exit"], result["verdict"]) == (0, "statistically tied")
    assert (len(result["lost"]), len(result["won"])) == (3, 3)


def test_one_new_dangerous_mistake_is_worse_whatever_chance_says():
    result = compared(pairs(rows(), rows({5}, DANGEROUS)), [], seed=1)

    assert result["verdict"] == "worse: a dangerous mistake is new"
    assert [row["case"] for row in result["danger"]] == ["c5"]


def test_more_won_than_lost_is_better():
    result = compared(pairs(rows(range(9)), rows({8})), [], seed=1)

    assert (result["exit"], result["verdict"].split(":")[0]) == (0, "better")


def test_a_small_slice_carries_a_warning():
    result = compared(pairs(rows(total=40), rows(total=40)), [], seed=1)

    small = next(s for s in result["slices"] if s["slice"] == "kind = a")
    assert small["few"]
    assert "only 20 cases" in small["told"]


def test_cases_that_were_rewritten_are_left_out_and_said(tmp_path):
    folder(tmp_path / "a", [make_row("c1"), make_row("c2")])
    folder(tmp_path / "b", [make_row("c1"), make_row("c2", given={"text": "other words"}), make_row("c3")])

    result = compare_runs(tmp_path / "a", tmp_path / "b")

    assert result["cases"] == 1
    assert len(result["notes"]) == 2


def test_folders_without_a_finished_run_cannot_be_compared(tmp_path):
    folder(tmp_path / "a", [make_row("c1")])

    with pytest.raises(InvalidInputError, match="no finished run"):
        compare_runs(tmp_path / "a", tmp_path / "nothing")


def folder(path, found):
    path.mkdir()
    (path / "scores.jsonl").write_text("".join(map(line, found)))
    (path / "run.json").write_text(json.dumps({"finished": True, "run": {"seed": 1, "versions": {}}}))
