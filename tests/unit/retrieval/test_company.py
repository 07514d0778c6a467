"""What the best passages say moves the question, and neighbours lend each other a little of their score."""

import numpy as np

from retrieval.company import levelled, moved
from retrieval.ranking import Candidate, fused

NORTH, NEAR_NORTH, EAST = np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 0, 1]], np.float32)


def test_the_question_moves_towards_its_best_passages_and_stays_a_unit() -> None:
    place = moved(NORTH, np.stack([NEAR_NORTH, EAST]), np.array([1.0, 0.1], np.float32))

    assert place @ NEAR_NORTH > NORTH @ NEAR_NORTH
    assert abs(float(np.linalg.norm(place)) - 1) < 1e-6


def test_a_passage_beside_good_ones_rises_over_an_equal_one_alone() -> None:
    vectors = np.stack([NORTH, NEAR_NORTH, EAST, -EAST])

    scores = levelled(np.array([1.0, 0.5, 0.5, 0.1], np.float32), vectors)

    assert scores[0] > scores[1] > scores[2] > scores[3]


def test_two_passages_are_not_levelled() -> None:
    scores = np.array([0.3, 0.9], np.float32)

    assert levelled(scores, np.stack([NORTH, EAST])) is scores


def test_the_best_of_both_lists_stays_first() -> None:
    places = {"a": NORTH, "b": NEAR_NORTH, "c": EAST}
    words = {"a": 0.9, "b": 0.0, "c": 0.2}
    pool = [Candidate(id=k, dense=float(v @ NORTH), lexical=words[k], vector=v) for k, v in places.items()]

    assert [candidate.id for candidate, _ in fused(pool, NORTH)] == ["a", "b", "c"]
