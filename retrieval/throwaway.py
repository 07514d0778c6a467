"""A retriever over documents in memory: for a library that is asked once and leaves nothing behind."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import numpy as np

from knowledge.document import Audience, Document
from knowledge.reading.folder import read_folder
from retrieval.embedding import DIMENSION, Embedder
from retrieval.index import InMemoryIndex
from retrieval.lexical import Lexical
from retrieval.partition import Partition, places
from retrieval.passage import Passage
from retrieval.remembering import RememberingEmbedder
from retrieval.retriever import Retriever
from retrieval.splitting import split_document


class HeldPassages(dict[str, Passage]):
    """Passages in memory."""

    @cached_property
    def _by_document(self) -> dict[str, list[Passage]]:
        found: dict[str, list[Passage]] = {}
        for passage in self.values():
            found.setdefault(passage.document, []).append(passage)
        return found

    def get(self, ids: object, _: object = None) -> dict[str, Passage]:  # type: ignore[override]
        """Passages by id; unknown ids are left out."""
        return {key: self[key] for key in ids if key in self}  # type: ignore[attr-defined]

    def of_document(self, path: str) -> list[Passage]:
        """All passages of one document."""
        return list(self._by_document.get(path, ()))


def retriever_of(documents: Iterable[Document], embedder: Embedder, kept: Path | None = None) -> Retriever:
    """Split, embed and index in memory. Vectors of passages, not of questions, are kept in the file `kept`."""
    shelver = RememberingEmbedder(embedder, kept) if kept else embedder
    passages = HeldPassages({p.id: p for document in documents for p in split_document(document)})
    partitions = {a: partition_of([p for p in passages.values() if p.audience is a], shelver) for a in Audience}
    return Retriever(embedder, partitions, passages, version="in memory")


def partition_of(passages: list[Passage], embedder: Embedder) -> Partition:
    """One audience's passages as a partition."""
    ordered = sorted(passages, key=lambda passage: passage.id)
    texts = [passage.searched for passage in ordered]
    vectors = embedder.embed(texts) if texts else np.empty((0, DIMENSION), np.float32)
    ids = [passage.id for passage in ordered]
    return Partition(
        ids=np.array(ids), vectors=vectors, nearest=InMemoryIndex(ids, vectors), lexical=Lexical.build(texts),
        campuses=places(passage.campus for passage in ordered),
    )  # fmt: skip


def retriever_of_folder(folder: Path, embedder: Embedder, kept: Path | None = None) -> Retriever:
    """Read and index a folder in memory. Raises InvalidInputError when there is no such folder."""
    return retriever_of(read_folder(folder).documents, embedder, kept)
