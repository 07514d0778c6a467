"""Turn texts into unit vectors and, with the same pass, into what the screen reads: the ports, the ONNX adapter that
serves, and a fake that hashes words.
"""

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core.settings import Settings
from retrieval.exporting import CARD, FP32, INT8, TOKENIZER, Say, prepare
from retrieval.marks import Marks

Vectors = NDArray[np.float32]
Outputs = list[Vectors]

DIMENSION = 384
BATCH_TOKENS = 2048  # bounds what one run holds in memory; larger batches are no faster on two cores
FEW = 4  # up to here two threads on one text beat one thread each on two
VECTORS, SCORES, ADDS = "vectors", "scores", "adds"  # outputs of the graph, as `tracing` names them


class Embedder(Protocol):
    """Gives texts their place in meaning."""

    @property
    def name(self) -> str:
        """Model and precision: vectors of different names are never compared."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows of shape (len(texts), 384), in the order of `texts`."""
        ...

    def is_word(self, word: str) -> bool:
        """Whether a folded word is a common one, though no document holds it: it is then no slip of typing."""
        ...


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one pass gives of texts: unit vectors, the reader's scores, and which tokens made the gate's."""

    vectors: Vectors  # (texts, 384)
    scores: Vectors  # (texts, outputs): gate, urgency, then a score for each kind
    marks: Sequence[Marks]


class OnnxEmbedder:
    """all-MiniLM-L6-v2 and the screen's reader on onnxruntime. Safe to call from several threads."""

    def __init__(self, folder: Path, *, precision: str = INT8) -> None:
        """Read the export in `folder`. Raises FileNotFoundError when it is not prepared."""
        from tokenizers import Tokenizer

        card = json.loads((folder / CARD).read_text("utf-8"))
        self._path = folder / precision
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(card["max_tokens"])
        self._name = f"{card['model']}/{precision.removesuffix('.onnx')}/{card['format']}"
        self._adapter = str(card["adapter"])
        self._pair = open_session(self._path, threads=2)

    @property
    def name(self) -> str:
        """Model, precision and export format."""
        return self._name

    @property
    def adapter(self) -> str:
        """Which reader is inside; empty where none was taught."""
        return self._adapter

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit rows of shape (len(texts), 384)."""
        ids = [one.ids for one in self._tokenizer.encode_batch(list(texts), add_special_tokens=True)]
        vectors = np.empty((len(ids), DIMENSION), dtype=np.float32)
        for batch, found in self._runs(ids, [VECTORS]):
            vectors[batch] = found[0]
        return vectors

    def read(self, texts: Sequence[str]) -> Reading:
        """Vectors and what the screen's reader says. Raises ValueError where no reader was taught."""
        if not self._adapter:
            raise ValueError("no reader was taught: run `trellis train screen`")
        tokens = self._tokenizer.encode_batch(list(texts), add_special_tokens=True)
        vectors = np.empty((len(tokens), DIMENSION), dtype=np.float32)
        scores: list[Vectors] = [vectors[0:0]] * len(tokens)
        marks: list[Marks | None] = [None] * len(tokens)
        for batch, found in self._runs([one.ids for one in tokens], [VECTORS, SCORES, ADDS]):
            vectors[batch] = found[0]
            for at, said, adds in zip(batch, found[1], found[2], strict=True):
                scores[at], marks[at] = said, Marks(places=tokens[at].offsets, adds=adds)
        rows = np.stack(scores) if scores else np.empty((0, 2), dtype=np.float32)
        return Reading(vectors=vectors, scores=rows, marks=[mark for mark in marks if mark is not None])

    def listen(self, texts: Sequence[str]) -> Vectors:
        """The scores of `read` alone, for many texts at once: two thirds of its cost."""
        ids = [one.ids for one in self._tokenizer.encode_batch(list(texts), add_special_tokens=True)]
        scores: list[Vectors] = [np.empty(0, dtype=np.float32)] * len(ids)
        for batch, found in self._runs(ids, [SCORES], self._listening):
            for at, said in zip(batch, found[0], strict=True):
                scores[at] = said
        return np.stack(scores)

    @cached_property
    def _listening(self) -> bytes:
        """The graph without what the scores do not need: onnxruntime computes every output, asked for or not."""
        import onnx
        from onnx.utils import Extractor

        whole = onnx.load(str(self._path))
        part = Extractor(whole).extract_model(["input_ids", "attention_mask"], [SCORES])
        return bytes(part.SerializeToString())

    def is_word(self, word: str) -> bool:
        """Whether the model has the word whole among its pieces."""
        return self._tokenizer.token_to_id(word) is not None

    def _runs(
        self, ids: list[list[int]], outputs: list[str], graph: bytes | None = None
    ) -> Iterator[tuple[list[int], Outputs]]:
        """Batches with what came out. Many share one session of one thread each; it is let go afterwards."""
        batches = list(by_length(ids))

        def work(batch: list[int], session: Any) -> tuple[list[int], Outputs]:
            return batch, run(session, [ids[i] for i in batch], outputs)

        if len(ids) <= FEW:
            yield from (work(batch, self._pair) for batch in batches)
            return
        session = open_session(graph or self._path, threads=1)
        with ThreadPoolExecutor(2) as pool:
            yield from pool.map(work, batches, [session] * len(batches))


def open_session(graph: Path | bytes, *, threads: int) -> Any:
    """An inference session of its own that keeps no memory between runs."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for good
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # two cores are shared by everything
    options.log_severity_level = 3
    source = str(graph) if isinstance(graph, Path) else graph
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


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


def run(session: Any, ids: list[list[int]], outputs: list[str]) -> Outputs:
    """The outputs asked for, of texts of one length; nothing else is computed."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True
    tokens = np.array(ids, dtype=np.int64)
    found: Outputs = session.run(outputs, {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}, options)
    return found


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

    def is_word(self, word: str) -> bool:
        """It knows no words."""
        return False


__all__ = [
    "DIMENSION",
    "FP32",
    "INT8",
    "Embedder",
    "OnnxEmbedder",
    "Reading",
    "WordHashEmbedder",
    "ensure_model",
    "load_embedder",
]
