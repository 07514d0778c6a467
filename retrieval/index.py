"""The port of nearest vectors, and an exact index in memory: for tests and for throw-away libraries."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from retrieval.embedding import Vectors


class VectorIndex(Protocol):
    """Finds the passages nearest to a vector."""

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Up to `limit` passage ids with their cosine, best first. `vector` has shape (384,)."""
        ...


class InMemoryIndex:
    """Exact search over unit rows. Good to some ten thousand passages."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        """`vectors` has a row for each id."""
        self._ids, self._vectors = list(ids), vectors

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Up to `limit` passage ids with their cosine, best first; equals by position."""
        if not self._ids or limit < 1:
            return []
        scores = self._vectors @ vector
        order = np.argsort(-scores, kind="stable")[:limit]
        return [(self._ids[i], float(scores[i])) for i in order]
