"""A run is repeatable, goes on where it was killed, and counts a case only if every epoch held."""

import json

import pytest
from evals_makers import answering, scripted

from core.errors import InvalidInputError, NotReadyError
from core.settings import Settings
from evals.recording import Folder, git, git_state, read_rows
from evals.rescore import rescore_run
from evals.run import Options, run_suites
from evals.subjects import Scripted, Setup, Subjects

CASES = "author: s1\ncases:\n" + "".join(
    f'  - {{id: k{n}, about: a, text: "{word}", expect: {{level: S0}}}}\n'
    for n, word in enumerate(["bus times", "open hours", "exam week", "lost card", "new term"])
)
QUIET = {"level": "S0", "concerns": []}
CLOCKED = ("clock", "started", "seconds")


@pytest.fixture
def cases(tmp_path):
    path = tmp_path / "cases.yaml"
    path.write_text(CASES)
    return path


def run(cases, folder, subjects, **more):
    return run_suites(["escalation"], cases=cases, report_dir=folder, options=Options(subjects=subjects, **more))


def test_a_run_ends_with_a_verdict_and_an_exit_status(cases, tmp_path):
    held = run(cases, None, answering(QUIET))
    fell = run(cases, None, answering({"level": "S4"}))

    assert (held["exit"], held["verdict"]) == (0, "every gate held")
    assert (fell["exit"], fell["verdict"]) == (1, "a gate fell")


def test_two_runs_write_the_same_bytes_but_for_the_clock(cases, tmp_path):
    for name in ("one", "two"):
        run(cases, tmp_path / name, answering(QUIET))

    assert (tmp_path / "one/scores.jsonl").read_bytes() == (tmp_path / "two/scores.jsonl").read_bytes()
    one, two = (json.loads((tmp_path / name / "run.json").read_text()) for name in ("one", "two"))
    assert {**one, "clock": 0} == {**two, "clock": 0}


def test_a_killed_run_goes_on_where_it_stopped(cases, tmp_path):
    asked = []

    def dies_after_three(given):
        asked.append(given["text"])
        if len(asked) == 4:
            raise KeyboardInterrupt
        return QUIET

    with pytest.raises(KeyboardInterrupt):
        run(cases, tmp_path / "r", scripted(dies_after_three))
    with (tmp_path / "r/scores.jsonl").open("a") as stream:
        stream.write('{"cut off')
    result = run(cases, tmp_path / "r", scripted(lambda given: asked.append(given["text"]) or QUIET))

    assert asked == ["bus times", "open hours", "exam week", "lost card", "lost card", "new term"]
    assert result["exit"] == 0
    assert len(list(read_rows(tmp_path / "r/scores.jsonl"))) == 5


def test_a_finished_run_is_run_again_and_not_taken_for_done(cases, tmp_path):
    asked = []
    for _ in range(2):
        run(cases, tmp_path / "r", scripted(lambda given: asked.append(1) or QUIET))

    assert len(asked) == 10


def test_a_case_passes_only_if_every_epoch_did(cases):
    turns = iter(range(100))
    flaky = scripted(lambda given: {"level": "S1"} if next(turns) == 7 else QUIET)

    result = run(cases, None, flaky, epochs=3)

    summary = result["suites"][0]
    assert (summary["passed"]["held"], summary["passed"]["n"]) == (4, 5)
    assert (summary["passed_once"]["held"], summary["passed_once"]["n"]) == (14, 15)


def test_an_exception_is_written_down_by_its_name_alone(cases):
    def breaks(given):
        raise ValueError(given["text"])

    result = run(cases, None, scripted(breaks))

    assert result["rows"][0]["scores"]["ran"]["reason"] == "the pipeline ended with ValueError"
    assert "bus times" not in json.dumps(result["rows"])


def test_a_part_that_is_not_there_means_could_not_run(cases):
    def missing(given):
        raise NotReadyError("The index is missing.")

    result = run(cases, None, scripted(missing))

    assert (result["exit"], result["suites"][0]["not_run"]) == (2, "The index is missing.")


def test_a_strangers_words_are_in_no_file_of_the_report(cases, tmp_path):
    from evals.report import write_report

    result = run(cases, tmp_path / "r", answering({"level": "S4", "text": "exam week"}))
    write_report(result, tmp_path / "r")

    for path in (tmp_path / "r").iterdir():
        assert "exam week" not in path.read_text(), path.name


def test_scoring_again_needs_no_pipeline(tmp_path):
    subjects = Subjects(Setup(settings=Settings()), {"text": Scripted(script=lambda given: {"text": "x", "grade": 1.0,
        "longest_sentence": 1, "vague_links": [], "violations": []})})  # fmt: skip
    run_suites(["accessibility_of_text"], report_dir=tmp_path / "r", options=Options(subjects=subjects))
    before = (tmp_path / "r/scores.jsonl").read_bytes()

    rescore_run(tmp_path / "r")

    assert (tmp_path / "r/scores.jsonl").read_bytes() == before


def test_outputs_that_were_not_kept_cannot_be_scored_again(cases, tmp_path):
    run(cases, tmp_path / "r", answering(QUIET))

    with pytest.raises(InvalidInputError, match="keep-outputs"):
        rescore_run(tmp_path / "r")


def test_a_strangers_kept_outputs_are_scored_again_with_the_strangers_cases(cases, tmp_path):
    run(cases, tmp_path / "r", answering(QUIET), keep_outputs=True)
    cases.write_text(CASES.replace("level: S0", "level: S2"))

    with pytest.raises(InvalidInputError, match="--cases"):
        rescore_run(tmp_path / "r")
    result = rescore_run(tmp_path / "r", cases)

    assert (result["exit"], result["verdict"]) == (0, "every gate held, though 5 of 5 cases failed")


def test_a_readers_own_new_files_do_not_make_it_another_run(tmp_path):
    for words in (["init", "-q"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x", "--allow-empty"]):
        git(tmp_path, *words)
    before = git_state(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/scores.jsonl").write_text("{}")

    assert git_state(tmp_path) == before


def test_another_run_in_the_same_folder_begins_anew(tmp_path):
    Folder(path=tmp_path, key="one").open()
    Folder(path=tmp_path, key="one").append([{"suite": "s", "case": "c", "epoch": 0}], [])

    assert Folder(path=tmp_path, key="one").open()
    assert not Folder(path=tmp_path, key="two").open()


def test_a_model_suite_without_a_model_is_said_to_be_not_run():
    result = run_suites(["model"], options=Options())

    assert result["exit"] == 0
    assert "no language model" in result["suites"][0]["not_run"]
