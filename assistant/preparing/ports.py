"""What the prep room asks of others: a screen for the mentor's own notes, and the librarian."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from assistant.safety.levels import Concern
from knowledge.document import Audience


class NoteScreen(Protocol):
    """Hears worrying words in notes of the mentor's."""

    @property
    def version(self) -> str:
        """What goes into `made_with`."""
        ...

    def hear(self, texts: Sequence[str]) -> list[tuple[Concern, ...]]:
        """The concerns of each note, highest first. Spans are of turn 0, in characters of that note."""
        ...


@dataclass(frozen=True, kw_only=True)
class ShelfHit:
    """One sentence of a reviewed document, ready to cite. `path` is relative to the library."""

    title: str
    path: str
    sentence: str
    verified_on: date | None = None


class Shelf(Protocol):
    """Finds passages a mentor may be shown. Never asked with a person's words about themselves: topics only."""

    def find(self, query: str, audiences: frozenset[Audience], limit: int) -> Sequence[ShelfHit]:
        """The best hits, best first; none where nothing fits well enough."""
        ...


@dataclass(frozen=True, kw_only=True)
class InMemoryShelf:
    """A Shelf for tests: hits by a word that must be in the query."""

    hits: dict[str, ShelfHit] = field(default_factory=dict)

    def find(self, query: str, audiences: frozenset[Audience], limit: int) -> Sequence[ShelfHit]:
        """Hits whose word is in the query, in the order given."""
        return [hit for word, hit in self.hits.items() if word in query.lower()][:limit]


@dataclass(frozen=True, kw_only=True)
class ScriptedScreen:
    """A NoteScreen for tests: concerns by a phrase that must be in the note."""

    concerns: dict[str, Concern] = field(default_factory=dict)
    version: str = "scripted"

    def hear(self, texts: Sequence[str]) -> list[tuple[Concern, ...]]:
        """The concerns whose phrase stands in each text."""
        return [tuple(concern for phrase, concern in self.concerns.items() if phrase in text) for text in texts]
