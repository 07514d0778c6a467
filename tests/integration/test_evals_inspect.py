"""The same suites as Inspect tasks; skipped where the extra `inspect` is not installed."""

import pytest

pytest.importorskip("inspect_ai")


def test_a_suite_runs_as_an_inspect_task_and_every_scorer_holds(tmp_path):
    from inspect_ai import eval as run

    from evals.inspect_tasks import access

    (log,) = run(access(), model="mockllm/model", log_dir=str(tmp_path), display="none")

    assert log.status == "success"
    assert log.results.total_samples > 90
    assert {score.metrics["mean"].value for score in log.results.scores} == {1.0}
