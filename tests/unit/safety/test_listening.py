"""Heads speak only with the reader they were trained beside, and say which words they rest on."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from makers import rules_only

from assistant.safety.features import feature_names
from assistant.safety.grams import PLACES
from assistant.safety.heads import Heads
from assistant.safety.levels import Category
from assistant.safety.listening import usable
from core.settings import Settings
from retrieval.embedding import FP32, load_embedder

COLUMNS = 385 + len(feature_names())
CARD = {"embedder": "e", "adapter": "abc", "threshold": 1.0, "most_meaning": 9.0, "date": "d", "examples": "x"}
HEADS = Heads(
    gate=np.zeros(COLUMNS, np.float32), pieces=np.zeros(PLACES, np.float32), rare=np.ones(PLACES, np.float32),
    kinds=np.zeros((2, COLUMNS), np.float32), categories=(Category.EATING, Category.SUICIDE), names=feature_names(),
    card=CARD,
)  # fmt: skip
TEXT = "the weather is fine, it happened again like before"


@dataclass
class Marks:
    strongest: tuple[int, int]


class Listener:
    """An embedder whose reader gives every text the same points and the second category."""

    def __init__(self, gate: float, adapter: str = "abc", name: str = "e") -> None:
        self.gate, self.adapter, self.name = gate, adapter, name

    def embed(self, texts: list[str]) -> np.ndarray:
        return np.zeros((len(texts), 384), dtype=np.float32)

    def read(self, texts: list[str]) -> "Listener":
        self.vectors = self.embed(texts)
        self.scores = np.array([[self.gate, 0.0, 0.0, -5.0, 5.0]] * len(texts), dtype=np.float32)
        self.marks = [Marks((16, len(text))) for text in texts]
        return self


@pytest.mark.parametrize(
    "listener", [Listener(0, adapter=""), Listener(0, adapter="old"), Listener(0, name="other"), None]
)
def test_heads_fall_away_with_another_reader_or_none(listener: Listener | None) -> None:
    assert usable(HEADS, listener) is None
    assert usable(HEADS, Listener(0)) is HEADS


def test_what_only_the_reader_hears_is_a_concern_on_the_words_it_rests_on() -> None:
    screen = replace(rules_only(), heads=HEADS, embedder=Listener(9.0))

    (concern,) = screen.message(TEXT).concerns

    assert concern.category is Category.SUICIDE
    assert concern.fired == "head:suicide"
    assert concern.spans == ((0, 16, len(TEXT)),)


def test_a_reader_under_the_threshold_raises_nothing() -> None:
    assert not replace(rules_only(), heads=HEADS, embedder=Listener(-0.5)).message(TEXT).concerns


def test_the_readers_points_and_half_its_urgency_are_added_to_the_gate() -> None:
    rows = np.zeros((1, COLUMNS - 1), dtype=np.float32)

    (verdict,) = HEADS.judge(rows, [(np.array([], np.int32),) * 2], np.array([[3.0, 4.0, 0.0, 0.0, 0.0]], np.float32))

    assert verdict.gate == pytest.approx(3.0 + 0.5 * 4.0 - 1.0)
    assert verdict.urgent == 4.0


@pytest.mark.model
def test_the_stored_heads_fit_the_served_reader_which_reads_like_the_exact_one() -> None:
    texts = ["i took all of them", "when does the lab open", "he has my keys and says nobody will believe me"]

    served, exact = load_embedder(Settings()), load_embedder(Settings(), precision=FP32)

    assert usable(None, served) is not None
    assert np.abs(served.read(texts).scores[:, :2] - exact.read(texts).scores[:, :2]).max() < 1.5
