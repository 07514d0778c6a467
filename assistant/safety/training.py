"""Train the heads from examples: ridge logistic regression, the same bytes always."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.safety.examples import Example
from assistant.safety.features import Matrix
from assistant.safety.grams import PLACES, Places, rarity, scores_of
from assistant.safety.heads import Heads, kind_shares, reader_points
from assistant.safety.levels import Category, Level

STEPS = 120
MEANING = 384  # columns of the embedding, before the cues
WORDS_LOOSENESS = 10.0  # inverse strength of the ridge of each reader of the gate
MEANING_LOOSENESS = 1.0
WORDS_SHARE = 1.0  # both readers' scores spread about equally over authors they have not seen
KIND_RIDGE = 1e-3
QUANTUM = 2048.0  # weights are rounded to 1/2048, so that the last bits of a sum do not change the file
Floats = NDArray[np.float32]
Pieces = Sequence[tuple[Places, Places]]


@dataclass(frozen=True, kw_only=True)
class Taught:
    """Gate weights, category weights, and the categories in their order."""

    gate: Floats
    pieces: Floats
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


def teach(features: Matrix, pieces: Pieces, examples: Sequence[Example], rare: Floats) -> Taught:
    """Gate on S2 and above against S0 (S1 teaches neither side); categories on everything that is not benign."""
    rows = with_one(features)
    worry = np.array([e.level >= Level.S2 for e in examples])
    calm = np.array([e.level is Level.S0 for e in examples])
    use = worry | calm
    gate, small = gate_weights(rows[use], [p for p, u in zip(pieces, use, strict=True) if u], rare, worry[use])
    topics = np.array([e.level is not Level.S0 and e.category != "none" for e in examples])
    categories = tuple(Category(c) for c in sorted({e.category for e, t in zip(examples, topics, strict=True) if t}))
    hot = np.array(
        [[e.category == c for c in categories] for e, t in zip(examples, topics, strict=True) if t], np.float32
    )
    kinds = descend(rows[topics], hot, balanced(hot), KIND_RIDGE)
    return Taught(gate=gate, pieces=small, kinds=kinds, categories=categories)


def gate_weights(rows: Floats, pieces: Pieces, rare: Floats, worry: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Log-odds weights of worry against calm, of the dense columns and of the pieces of words.

    Two readers taught apart and added: one of words and cues, one of meaning and cues. Taught together, the meaning
    vector explains the examples so well that the words learn little.
    """
    from scipy.sparse import csr_matrix, hstack

    by_words = scaling(rows.shape[1], meaning=0.0, cues=0.5)
    by_meaning = scaling(rows.shape[1], meaning=0.5, cues=0.3)
    wordy = fitted(hstack([csr_matrix(rows * by_words), piece_table(pieces, rare)]).tocsr(), worry, WORDS_LOOSENESS)
    meant = fitted(csr_matrix(rows * by_meaning), worry, MEANING_LOOSENESS)
    dense = wordy[: rows.shape[1]] * by_words * WORDS_SHARE + meant * by_meaning
    return steps(dense), steps(wordy[rows.shape[1] :] * WORDS_SHARE).astype(np.float16).astype(np.float32)


def scaling(columns: int, *, meaning: float, cues: float) -> Floats:
    """A factor for each dense column; the constant comes last and keeps its size."""
    return np.array([meaning] * MEANING + [cues] * (columns - MEANING - 1) + [1.0], dtype=np.float32)


def fitted(table: Any, worry: NDArray[np.bool_], looseness: float) -> Floats:
    """Weights of one reader, by a solver without chance in it."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=looseness, solver="liblinear", fit_intercept=False, max_iter=300)
    return model.fit(table, worry).coef_[0].astype(np.float32)


def steps(theta: Floats) -> Floats:
    """Weights in whole steps of 1/QUANTUM."""
    return (np.round(theta * QUANTUM) / QUANTUM).astype(np.float32)


def piece_table(pieces: Pieces, rare: Floats) -> Any:
    """A sparse row of each text's pieces: words and letters each of length one, as `grams.scores_of` weighs them."""
    from scipy.sparse import csr_matrix

    columns = np.concatenate([part for text in pieces for part in text])
    lengths = [rare[part] / max(float(np.linalg.norm(rare[part])), 1e-9) for text in pieces for part in text]
    ends = np.cumsum([0, *(len(words) + len(letters) for words, letters in pieces)])
    return csr_matrix((np.concatenate(lengths), columns, ends), shape=(len(pieces), PLACES))


def balanced(hot: Floats) -> Floats:
    """A weight for each row such that the square root of every class's size counts: rare ones a little more."""
    share = 1 / np.sqrt(np.maximum(hot.sum(axis=0), 1))
    return (hot @ share * np.sqrt(len(hot))).astype(np.float32)


def unseen_scores(
    features: Matrix, pieces: Pieces, examples: Sequence[Example], said: Floats, apart: NDArray[np.bool_]
) -> tuple[Floats, list[Category]]:
    """Both readers' log-odds and category for the examples held apart, by heads taught on the others.

    `said` are the encoder's scores of all, by a reader that was not taught those held apart either.
    """
    inside, outside = np.flatnonzero(apart), np.flatnonzero(~apart)
    seen = [pieces[int(i)] for i in outside]
    rare = rarity(seen)
    taught = teach(features[outside], seen, [examples[int(i)] for i in outside], rare)
    rows = with_one(features[inside])
    plain = rows @ taught.gate + scores_of([pieces[int(i)] for i in inside], taught.pieces, rare)
    best = kind_shares(rows @ taught.kinds.T, said[inside]).argmax(axis=1)
    return plain + reader_points(said[inside]), [taught.categories[i] for i in best]


def most(features: Matrix, taught: Taught, said: Floats) -> float:
    """What meaning adds to the gate at the most, over all examples: the vector's part and the reader's points."""
    added = features[:, :MEANING] @ taught.gate[:MEANING] + reader_points(said)
    return round(float(added.max()) + 1.0, 1)


def threshold_for(scores: Floats, calm: NDArray[np.bool_], share: float) -> float:
    """The gate at which at most `share` of the calm examples fire."""
    return round(float(np.quantile(scores[calm], 1 - share)) + 0.005, 2)


def heads_from(taught: Taught, rare: Floats, names: tuple[str, ...], card: dict[str, Any]) -> Heads:
    """The heads as they are stored."""
    return Heads(
        gate=taught.gate.astype(np.float32),
        pieces=taught.pieces,
        rare=rare,
        kinds=taught.kinds.astype(np.float32),
        categories=taught.categories,
        names=names,
        card=card,
    )
