"""Open the current generation of an index for reading."""

import json
from functools import cached_property
from pathlib import Path

import numpy as np

from core.errors import NotReadyError
from core.settings import Settings
from knowledge.document import Audience
from retrieval import generations
from retrieval.chroma import ChromaShelf
from retrieval.embedding import Embedder
from retrieval.exporting import Say
from retrieval.index import InMemoryIndex
from retrieval.indexing import index_folder
from retrieval.lexical import Lexical
from retrieval.partition import Partition, places
from retrieval.retriever import Retriever
from retrieval.rows import Rows

EXACT_UP_TO = 4000  # passages; a product with so many rows takes less time than Chroma's own bookkeeping


def open_retriever(index_dir: Path, embedder: Embedder, *, exact_up_to: int = EXACT_UP_TO) -> Retriever:
    """A retriever over the current generation; it keeps seeing that one, whole, while newer ones are built.

    Partitions of up to `exact_up_to` passages are searched exactly, larger ones by Chroma, which is not even imported
    when there is none. Raises NotReadyError when nothing is indexed yet.
    """
    folder = generations.current(index_dir)
    if folder is None:
        raise NotReadyError("No library is indexed yet.", next_step="Run `trellis index FOLDER`.")
    rows = Rows(folder / "rows.sqlite3")
    shelf = LazyShelf(folder / "chroma")
    partitions = {audience: open_partition(folder, audience, shelf, rows, exact_up_to) for audience in Audience}
    return Retriever(embedder, partitions, rows, version=f"{folder.name}/{rows.fact('made')}")


class LazyShelf:
    """Chroma's folder, opened when the first partition needs it: its import alone takes a second."""

    def __init__(self, folder: Path) -> None:
        """Nothing is opened yet."""
        self._folder = folder

    @cached_property
    def shelf(self) -> ChromaShelf:
        """The folder, open."""
        return ChromaShelf(self._folder)


def open_partition(folder: Path, audience: Audience, lazy: LazyShelf, rows: Rows, exact_up_to: int) -> Partition:
    """One audience's part of a generation; its vectors stay on disk and are mapped."""
    ids, vectors = rows.ids(audience), np.load(folder / f"vectors-{audience}.npy", mmap_mode="r")
    small = len(ids) <= exact_up_to
    return Partition(
        ids=np.array(ids),
        vectors=vectors,
        nearest=InMemoryIndex(ids, vectors) if small else lazy.shelf.index(audience.value),
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
