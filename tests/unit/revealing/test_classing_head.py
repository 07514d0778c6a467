"""The classing head: it only adds, it is made from the examples that lie here, and it hears what the words miss."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from access.classing import STRICTNESS, class_sentence
from access.labels import DataClass
from assistant.classing.examples import hash_of, read_examples
from assistant.classing.head import Head, hearer, load_head
from assistant.revealing.trimming import Reader, allowed_text
from knowledge.classing_table import load_classing_table

TABLE = load_classing_table()
VEILED = "Things are loud at my place once more"


def hears(*texts: str) -> object:
    """A table that hears these sentences as sensitive."""
    return replace(TABLE, heard=lambda text: DataClass.D3 if text.strip(" .") in texts else None)


def test_the_weights_were_made_from_the_examples_that_lie_here() -> None:
    assert load_head().card["examples"] == hash_of(read_examples())


def test_of_voices_it_never_saw_it_hears_most_and_mistakes_few() -> None:
    measured = load_head().card["measured"]

    heard, count = (sum(measured[name][at] for name in ("D3", "D4", "D5", "D6", "D8")) for at in (0, 1))
    assert heard / count > 0.65
    assert measured["plain"][0] / measured["plain"][1] <= 0.015


@pytest.mark.parametrize("chosen", [DataClass.D1, DataClass.D2, DataClass.D4, DataClass.D7, DataClass.D8])
def test_it_only_ever_makes_a_sentence_more_confidential(chosen: DataClass) -> None:
    classed = class_sentence(VEILED, chosen, hears(VEILED))

    assert STRICTNESS.index(classed.data_class) >= STRICTNESS.index(chosen)
    assert classed.data_class is (DataClass.D3 if chosen in (DataClass.D1, DataClass.D7) else chosen)


def test_what_it_does_not_hear_is_classed_by_words_alone() -> None:
    silent = replace(TABLE, heard=lambda text: None)

    for text in ("Finish the essay by Friday.", "I start chemo on Monday."):
        assert class_sentence(text, DataClass.D1, silent) == class_sentence(text, DataClass.D1, TABLE)


def test_a_veiled_reason_goes_and_the_goal_beside_it_stays() -> None:
    reason = "because things are loud at home and the exam is near"
    reader = Reader(flows=lambda one: one in (DataClass.D0, DataClass.D1), table=hears(reason), sifted=True)

    assert allowed_text(f"Finish the essay by Friday {reason}.", DataClass.D1, reader) == "Finish the essay by Friday."


def test_a_sentence_is_embedded_once_and_two_words_never() -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> np.ndarray:
        asked.extend(texts)
        return np.zeros((len(texts), 2), dtype=np.float32)

    head = Head(
        gate=np.ones(3, dtype=np.float32), kinds=np.ones((1, 3), dtype=np.float32), classes=(DataClass.D3,),
        card={"threshold": 0.5},
    )  # fmt: skip
    hear = hearer(head, embed)

    assert [hear(VEILED), hear(VEILED), hear("Chapter quiz")] == [DataClass.D3, DataClass.D3, None]
    assert asked == [VEILED]
