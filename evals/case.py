"""Case: what is given to a pipeline and what must come of it, with where it was written down."""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Case:
    """One situation. `given` is the input record of formats.md without its id; `expect` names the expectations to hold.

    `own` is false for a stranger's file: its words are never quoted in a report (safety.md 3.5).
    """

    id: str
    suite: str
    job: str
    about: str
    author: str
    given: dict[str, Any]
    expect: dict[str, Any]
    rules: tuple[str, ...] = ()
    slices: dict[str, str] = field(default_factory=dict)
    place: str = ""  # file:line
    own: bool = True
    twin_of: str = ""  # the id of a case that is alike on purpose

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what is asked and expected, so that a changed case is never taken for a done one."""
        told = json.dumps([self.id, self.job, self.given, self.expect, self.slices], sort_keys=True, ensure_ascii=False,
                          default=str)  # fmt: skip
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def text(self) -> str:
        """The words by which two cases are held to be alike."""
        turns = [turn.get("text", "") for turn in self.given.get("turns", ()) if isinstance(turn, dict)]
        words = [self.given.get("text"), *self.given.get("previous", ()), *turns, self.given.get("output")]
        return " ".join(str(word) for word in words if word)


def digest_of(cases: list[Case]) -> str:
    """One digest for all cases of a run, in order."""
    return hashlib.sha256("".join(case.digest for case in cases).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """Something wrong in a case file: where, what, and what was expected instead."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"
