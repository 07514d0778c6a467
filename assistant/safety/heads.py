"""The heads: a gate (does this worry?) and one per category (what about?), trained by `trellis train screen`.

Two readers listen and their points are added: one that learnt its own layers of the encoder (retrieval/layers.py), and
a plain one of words, letters, cues and the place in meaning. They err on different texts.

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
GATE, URGENT, FIRST_KIND = 0, 1, 3  # columns of what the encoder's reader says; the third is "nothing here"
URGENT_SHARE = 0.5
KINDS_PLAIN, KINDS_READ = 0.5, 1.0  # how strongly each reader counts for the category
Vector = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the heads say about one text: how far over the gate, and the likeliest category with its share."""

    gate: float  # log-odds minus the threshold: 0 and above fires
    category: Category
    share: float
    urgent: float = 0.0  # log-odds that the reader's author would have said S3 or above; grades nothing by itself
    span: tuple[int, int] | None = None  # characters that added most to the gate; None where no reader listened


@dataclass(frozen=True, kw_only=True)
class Heads:
    """The weights as stored. `card` names the date, the data's hash, the embedder, the adapter and the thresholds."""

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

    @property
    def most_meaning(self) -> float:
        """Points; meaning, as both readers see it, adds less to the gate in every example they learnt from."""
        return float(self.card["most_meaning"])

    def judge(
        self, features: Matrix, pieces: Sequence[tuple[Places, Places]], said: Matrix | None = None
    ) -> list[Verdict]:
        """A verdict for each row and the pieces of its text; `said` are the encoder's scores, where it was asked."""
        rows = np.hstack([features, np.ones((len(features), 1), dtype=np.float32)])
        gate = rows @ self.gate + scores_of(pieces, self.pieces, self.rare) - np.float32(self.card["threshold"])
        urgent = np.zeros(len(rows), dtype=np.float32)
        if said is not None:
            gate, urgent = gate + reader_points(said), said[:, URGENT]
        shares = kind_shares(rows @ self.kinds.T, said)
        best = shares.argmax(axis=1)
        return [
            Verdict(gate=float(g), category=self.categories[b], share=float(s[b]), urgent=float(u))
            for g, b, s, u in zip(gate, best, shares, urgent, strict=True)
        ]


def reader_points(said: Matrix) -> Vector:
    """What the encoder's reader adds to the gate: whether it worries, and somewhat whether it worries at once."""
    return (said[:, GATE] + np.float32(URGENT_SHARE) * said[:, URGENT]).astype(np.float32)


def kind_shares(plain: Matrix, said: Matrix | None) -> Matrix:
    """The share of each category, of both readers where both were asked."""
    if said is None:
        return shares_of(plain)
    both = shares_of(plain) ** KINDS_PLAIN * shares_of(said[:, FIRST_KIND:]) ** KINDS_READ
    return both / both.sum(axis=1, keepdims=True)


def shares_of(scores: Matrix) -> Matrix:
    """Scores as shares that add up to one in each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


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
