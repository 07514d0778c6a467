"""Vectors of a library kept between runs: the same texts are embedded once a machine, not once a process."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST = 24  # files kept; one a library and audience


class RememberingEmbedder:
    """An Embedder that keeps what it computed, while it is told to: only the words of a library, never a person's.

    A whole list is kept under one digest, because the vectors of a batch may differ in their last bits from those of
    another batch, and two runs have to be alike.
    """

    def __init__(self, embedder: Any, folder: Path) -> None:
        """`embedder` does the work; `folder` is made when first needed."""
        self._embedder, self._folder, self.keeping = embedder, folder, True

    @property
    def name(self) -> str:
        """The name of the embedder behind it."""
        return str(self._embedder.name)

    def is_word(self, word: str) -> bool:
        """As the embedder itself says."""
        return self._embedder.is_word(word)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows, read from the folder where this very list was embedded before."""
        if not self.keeping or len(texts) < 2:
            rows: NDArray[np.float32] = self._embedder.embed(texts)
            return rows
        path = self._folder / f"{self.digest(texts)}.npy"
        if path.exists():
            kept: NDArray[np.float32] = np.load(path)
            return kept
        rows = self._embedder.embed(texts)
        self.keep(path, rows)
        return rows

    def digest(self, texts: Sequence[str]) -> str:
        """One name for an embedder and a list of texts."""
        total = hashlib.sha256(self.name.encode())
        for text in texts:
            total.update(b"\0" + text.encode())
        return total.hexdigest()[:32]

    def keep(self, path: Path, rows: NDArray[np.float32]) -> None:
        """Write in one step, and let the oldest go."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{id(rows)}.part")
        with part.open("wb") as stream:
            np.save(stream, rows)
        part.replace(path)
        files = sorted(self._folder.glob("*.npy"), key=lambda file: file.stat().st_mtime)
        for old in files[:-MOST]:
            old.unlink(missing_ok=True)
