"""Turn texts into unit vectors: the port, the ONNX adapter that serves, and a fake that hashes words."""

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core.settings import Settings
from retrieval.exporting import CARD, FP32, INT8, TOKENIZER, Say, prepare

Vectors = NDArray[np.float32]

DIMENSION = 384
BATCH_TOKENS = 2048  # bounds what one run holds in memory; larger batches are no faster on two cores
FEW = 4  # up to here one session with two threads beats two sessions with one


class Embedder(Protocol):
    """Gives texts their place in meaning."""

    @property
    def name(self) -> str:
        """Model and precision: vectors of different names are never compared."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows of shape (len(texts), 384), in the order of `texts`."""
        ...


class OnnxEmbedder:
    """all-MiniLM-L6-v2 on onnxruntime. Safe to call from several threads."""

    def __init__(self, folder: Path, *, precision: str = INT8) -> None:
        """Read the export in `folder`. Raises FileNotFoundError when it is not prepared."""
        from tokenizers import Tokenizer

        card = json.loads((folder / CARD).read_text("utf-8"))
        self._path = folder / precision
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(card["max_tokens"])
        self._name = f"{card['model']}/{precision.removesuffix('.onnx')}/{card['format']}"
        self._single = open_session(self._path, threads=2)

    @property
    def name(self) -> str:
        """Model, precision and export format."""
        return self._name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows of shape (len(texts), 384)."""
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts), add_special_tokens=True)]
        vectors = np.empty((len(ids), DIMENSION), dtype=np.float32)
        batches = list(by_length(ids))
        if len(ids) <= FEW:
            for batch in batches:
                vectors[batch] = run(self._single, [ids[i] for i in batch])
            return vectors
        self._embed_many(ids, batches, vectors)
        return vectors

    def _embed_many(self, ids: list[list[int]], batches: list[list[int]], vectors: Vectors) -> None:
        """Two one-thread sessions side by side; they are let go afterwards, for serving needs only one."""
        sessions = [open_session(self._path, threads=1) for _ in range(2)]
        turns = iter(batches)  # shared: whoever is free takes the next, and next() on a list iterator is atomic

        def work(session: Any) -> None:
            for batch in turns:
                vectors[batch] = run(session, [ids[i] for i in batch])

        with ThreadPoolExecutor(len(sessions)) as pool:
            list(pool.map(work, sessions))


def open_session(path: Path, *, threads: int) -> Any:
    """An inference session of its own that keeps no memory between runs."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for good
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # two cores are shared by everything
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def by_length(ids: list[list[int]]) -> Iterator[list[int]]:
    """Positions in batches of equal length, so that nothing is padded and no batch exceeds BATCH_TOKENS."""
    batch: list[int] = []
    for position in sorted(range(len(ids)), key=lambda i: -len(ids[i])):
        length = len(ids[position])
        if batch and (len(ids[batch[0]]) != length or (len(batch) + 1) * length > BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


def run(session: Any, ids: list[list[int]]) -> Vectors:
    """Vectors of texts of one length."""
    tokens = np.array(ids, dtype=np.int64)
    result: Vectors = session.run(None, {"input_ids": tokens, "attention_mask": np.ones_like(tokens)})[0]
    return result


def ensure_model(folder: Path, say: Say = lambda _: None) -> None:
    """Export the model into `folder` on first need; atomic, and safe when two processes start at once."""
    prepare(folder, say)


def load_embedder(settings: Settings, say: Say = lambda _: None, *, precision: str = INT8) -> OnnxEmbedder:
    """The embedder that serves, exported first if need be."""
    ensure_model(settings.embedding_dir, say)
    return OnnxEmbedder(settings.embedding_dir, precision=precision)


class WordHashEmbedder:
    """A fake that knows no meaning: texts are near when they share words. The same text always gets the same row."""

    name = "word-hash/1"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows of shape (len(texts), 384); a text without words points along the first axis."""
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                row[zlib.crc32(word.encode()) % DIMENSION] += 1
            row[0] += not row.any()
            row /= np.linalg.norm(row)
        return vectors


__all__ = ["DIMENSION", "FP32", "INT8", "Embedder", "OnnxEmbedder", "WordHashEmbedder", "ensure_model", "load_embedder"]
