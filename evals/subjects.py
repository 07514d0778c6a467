"""Subject: the thing examined. One port for every job, so that a suite cannot tell what stands behind it.

The real ones are the pipelines that serve people, built when first asked for; a Scripted one ships for tests.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from core.clock import FixedClock
from core.errors import NotReadyError
from core.settings import Settings
from evals.outputs import Output

Given = Mapping[str, Any]
DAY = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)  # the day a run takes place on, so that two runs see the same dates


class Subject(Protocol):
    """Answers one input record of formats.md with its output record, without the id."""

    def answer(self, given: Given) -> Output:
        """The output record. May raise anything: the run writes down what, and goes on."""
        ...

    def versions(self) -> dict[str, str]:
        """What it is made of: policies, prompts, weights, libraries, by name."""
        ...


@dataclass(frozen=True, kw_only=True)
class Scripted:
    """A Subject for tests: a function."""

    script: Callable[[Given], Output]
    made_of: dict[str, str] = field(default_factory=dict)

    def answer(self, given: Given) -> Output:
        """What the script says."""
        return self.script(given)

    def versions(self) -> dict[str, str]:
        """What it was told to say it is made of."""
        return self.made_of


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What the pipelines are built from. A plain value, so that another process can build the same."""

    settings: Settings
    moment: datetime = DAY
    url: str = ""  # examine a running deployment instead
    token: str = ""

    @cached_property
    def clock(self) -> FixedClock:
        """A clock that stands still."""
        return FixedClock(self.moment)


@dataclass
class Subjects:
    """The subjects of one process, by job, each built once and only when a case needs it."""

    setup: Setup
    built: dict[str, Subject] = field(default_factory=dict)

    def of(self, job: str) -> Subject:
        """The subject of a job. Raises NotReadyError when that part is not there."""
        if job not in self.built:
            self.built[job] = build(job, self.setup)
        return self.built[job]


def build(job: str, setup: Setup) -> Subject:
    """The real subject of a job: over HTTP where a deployment is named, else in this process."""
    from evals.serving import deployed
    from evals.wired import BUILDERS

    if setup.url:
        return deployed(job, setup)
    if job not in BUILDERS:
        raise NotReadyError(f"Nothing here does the job '{job}' yet.")
    try:
        return BUILDERS[job](setup)
    except NotReadyError:
        raise
    except Exception as error:  # a broken policy or a missing model: the suite could not run, and the others still do
        raise NotReadyError(f"The part that does '{job}' cannot be built: {type(error).__name__}: {error}") from error


def relative_library(given: Given, settings: Settings) -> Path:
    """The folder a question is asked from."""
    return Path(given["library"]) if given.get("library") else settings.library_dir
