"""Find passages for a question among those an audience may be answered from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.settings import Settings
from knowledge.document import Audience
from retrieval.embedding import Embedder, Vectors
from retrieval.exporting import Say
from retrieval.partition import Partition
from retrieval.passage import Passage
from retrieval.ranking import Candidate, Hit, fused, weighed
from retrieval.words import WORD, content_words, folded

DEPTH = 60  # candidates from each list; deeper changes no collection's nDCG@10


class PassageRows(Protocol):
    """Where the words of passages are kept."""

    def get(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id; unknown ids are left out."""
        ...

    def of_document(self, path: str) -> list[Passage]:
        """All passages of one document, in order of their ids."""
        ...


@dataclass(frozen=True, kw_only=True)
class Found:
    """Hits, best first, the spelling that was mended, and the words of the question no document holds."""

    hits: tuple[Hit, ...]
    mended: dict[str, str]
    vector: Vectors
    unknown: tuple[str, ...] = ()


class Retriever:
    """Dense and lexical search over the partitions an asker may see."""

    def __init__(
        self, embedder: Embedder, partitions: Mapping[Audience, Partition], rows: PassageRows, version: str = ""
    ) -> None:
        """`version` names the index, for the record of an answer."""
        self._embedder, self._partitions, self._rows = embedder, partitions, rows
        self.version = version

    def find(
        self, text: str, *, audiences: frozenset[Audience], limit: int = 8, today: date | None = None, campus: str = ""
    ) -> Found:
        """Up to `limit` passages for `text`. `audiences` has no default: to forget it must be impossible.

        `today` lets expired passages lose; `campus` is one the asker named.
        """
        open_to = [self._partitions[a] for a in sorted(audiences) if a in self._partitions]
        mended = self._mended(text, open_to)
        asked = with_spelling(text, mended)
        vector = self.vector(asked)
        pool: list[Candidate] = []
        for partition in open_to:
            pool += partition.candidates(asked, vector, mended, DEPTH)
        best = fused(pool, vector)[: max(limit * 3, 24)]
        passages = self._rows.get([candidate.id for candidate, _ in best])
        hits = [
            Hit(passage=passages[c.id], score=score, dense=c.dense, lexical=c.lexical)
            for c, score in best
            if c.id in passages
        ]
        unknown = tuple(w for w in content_words(asked) if not any(p.lexical.knows(w) for p in open_to))
        return Found(
            hits=tuple(weighed(hits, today=today, campus=campus)[:limit]), mended=mended, vector=vector, unknown=unknown
        )

    def document(self, path: str) -> list[Passage]:
        """All passages of a document that was found."""
        return self._rows.of_document(path)

    def campuses(self, audiences: frozenset[Audience]) -> tuple[str, ...]:
        """The places documents tell apart, as far as this asker may know."""
        return tuple(
            sorted({name for a in audiences if a in self._partitions for name in self._partitions[a].campuses})
        )

    def cosines(self, vector: Vectors, passages: Sequence[Passage]) -> dict[str, float]:
        """How near each passage is to a vector, by passage id."""
        return {p.id: self._partitions[p.audience].cosine(vector, p.id) for p in passages}

    def vector(self, text: str) -> Vectors:
        """The place of one text, shape (384,)."""
        row: Vectors = self._embedder.embed([text])[0]
        return row

    def rarity(self, word: str, audiences: frozenset[Audience]) -> float:
        """How telling a word is among what the asker may see: 0 for everywhere, 1 for nowhere."""
        found = [self._partitions[a].lexical.rarity(word) for a in audiences if a in self._partitions]
        return min(found, default=1.0)

    def _mended(self, text: str, open_to: list[Partition]) -> dict[str, str]:
        """Spelling mended only where no open partition knows the word, and it is none that people use."""
        each = [partition.lexical.mended(text) for partition in open_to]
        if not each:
            return {}
        agreed = {word: each[0][word] for word in each[0] if all(word in m for m in each)}
        return {
            word: other
            for word, other in agreed.items()
            if other.replace(" ", "") == word or not self._embedder.is_word(word)
        }


def with_spelling(text: str, mended: dict[str, str]) -> str:
    """The text with mended words in place of the mistyped ones."""
    if not mended:
        return text
    return WORD.sub(lambda match: mended.get(folded(match[0]), match[0]), text)


def open_retriever(settings: Settings, embedder: Embedder, say: Say = lambda _: None) -> Retriever:
    """The retriever of this installation; what is new or changed in its library is indexed first."""
    from retrieval.opening import open_current

    return open_current(settings, embedder, say)
