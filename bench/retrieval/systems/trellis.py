"""Ours, as it serves: documents split and indexed through the same code, Chroma in the path."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))


class Trellis:
    """The retriever over an index on disk."""

    def __init__(self, kept: Path) -> None:
        from core.settings import Settings
        from retrieval.embedding import load_embedder

        self.kept, self.embedder = kept, load_embedder(Settings())

    def index(self, documents: list[tuple[str, str, str]]) -> None:
        """Split, embed, write."""
        from knowledge.document import Document, Section
        from retrieval.indexing import index_documents

        index_documents(
            (
                Document(path=key, title=title, digest=key, sections=(Section(path=(title,) if title else (), text=text),))
                for key, title, text in documents
            ),
            self.kept, self.embedder,
        )  # fmt: skip

    def open(self) -> None:
        """Open the current generation, with Chroma in the path however small it is."""
        from retrieval.opening import open_retriever

        self.retriever = open_retriever(self.kept, self.embedder, exact_up_to=0)

    def search(self, query: str) -> list[str]:
        """Document ids, best first."""
        from knowledge.document import Audience

        found = self.retriever.find(query, audiences=frozenset({Audience.EVERYONE}), limit=20)
        return list(dict.fromkeys(hit.passage.document for hit in found.hits))[:10]


build = Trellis
