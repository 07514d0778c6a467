"""Open the current generation of an index for reading."""

import json
from pathlib import Path

import numpy as np

from core.errors import NotReadyError
from core.settings import Settings
from knowledge.document import Audience
from retrieval import generations
from retrieval.chroma import ChromaShelf
from retrieval.embedding import Embedder
from retrieval.exporting import Say
from retrieval.indexing import index_folder
from retrieval.lexical import Lexical
from retrieval.partition import Partition, places
from retrieval.retriever import Retriever
from retrieval.rows import Rows


def open_retriever(index_dir: Path, embedder: Embedder) -> Retriever:
    """A retriever over the current generation; it keeps seeing that one, whole, while newer ones are built.

    Raises NotReadyError when nothing is indexed yet.
    """
    folder = generations.current(index_dir)
    if folder is None:
        raise NotReadyError("No library is indexed yet.", next_step="Run `trellis index FOLDER`.")
    rows = Rows(folder / "rows.sqlite3")
    shelf = ChromaShelf(folder / "chroma")
    partitions = {audience: open_partition(folder, audience, shelf, rows) for audience in Audience}
    return Retriever(embedder, partitions, rows, version=f"{folder.name}/{rows.fact('made')}")


def open_partition(folder: Path, audience: Audience, shelf: ChromaShelf, rows: Rows) -> Partition:
    """One audience's part of a generation; its vectors stay on disk and are mapped."""
    return Partition(
        ids=np.array(rows.ids(audience)),
        vectors=np.load(folder / f"vectors-{audience}.npy", mmap_mode="r"),
        nearest=shelf.index(audience.value),
        lexical=Lexical.load(folder / f"lexical-{audience}"),
        campuses=places(json.loads(rows.fact(f"campuses-{audience}") or "[]")),
    )


def open_current(settings: Settings, embedder: Embedder, say: Say) -> Retriever:
    """Index what is new in the folder that was indexed last (at first the shipped library), then open it."""
    folder = generations.current(settings.index_dir)
    library = settings.library_dir
    if folder is not None:
        rows = Rows(folder / "rows.sqlite3")
        library = Path(rows.fact("library") or library)
        rows.close()
    if library.is_dir():
        say("looking through the library")
        index_folder(library, settings.index_dir, embedder, say)
    return open_retriever(settings.index_dir, embedder)
