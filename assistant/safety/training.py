"""Train the heads from examples: ridge logistic regression by full-batch gradient steps, the same bytes always."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.safety.examples import Example, folds
from assistant.safety.features import Matrix
from assistant.safety.heads import Heads
from assistant.safety.levels import Category, Level

STEPS = 120
RIDGE = 2e-3
KIND_RIDGE = 1e-3
QUANTUM = 2048.0  # weights are rounded to 1/2048, so that the last bits of a sum do not change the file
Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Taught:
    """Gate weights, category weights, and the categories in their order."""

    gate: Floats
    kinds: Floats
    categories: tuple[Category, ...]


def with_one(features: Matrix) -> Floats:
    """The features and a constant."""
    return np.hstack([features, np.ones((len(features), 1))]).astype(np.float32)


def descend(rows: Floats, targets: Floats, weights: Floats, ridge: float) -> Floats:
    """Softmax regression: `targets` are one-hot rows, `weights` one number a row. Nesterov steps of a safe length."""
    total = weights.sum()
    step = np.float32(1.0 / (0.5 * largest_direction(rows * np.sqrt(weights / total)[:, None]) + ridge))
    theta = np.zeros((targets.shape[1], rows.shape[1]), dtype=np.float32)
    ahead, before = theta.copy(), theta.copy()
    for number in range(STEPS):
        scores = rows @ ahead.T
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (scores / scores.sum(axis=1, keepdims=True) - targets) * (weights / total)[:, None]
        theta = ahead - step * (error.T @ rows + ridge * ahead)
        ahead = theta + np.float32(number / (number + 3)) * (theta - before)
        before = theta
    return (np.round(theta * QUANTUM) / QUANTUM).astype(np.float32)


def largest_direction(rows: Floats) -> float:
    """The largest eigenvalue of `rows` with itself, by power steps: it bounds the safe length of a step."""
    vector = np.ones(rows.shape[1], dtype=np.float32)
    for _ in range(20):
        vector = rows.T @ (rows @ vector)
        size = float(np.linalg.norm(vector))
        vector /= size
    return size * 1.05


def teach(features: Matrix, examples: Sequence[Example]) -> Taught:
    """Gate on S2 and above against S0 (S1 teaches neither side); categories on everything that is not benign."""
    rows = with_one(features)
    worry = np.array([e.level >= Level.S2 for e in examples])
    calm = np.array([e.level is Level.S0 for e in examples])
    use = worry | calm
    gate = gate_weights(rows[use], worry[use])
    topics = np.array([e.level is not Level.S0 and e.category != "none" for e in examples])
    categories = tuple(Category(c) for c in sorted({e.category for e, t in zip(examples, topics, strict=True) if t}))
    hot = np.array(
        [[e.category == c for c in categories] for e, t in zip(examples, topics, strict=True) if t], np.float32
    )
    kinds = descend(rows[topics], hot, balanced(hot), KIND_RIDGE)
    return Taught(gate=gate, kinds=kinds, categories=categories)


def gate_weights(rows: Floats, worry: NDArray[np.bool_]) -> Floats:
    """Log-odds weights of worry against calm."""
    hot = np.stack([~worry, worry], axis=1).astype(np.float32)
    theta = descend(rows, hot, balanced(hot), RIDGE)
    return theta[1] - theta[0]


def balanced(hot: Floats) -> Floats:
    """A weight for each row such that the square root of every class's size counts: rare ones a little more."""
    share = 1 / np.sqrt(np.maximum(hot.sum(axis=0), 1))
    return (hot @ share * np.sqrt(len(hot))).astype(np.float32)


def cross_gate(features: Matrix, examples: Sequence[Example]) -> tuple[Floats, list[Category]]:
    """For each example the log-odds and the category of heads that never saw its author."""
    fold = np.array(folds(examples))
    scores, kinds = np.zeros(len(examples), dtype=np.float32), [Category.SUICIDE] * len(examples)
    for number in sorted(set(fold.tolist())):
        inside, outside = np.flatnonzero(fold == number), np.flatnonzero(fold != number)
        taught = teach(features[outside], [examples[int(i)] for i in outside])
        rows = with_one(features[inside])
        scores[inside] = rows @ taught.gate
        for i, best in zip(inside, (rows @ taught.kinds.T).argmax(axis=1), strict=True):
            kinds[i] = taught.categories[best]
    return scores, kinds


def threshold_for(scores: Floats, calm: NDArray[np.bool_], share: float) -> float:
    """The gate at which at most `share` of the calm examples fire."""
    return round(float(np.quantile(scores[calm], 1 - share)) + 0.005, 2)


def heads_from(taught: Taught, names: tuple[str, ...], card: dict[str, Any]) -> Heads:
    """The heads as they are stored."""
    return Heads(
        gate=taught.gate.astype(np.float32), kinds=taught.kinds.astype(np.float32), categories=taught.categories,
        names=names, card=card,
    )  # fmt: skip
