"""The small heads: a gate (does this worry?) and one per category (what about?), trained by `trellis train screen`.

A head says that a person should look and what about; how urgent it is comes from the rules alone (safety.md 2.3).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.safety.features import Matrix
from assistant.safety.grams import Places, scores_of
from assistant.safety.levels import Category

WEIGHTS = Path(__file__).resolve().parents[2] / "knowledge" / "models" / "screen-heads.npz"
Vector = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the heads say about one text: how far over the gate, and the likeliest category with its share."""

    gate: float  # log-odds minus the threshold: 0 and above fires
    category: Category
    share: float


@dataclass(frozen=True, kw_only=True)
class Heads:
    """The weights as stored. `card` names the date, the data's hash, the embedder and the thresholds."""

    gate: Vector
    pieces: Vector  # the gate's weights of pieces of words (grams.py), and how rare each is
    rare: Vector
    kinds: NDArray[np.float32]
    categories: tuple[Category, ...]
    names: tuple[str, ...]
    card: dict[str, Any]

    @property
    def version(self) -> str:
        """Date and data hash, for the record of a flag."""
        return f"{self.card['date']}+{self.card['examples'][:12]}"

    def judge(self, features: Matrix, pieces: Sequence[tuple[Places, Places]]) -> list[Verdict]:
        """A verdict for each row and the pieces of its text."""
        rows = np.hstack([features, np.ones((len(features), 1), dtype=np.float32)])
        gate = rows @ self.gate + scores_of(pieces, self.pieces, self.rare) - np.float32(self.card["threshold"])
        scores = rows @ self.kinds.T
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = scores / scores.sum(axis=1, keepdims=True)
        best = shares.argmax(axis=1)
        return [
            Verdict(gate=float(g), category=self.categories[b], share=float(s[b]))
            for g, b, s in zip(gate, best, shares, strict=True)
        ]


def save_heads(heads: Heads, path: Path = WEIGHTS) -> None:
    """Write the weights; the same weights give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    words = json.dumps(
        {"card": heads.card, "categories": list(heads.categories), "names": list(heads.names)}, sort_keys=True
    )
    np.savez(path, gate=heads.gate.astype(np.float32), kinds=heads.kinds.astype(np.float16),
             pieces=heads.pieces.astype(np.float16), rare=heads.rare.astype(np.float16),
             words=np.frombuffer(words.encode(), dtype=np.uint8))  # fmt: skip


def load_heads(path: Path = WEIGHTS) -> Heads:
    """Read the weights. Raises FileNotFoundError when they were never trained."""
    with np.load(path) as stored:
        words = json.loads(bytes(stored["words"]))
        return Heads(
            gate=stored["gate"], pieces=stored["pieces"].astype(np.float32), rare=stored["rare"].astype(np.float32),
            kinds=stored["kinds"].astype(np.float32), names=tuple(words["names"]),
            categories=tuple(Category(c) for c in words["categories"]), card=words["card"],
        )  # fmt: skip
