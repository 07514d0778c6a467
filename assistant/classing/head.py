"""The head: whether a sentence tells of something confidential, and what. It asks for more, never for less."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from access.labels import DataClass

WEIGHTS = Path(__file__).resolve().parents[2] / "knowledge" / "models" / "classing-head.npz"
FEWEST_WORDS = 3  # two words ("Chapter quiz") hold too little to be judged by meaning
Matrix = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Matrix]
Hear = Callable[[str], DataClass | None]


@dataclass(frozen=True, kw_only=True)
class Head:
    """The weights as stored. `card` names the date, the data's hash, the embedder, the threshold, what was measured."""

    gate: Matrix  # (385,): the vector and one; at or over the threshold it tells of something confidential
    kinds: Matrix  # (classes, 385): which
    classes: tuple[DataClass, ...]
    card: dict[str, Any]

    @property
    def version(self) -> str:
        """Date and data hash."""
        return f"{self.card['date']}+{self.card['examples'][:12]}"

    def judge(self, vectors: Matrix) -> list[DataClass | None]:
        """For each row the class it asks for, None where it asks for none."""
        rows = np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)])
        over = rows @ self.gate >= np.float32(self.card["threshold"])
        best = (rows @ self.kinds.T).argmax(axis=1)
        return [self.classes[kind] if told else None for told, kind in zip(over, best, strict=True)]


def hearer(head: Head, embed: Embed) -> Hear:
    """What the classing table asks, one sentence at a time; a sentence asked again is not embedded again."""

    @lru_cache(maxsize=20_000)
    def hear(text: str) -> DataClass | None:
        return head.judge(embed([text]))[0] if len(text.split()) >= FEWEST_WORDS else None

    return hear


def save_head(head: Head, path: Path = WEIGHTS) -> None:
    """Write the weights; the same weights give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    words = json.dumps({"card": head.card, "classes": [str(one) for one in head.classes]}, sort_keys=True)
    np.savez(path, gate=head.gate.astype(np.float32), kinds=head.kinds.astype(np.float16),
             words=np.frombuffer(words.encode(), dtype=np.uint8))  # fmt: skip


def load_head(path: Path = WEIGHTS) -> Head:
    """Read the weights. Raises FileNotFoundError when they were never trained."""
    with np.load(path) as stored:
        words = json.loads(bytes(stored["words"]))
        return Head(
            gate=stored["gate"], kinds=stored["kinds"].astype(np.float32),
            classes=tuple(DataClass(one) for one in words["classes"]), card=words["card"],
        )  # fmt: skip
