"""The heads at work: what they need of an embedder, whether they fit one, and their verdicts on texts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from assistant.safety.features import feature_names, matrix
from assistant.safety.grams import Places
from assistant.safety.heads import Heads, Verdict, load_heads
from assistant.safety.hearing import Heard

Rows = NDArray[np.float32]


class Embedder(Protocol):
    """What the heads need of `retrieval.embedding.Embedder`."""

    @property
    def name(self) -> str:
        """Model and precision."""
        ...

    def embed(self, texts: Sequence[str]) -> Rows:
        """Unit rows of shape (len(texts), 384)."""
        ...


class Marked(Protocol):
    """The tokens of one text with what each adds to the gate."""

    @property
    def strongest(self) -> tuple[int, int]:
        """Characters of the stretch that adds most."""
        ...


class Read(Protocol):
    """What one pass gives of texts."""

    @property
    def vectors(self) -> Rows:
        """Unit rows of shape (texts, 384)."""
        ...

    @property
    def scores(self) -> Rows:
        """Gate, urgency, nothing, then a score for each category."""
        ...

    @property
    def marks(self) -> Sequence[Marked]:
        """One for each text."""
        ...


@runtime_checkable
class ReadingEmbedder(Embedder, Protocol):
    """An embedder whose same pass also says what worries (`retrieval.embedding.OnnxEmbedder`)."""

    @property
    def adapter(self) -> str:
        """Which reader is inside; empty where none was taught."""
        ...

    def read(self, texts: Sequence[str]) -> Read:
        """Vectors, scores and marks."""
        ...


@runtime_checkable
class QuickReader(Protocol):
    """A reader that can be heard alone, for two thirds of what it costs beside the vectors."""

    def listen(self, texts: Sequence[str]) -> Rows:
        """The scores of `read`, and nothing else."""
        ...


def usable(heads: Heads | None, embedder: Embedder | None) -> Heads | None:
    """The heads, or the stored ones, if they were trained for this embedder and for the reader in it."""
    if embedder is None:
        return None
    try:
        heads = heads or load_heads()
    except FileNotFoundError:
        return None
    inside = embedder.adapter if isinstance(embedder, ReadingEmbedder) else ""
    fits = heads.card["embedder"] == embedder.name and heads.card["adapter"] == inside
    return heads if fits and heads.names == feature_names() else None


def verdicts_on(
    heard: Sequence[Heard], pieces: Sequence[tuple[Places, Places]], heads: Heads, embedder: Embedder
) -> Iterator[Verdict]:
    """A verdict for each text, with the words it rests on where the reader tells."""
    texts = [one.original for one in heard]
    if not isinstance(embedder, ReadingEmbedder):
        yield from heads.judge(matrix(heard, embedder.embed(texts)), pieces)
        return
    reading = embedder.read(texts)
    for verdict, marks in zip(
        heads.judge(matrix(heard, reading.vectors), pieces, reading.scores), reading.marks, strict=True
    ):
        yield replace(verdict, span=marks.strongest) if verdict.gate >= 0 else verdict
