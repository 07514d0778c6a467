"""Lessons are roughened as people type, the same way each time."""

import random

from retrieval.misspelling import misspelt, slipped

TEXT = "I can't sleep, and honestly nothing helps anymore."


def test_the_same_chance_misspells_alike_and_another_otherwise() -> None:
    assert [misspelt(TEXT, random.Random(3)) for _ in range(2)] == [misspelt(TEXT, random.Random(3))] * 2
    assert len({misspelt(TEXT, random.Random(seed)) for seed in range(20)}) > 5


def test_a_slip_costs_or_gives_at_most_one_letter_and_spares_the_first() -> None:
    slips = [slipped("anymore", random.Random(seed)) for seed in range(30)]

    assert all(abs(len(slip) - len("anymore")) <= 1 and slip[0] == "a" for slip in slips)
    assert slipped("can", random.Random(1)) == "can"


def test_a_text_without_words_stays() -> None:
    assert all(misspelt("", random.Random(seed)) == "" for seed in range(10))
