"""A passage is known by the company it keeps: what the best passages say, and what a passage's neighbours are worth.

Both help where several passages answer one question (docs/benchmarks.md), and are held small, because where exactly one
answers, its neighbours do not: larger shares gained a few points on one collection and lost them on another.
"""

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding import Vectors

Scores = NDArray[np.float32]

FEEDBACK, FEEDBACK_FROM = 0.3, 3  # how far the question moves towards its best passages, and how many those are
NEIGHBOURS, NEIGHBOURS_SHARE = 2, 0.2  # how many neighbours lend a passage some of their score, and how much of it


def moved(question: Vectors, vectors: Vectors, scores: Scores) -> Vectors:
    """The question's place moved towards the best passages. Shapes: (384,), (n, 384), (n,)."""
    best = np.argsort(-scores, kind="stable")[:FEEDBACK_FROM]
    target = question + FEEDBACK * vectors[best].mean(axis=0)
    place: Vectors = target / max(float(np.linalg.norm(target)), 1e-9)
    return place


def levelled(scores: Scores, vectors: Vectors) -> Scores:
    """Scores in which each passage's nearest neighbours have a small say, by how near they are. Shape (n,)."""
    if len(scores) <= NEIGHBOURS:
        return scores
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, 0)
    likeness = np.clip(likeness, 0, None)
    nearest = np.argpartition(-likeness, NEIGHBOURS - 1, axis=1)[:, :NEIGHBOURS]
    weights = np.take_along_axis(likeness, nearest, axis=1)
    lent = (scores[nearest] * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-6)
    mixed: Scores = (1 - NEIGHBOURS_SHARE) * scores + NEIGHBOURS_SHARE * lent
    return mixed
