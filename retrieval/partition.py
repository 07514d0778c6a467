"""All that is searched for one audience. Audiences share nothing: what is closed to one cannot change its results."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from retrieval.embedding import Vectors
from retrieval.index import VectorIndex
from retrieval.lexical import Lexical
from retrieval.ranking import Candidate


@dataclass(frozen=True, kw_only=True)
class Partition:
    """`ids` is sorted and gives positions to the rows of `vectors` and to the scores of `lexical`."""

    ids: Any  # numpy array of fixed-length strings: 64 bytes a passage instead of a Python string each
    vectors: Vectors
    nearest: VectorIndex
    lexical: Lexical
    campuses: frozenset[str] = frozenset()  # places its documents tell apart

    def candidates(self, text: str, vector: Vectors, mended: dict[str, str], limit: int) -> list[Candidate]:
        """The best of both lists, each with both its scores."""
        if not len(self.ids):
            return []
        words = self.lexical.scores(text, mended)
        near = [int(np.searchsorted(self.ids, key)) for key, _ in self.nearest.nearest(vector, limit)]
        positions = np.array(sorted({*near, *top(words, limit)}), dtype=np.int64)
        places = np.asarray(self.vectors[positions])
        return [
            Candidate(
                id=str(self.ids[position]), dense=float(cosine), lexical=float(words[position]), vector=places[row]
            )
            for row, (position, cosine) in enumerate(zip(positions.tolist(), (places @ vector).tolist(), strict=True))
        ]

    def cosine(self, vector: Vectors, key: str) -> float:
        """How near one passage is."""
        return float(self.vectors[int(np.searchsorted(self.ids, key))] @ vector)


def top(scores: Any, limit: int) -> list[int]:
    """Positions of the highest scores above nothing, best first."""
    count = min(limit, len(scores))
    if count <= 0:
        return []
    best = np.argpartition(-scores, count - 1)[:count]
    best = best[scores[best] > 0]
    ordered: list[int] = best[np.argsort(-scores[best], kind="stable")].tolist()
    return ordered


NOT_A_PLACE = frozenset({"", "all", "any", "both", "every", "everywhere", "online", "virtual", "remote", "n/a", "none"})


def places(campuses: Iterable[str]) -> frozenset[str]:
    """Campus names that name a place, without the word itself."""
    plain = {campus.casefold().replace("campus", "").strip() for campus in campuses}
    return frozenset(plain - NOT_A_PLACE)
