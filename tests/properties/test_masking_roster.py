"""Everybody of a generated program is masked, however named; `TRELLIS_LONG=1` runs the 10,000 sentences of issue 5."""

import os
import re

import pytest
from masking_program import Written, program, sentences

from assistant.writing.masking import Masker

SENTENCES = 10_000 if os.environ.get("TRELLIS_LONG") else 1_000


@pytest.fixture(scope="module")
def masker() -> Masker:
    """Masks the generated program."""
    return Masker(program(seed=3))


@pytest.fixture(scope="module")
def written(masker: Masker) -> list[Written]:
    """Sentences about its people."""
    return sentences(masker.roster, SENTENCES, seed=4)


def test_no_person_of_the_program_is_left_in_any_sentence(masker: Masker, written: list[Written]) -> None:
    missed = [each for each in written if not_covered(masker, each)]

    assert missed == []


def test_fewer_than_one_word_in_a_hundred_is_masked_by_mistake(masker: Masker, written: list[Written]) -> None:
    words = wrong = 0
    for each in written[:500]:
        rest = each.text[: each.start] + "it" + each.text[each.end :]
        words += len(re.findall(r"\w+", rest))
        wrong += len(masker.mask(rest).tokens)

    assert wrong / words < 0.01


def test_every_sentence_comes_back_as_it_was(masker: Masker, written: list[Written]) -> None:
    assert all(masker.mask(each.text).restore() == each.text for each in written[:500])


def not_covered(masker: Masker, each: Written) -> bool:
    """Whether a letter or digit of the name is still there: the text outside must be all that is left."""
    masked = masker.mask(each.text)
    left = re.sub(r"\[[A-Z]+[^\]]*\]", "", masked.text)
    around = each.text[: each.start] + each.text[each.end :]
    return re.sub(r"\W", "", left) not in re.sub(r"\W", "", around)
