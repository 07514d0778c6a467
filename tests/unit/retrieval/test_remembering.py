"""A passage is embedded once; what is kept is checked, and losing it loses nothing."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrieval.embedding import Vectors, WordHashEmbedder
from retrieval.remembering import RememberingEmbedder


class Counting(WordHashEmbedder):
    """Remembers what it was asked for."""

    def __init__(self, name: str = "counting/1") -> None:
        self.name, self.asked = name, list[str]()

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().embed(texts)


TEXTS = ["the lab opens at nine", "bring an ID", "the lab opens at nine"]


def test_a_second_process_embeds_only_what_is_new(tmp_path: Path) -> None:
    first = RememberingEmbedder(Counting(), tmp_path / "kept.sqlite3").embed(TEXTS)
    again = Counting()

    second = RememberingEmbedder(again, tmp_path / "kept.sqlite3").embed([*TEXTS, "a new line"])

    assert again.asked == ["a new line"]
    assert np.array_equal(first, second[:3])
    assert np.array_equal(second, WordHashEmbedder().embed([*TEXTS, "a new line"]))


def test_vectors_of_another_model_are_not_given_back(tmp_path: Path) -> None:
    RememberingEmbedder(Counting(), tmp_path / "kept.sqlite3").embed(TEXTS)
    other = Counting("other/2")

    RememberingEmbedder(other, tmp_path / "kept.sqlite3").embed(TEXTS)

    assert sorted(other.asked) == sorted(set(TEXTS))


def test_a_spoiled_file_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "kept.sqlite3").write_bytes(b"no database" * 400)

    rows = RememberingEmbedder(Counting(), tmp_path / "kept.sqlite3").embed(TEXTS)

    assert np.array_equal(rows, WordHashEmbedder().embed(TEXTS))


def test_no_words_are_written(tmp_path: Path) -> None:
    RememberingEmbedder(Counting(), tmp_path / "kept.sqlite3").embed(["pomegranate office"])

    assert b"pomegranate" not in (tmp_path / "kept.sqlite3").read_bytes()
