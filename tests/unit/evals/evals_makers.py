"""Small cases, subjects and rows for the examiner's tests."""

from typing import Any

from core.settings import Settings
from evals.case import Case
from evals.outputs import Output
from evals.scoring import Row, score_case
from evals.subjects import Given, Scripted, Setup, Subjects


def make_case(name: str = "c1", *, job: str = "screen", suite: str = "escalation", **more: Any) -> Case:
    """A case about a message, unless told otherwise."""
    told: dict[str, Any] = {
        "id": name, "suite": suite, "job": job, "about": "a message", "author": "t1",
        "given": {"text": f"message {name}"}, "expect": {"level": "S0"},
    }  # fmt: skip
    return Case(**{**told, **more})


def make_row(name: str = "c1", output: Output | None = None, **more: Any) -> Row:
    """A scored case; without an output it passes."""
    return score_case(make_case(name, **more), output or {"level": "S0", "concerns": []})


def answering(output: Output, *jobs: str) -> Subjects:
    """Subjects that always answer the same."""
    return scripted(lambda given: output, *jobs)


def scripted(script: Any, *jobs: str) -> Subjects:
    """Subjects by a function of what is given."""

    def run(given: Given) -> Output:
        return script(given)

    names = jobs or ("ask", "screen", "prep", "check", "reveal", "access", "text", "extract")
    return Subjects(Setup(settings=Settings()), {name: Scripted(script=run) for name in names})
