"""The writer's port: a Line is what the planner chose, a Sentence is how it reads. Planning is never the writer's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from assistant.writing.sentence import Sentence, Source


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is to be said: the kind of line, what fills its blanks, what it rests on and why it is there."""

    kind: str
    blanks: Mapping[str, str]
    sources: tuple[Source, ...]
    reason: str


class Writer(Protocol):
    """Words a Line. It may word differently; it may add no fact, source or person."""

    @property
    def version(self) -> str:
        """What goes into `made_with`."""
        ...

    def word(self, line: Line) -> Sentence:
        """One line, worded."""
        ...
