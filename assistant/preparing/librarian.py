"""The librarian as the prep room's Shelf: one sentence of a passage that fits, ready to cite; none that fits badly."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from assistant.preparing.ports import ShelfHit
from knowledge.document import Audience
from retrieval.passage import Passage, UnitKind
from retrieval.retriever import Found
from retrieval.splitting import ITEM
from retrieval.words import content_words, stem, words_of

CLOSE = 0.30  # cosine below which a passage is about something else
FEWEST, MOST = 5, 40  # words of a sentence worth quoting


class Finder(Protocol):
    """What is asked of the retriever."""

    def find(self, text: str, *, audiences: frozenset[Audience], limit: int = 8, today: date | None = None) -> Found:
        """Passages for a text, best first."""
        ...


class LibrarianShelf:
    """Asks the librarian with our own fixed queries (never a person's words), each once."""

    def __init__(self, finder: Finder, today: date | None = None) -> None:
        """`today` lets expired documents lose; without it nothing expires."""
        self._finder, self._today = finder, today
        self._known: dict[tuple[str, frozenset[Audience], int], tuple[ShelfHit, ...]] = {}

    def find(self, query: str, audiences: frozenset[Audience], limit: int) -> Sequence[ShelfHit]:
        """Hits close enough in meaning, best first; at most `limit`."""
        key = (query, audiences, limit)
        if key not in self._known:
            found = self._finder.find(query, audiences=audiences, limit=limit + 3, today=self._today)
            close = [hit.passage for hit in found.hits if hit.dense >= CLOSE and not hit.passage.withdrawn]
            hits = [hit for passage in close if (hit := best_sentence(query, passage)) is not None]
            self._known[key] = tuple(hits[:limit])
        return self._known[key]


def best_sentence(query: str, passage: Passage) -> ShelfHit | None:
    """The sentence or item of a passage that shares most words with the query; the earlier of two alike."""
    wanted = {stem(word) for word in content_words(query)}
    units = [u for u in passage.units if u.kind is not UnitKind.ROW and FEWEST <= len(u.text.split()) <= MOST]
    if not units:
        return None
    best = max(units, key=lambda unit: len(wanted & {stem(word) for word in words_of(unit.text)}))
    words = ITEM.sub("", best.text)  # a line of a prep is no list item
    return ShelfHit(title=passage.title, path=passage.document, sentence=words, verified_on=passage.verified_on)
