"""Nearest vectors by Chroma, in this process. The only file that imports chromadb; it holds no text."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.embedding import Vectors

# Recall against exact search .99 and better at 100 k passages (docs/benchmarks.md); wider graphs cost memory.
GRAPH = {"space": "ip", "ef_construction": 160, "ef_search": 200, "max_neighbors": 24, "num_threads": 2}
BATCH = 2000


def open_client(folder: Path) -> Any:
    """A client of the database in `folder`: no server, no telemetry."""
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False))


class ChromaShelf:
    """One folder of collections, one collection for each audience, so that no filter stands between them."""

    def __init__(self, folder: Path) -> None:
        """Open or make the database in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        self._client = open_client(folder)

    def change(self, name: str, *, remove: Iterable[str], ids: Sequence[str], vectors: Vectors) -> None:
        """Take passages out of a collection and put others in. The collection is made on first need."""
        collection = self._client.get_or_create_collection(
            name, embedding_function=None, configuration={"hnsw": {**GRAPH, "sync_threshold": BATCH}}
        )
        gone = list(remove)
        for start in range(0, len(gone), BATCH):
            collection.delete(ids=gone[start : start + BATCH])
        for start in range(0, len(ids), BATCH):
            collection.upsert(
                ids=list(ids[start : start + BATCH]), embeddings=np.ascontiguousarray(vectors[start : start + BATCH])
            )

    def index(self, name: str) -> "ChromaIndex":
        """The nearest-vector port over one collection. Raises chromadb's NotFoundError when it is missing."""
        return ChromaIndex(self._client.get_collection(name, embedding_function=None))

    def close(self) -> None:
        """Let go of the files, so that the folder can be moved or deleted."""
        self._client.close()


class ChromaIndex:
    """Approximate nearest passages of one audience."""

    def __init__(self, collection: Any) -> None:
        """`collection` is chromadb's."""
        self._collection = collection
        self._count = int(collection.count())

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Up to `limit` passage ids with their cosine, best first."""
        if not self._count or limit < 1:
            return []
        found = self._collection.query(
            query_embeddings=[vector], n_results=min(limit, self._count), include=["distances"]
        )
        return [
            (key, 1.0 - float(distance)) for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]
