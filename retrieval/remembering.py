"""Vectors of passages kept by what they are made of, so that a folder asked a second time is not embedded again.

Only passages of documents are given to it: what a person wrote is embedded by the embedder itself and kept nowhere.
The file holds digests and numbers, no words; losing it costs time and nothing else.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from retrieval.embedding import DIMENSION, Embedder, Vectors

MOST = 200_000  # rows kept, 300 MB; the oldest go first
BYTES = DIMENSION * 4
ASKED = 500  # digests in one query
STEP = 256  # embedded between two commits: a stopped process loses no more than that
TABLE = "create table if not exists vectors (digest blob primary key, vector blob not null)"


class RememberingEmbedder:
    """An embedder that looks first whether a text was embedded before. Several processes may share its file."""

    def __init__(self, embedder: Embedder, file: Path) -> None:
        """`file` is made on first need; where that is impossible, everything is embedded each time."""
        self._embedder, self._file = embedder, file

    @property
    def name(self) -> str:
        """The embedder's own: vectors of another one are never given back."""
        return self._embedder.name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows of shape (len(texts), 384), in the order of `texts`."""
        digests = [digest(self.name, text) for text in texts]
        known = self._known(list(dict.fromkeys(digests)))
        missing = {key: text for key, text in zip(digests, texts, strict=True) if key not in known}
        ordered = sorted(missing, key=lambda key: len(missing[key]))  # texts of one length are embedded together
        for start in range(0, len(ordered), STEP):
            part = ordered[start : start + STEP]
            fresh = dict(zip(part, self._embedder.embed([missing[key] for key in part]), strict=True))
            self._keep(fresh)
            known.update(fresh)
        return np.stack([known[key] for key in digests]) if digests else np.empty((0, DIMENSION), np.float32)

    def is_word(self, word: str) -> bool:
        """As the embedder itself says."""
        return self._embedder.is_word(word)

    def _known(self, digests: list[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        try:
            with self._opened() as kept:
                for start in range(0, len(digests), ASKED):
                    part = digests[start : start + ASKED]
                    marks = ",".join("?" * len(part))
                    rows = kept.execute(f"select digest, vector from vectors where digest in ({marks})", part)
                    found.update(
                        (key, np.frombuffer(row, np.float32)) for key, row in rows if len(row) == DIMENSION * 4
                    )
        except (OSError, sqlite3.Error):
            return {}
        return found

    def _keep(self, fresh: dict[bytes, Vectors]) -> None:
        try:
            with self._opened() as kept, kept:
                rows = [(key, np.ascontiguousarray(row, np.float32).tobytes()) for key, row in fresh.items()]
                kept.executemany("insert or replace into vectors values (?, ?)", rows)
                kept.execute(
                    "delete from vectors where rowid <= (select max(rowid) from vectors) - ?", (MOST,)
                )  # rowids grow
        except (OSError, sqlite3.Error):
            return  # a full or closed disk costs the next run time, not this one its answer

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=10)) as kept:
            kept.execute(TABLE)
            yield kept


def digest(name: str, text: str) -> bytes:
    """What a text's vector is kept under: the text, and the model and precision that made it."""
    return hashlib.sha256(f"{name}\0{text}".encode()).digest()
