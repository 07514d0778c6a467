"""The same suites as Inspect tasks, for its log viewer (extra `inspect`). A window, not the gate: it exits 0 on a fall.

Run `inspect eval evals/inspect_tasks.py@smoke --model mockllm/model`. Inspect looks for decorated functions, so the
decorator is imported here; without the extra the functions stay plain and nothing else of Inspect is needed.
"""

from collections.abc import Callable
from typing import Any

from core.settings import Settings
from evals import library
from evals.case import Case
from evals.score import Unscored
from evals.scorers import SCORERS
from evals.subjects import Setup, Subjects
from evals.suite import ALL
from evals.working import answer_case

try:
    from inspect_ai import task
except ImportError:  # the extra is not installed

    def task(made: Callable[[], Any]) -> Callable[[], Any]:
        """Stands in for Inspect's decorator."""
        return made


def samples(cases: list[Case]) -> list[Any]:
    """Cases as Inspect samples; what is given is kept whole in the metadata."""
    from inspect_ai.dataset import Sample

    return [Sample(id=case.id, input=case.text or case.about, target="held", metadata={"suite": case.suite})
            for case in cases]  # fmt: skip


def pipeline(subjects: Subjects, cases: dict[str, Case]) -> Any:
    """A solver that is the product: no model is called by Inspect."""
    from inspect_ai.solver import solver

    @solver
    def serve() -> Any:
        async def solve(state: Any, generate: Any) -> Any:
            case = cases[str(state.sample_id)]
            output, _ = answer_case(case, subjects.of(case.job))
            state.metadata["output"] = output
            state.output.completion = str(output.get("text") or output.get("shown") or output.get("level") or "")
            return state

        return solve

    return serve()


def ours(name: str, cases: dict[str, Case]) -> Any:
    """One of our scorers as one of Inspect's: value and reason, or unscored."""
    from inspect_ai.scorer import Score, mean, scorer, stderr

    @scorer(metrics=[mean(), stderr()], name=name)
    def judge() -> Any:
        async def score(state: Any, target: Any) -> Any:
            case = cases[str(state.sample_id)]
            if not SCORERS[name].applies(case):
                return Score.unscored(explanation="not asked of this case")
            judgement = SCORERS[name].score(case, state.metadata["output"])
            if isinstance(judgement, Unscored):
                return Score.unscored(explanation=judgement.reason)
            return Score(value=judgement.value, explanation=judgement.reason)

        return score

    return judge()


def task_of(name: str) -> Any:
    """A suite as an Inspect task. Raises ImportError without the extra `inspect`."""
    from inspect_ai import Task

    listed = library.load(ALL[name])
    cases = {case.id: case for case in listed}
    asked = [scorer for scorer in SCORERS if any(SCORERS[scorer].applies(case) for case in listed)]
    subjects = Subjects(Setup(settings=Settings()))
    return Task(dataset=samples(listed), solver=pipeline(subjects, cases), scorer=[ours(one, cases) for one in asked])


@task
def smoke() -> Any:
    """The suite `smoke`."""
    return task_of("smoke")


@task
def escalation() -> Any:
    """The suite `escalation`."""
    return task_of("escalation")


@task
def confidentiality() -> Any:
    """The suite `confidentiality`."""
    return task_of("confidentiality")


@task
def access() -> Any:
    """The suite `access`."""
    return task_of("access")


@task
def resources() -> Any:
    """The suite `resources`."""
    return task_of("resources")


@task
def prep() -> Any:
    """The suite `prep`."""
    return task_of("prep")


@task
def output_rules() -> Any:
    """The suite `output_rules`."""
    return task_of("output_rules")


@task
def injection() -> Any:
    """The suite `injection`."""
    return task_of("injection")


@task
def accessibility_of_text() -> Any:
    """The suite `accessibility_of_text`."""
    return task_of("accessibility_of_text")
