"""Reading level, link texts and where texts are found."""

import pytest

from core.errors import InvalidInputError
from core.settings import Settings
from evals.legibility import read_text, syllables_of
from evals.own_texts import text_of
from evals.subjects import Setup

SETUP = Setup(settings=Settings())


@pytest.mark.parametrize(("word", "count"), [("cat", 1), ("table", 2), ("office", 2), ("appointment", 3), ("the", 1)])
def test_syllables_are_counted_about_right(word, count):
    assert syllables_of(word) == count


def test_plain_words_are_easier_than_jargon():
    plain = read_text("Come to the desk. Bring your card. We open at nine.")
    jargon = read_text("Institutional accommodations necessitate interdisciplinary authorization procedures.")

    assert plain.grade < 4 < 12 < jargon.grade


def test_hours_and_telephone_numbers_do_not_make_a_text_hard():
    assert read_text("Open 9:30 a.m. to 5:00 p.m. Call 555-0104.").longest_sentence <= 7


def test_links_that_say_nothing_are_found():
    text = "See [here](https://a.example) or [opening hours](https://b.example) or https://c.example"

    assert read_text(text).vague_links == ("here", "https://c.example")


def test_a_text_is_found_by_its_place_in_a_file():
    assert "911" in text_of({"file": "knowledge/policies/answering.yaml#texts.handed_to_person"}, SETUP)
    with pytest.raises(InvalidInputError):
        text_of({"file": "knowledge/policies/answering.yaml#texts.no_such"}, SETUP)
    with pytest.raises(InvalidInputError):
        text_of({"file": "../../etc/hostname"}, SETUP)
