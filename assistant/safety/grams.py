"""Pieces of words as numbers: which words, pairs and letter runs a text holds, hashed into a fixed number of places.

A meaning vector blurs exactly what separates "done with this class" from "done with all of it"; the pieces do not.
"""

import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

WORD_PLACES = 2**14
LETTER_PLACES = 2**15
PLACES = WORD_PLACES + LETTER_PLACES
LENGTHS = (3, 4, 5)
Places = NDArray[np.int32]
Vector = NDArray[np.float32]


def word_places(text: str) -> set[int]:
    """Places of the words and of the pairs of neighbours in a normalised text."""
    words = text.split()
    pieces = {*words, *(f"{a} {b}" for a, b in pairwise(words))}
    return {zlib.crc32(piece.encode()) % WORD_PLACES for piece in pieces}


def letter_places(text: str) -> set[int]:
    """Places of the letter runs of each word, its edges included, counted from WORD_PLACES on."""
    pieces: set[str] = set()
    for word in set(text.split()):
        edged = f" {word} "
        pieces.update(edged[i : i + n] for n in LENGTHS for i in range(max(1, len(edged) - n + 1)))
    return {WORD_PLACES + zlib.crc32(piece.encode()) % LETTER_PLACES for piece in pieces}


def pieces_of(text: str) -> tuple[Places, Places]:
    """Sorted places of one normalised text: its words, its letters."""
    return (
        np.array(sorted(word_places(text)), dtype=np.int32),
        np.array(sorted(letter_places(text)), dtype=np.int32),
    )


def rarity(texts: Sequence[tuple[Places, Places]]) -> Vector:
    """How rare each place is among the texts: what is everywhere says little. Shape (PLACES,)."""
    seen = np.zeros(PLACES, dtype=np.float64)
    for words, letters in texts:
        seen[words] += 1
        seen[letters] += 1
    return (np.log((1 + len(texts)) / (1 + seen)) + 1).astype(np.float16).astype(np.float32)


def scores_of(texts: Sequence[tuple[Places, Places]], weights: Vector, rare: Vector) -> Vector:
    """For each text the sum of its pieces' weights: words and letters each as a row of length one."""
    found = np.zeros(len(texts), dtype=np.float32)
    for number, text in enumerate(texts):
        for places in text:
            row = rare[places]
            size = float(np.sqrt(row @ row)) or 1.0
            found[number] += float(row @ weights[places]) / size
    return found
