"""Dates, promises and signs out of messy notes; the labelled set holds its figures."""

from datetime import date
from pathlib import Path

import pytest

from assistant.preparing.extraction.dates import Anchors, due_date, find_dates
from assistant.preparing.extraction.extractor import extract
from assistant.preparing.extraction.finding import FindingKind, People, Who
from assistant.preparing.extraction.statements import split_statements
from evals.suites.prep.measure_extraction import measure

MONDAY = Anchors(said=date(2026, 11, 9), next_session=date(2026, 11, 16), term_end=date(2026, 12, 18))
MAYA = People(mentor="Sam Okoro", mentees=(("m1", "Maya Lopez"),), known_courses=("MATH 101",))
LABELLED = Path(__file__).parents[3] / "evals" / "suites" / "prep" / "extraction.yaml"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by next Thurs", date(2026, 11, 19)),
        ("before the 14th", date(2026, 11, 14)),
        ("in two weeks", date(2026, 11, 23)),
        ("tmrw", date(2026, 11, 10)),
        ("by end of month", date(2026, 11, 30)),
        ("by mon", date(2026, 11, 16)),
        ("due 11/30", date(2026, 11, 30)),
        ("by 1/15", date(2027, 1, 15)),
        ("Friday the 13th", date(2026, 11, 13)),
        ("for next session", date(2026, 11, 16)),
        ("by end of term", date(2026, 12, 18)),
        ("two weeks from Friday", date(2026, 11, 27)),
    ],
)
def test_days_are_read_as_people_write_them(words, day):
    assert due_date(words, MONDAY) == day


@pytest.mark.parametrize("words", ["she sat down", "3/4 done", "ch 4 and p. 12", "she may go", "every Monday", "24/7"])
def test_what_only_looks_like_a_day_is_none(words):
    assert due_date(words, MONDAY) is None


def test_a_day_gone_by_is_not_due():
    mentions = find_dates("She emailed the TA on Friday", MONDAY)

    assert [(m.day, m.is_due) for m in mentions] == [(date(2026, 11, 6), False)]


def test_who_said_it_follows_the_subject():
    found = extract("She'll email Prof. Lee and I will send the guide by Fri.", MAYA, MONDAY)

    promised = [(f.who, f.text) for f in found if f.kind is FindingKind.PROMISE]
    assert promised == [(Who.MENTEE, "email Prof. Lee"), (Who.MENTOR, "send the guide by Fri")]


def test_a_third_persons_word_is_no_promise():
    found = extract("Prof. Lee said she will post grades. Her roommate will drive.", MAYA, MONDAY)

    assert not [f for f in found if f.kind is FindingKind.PROMISE]


def test_headings_and_boxes_make_steps_of_bare_lines():
    found = extract("Next steps:\n- outline intro by 11/20\n[x] old one\n[ ] flashcards unit 3", MAYA, MONDAY)

    steps = [(f.text, f.due) for f in found if f.kind is FindingKind.NEXT_STEP]
    assert steps[0] == ("outline intro by 11/20", date(2026, 11, 20))
    assert all("old one" not in text for text, _ in steps)


def test_abbreviations_do_not_end_a_sentence():
    texts = [s.text for s in split_statements("Met w/ Prof. Lee re: ch. 4. See her Tues. She likes it.")]

    assert texts == ["Met w/ Prof. Lee re: ch. 4.", "See her Tues.", "She likes it."]


def test_the_same_note_always_gives_the_same_findings():
    text = "Still stuck on limits; she'll redo set 3 by Fri -> bring notes"

    assert extract(text, MAYA, MONDAY) == extract(text, MAYA, MONDAY)


def test_the_labelled_sentences_reach_their_figures():
    measured = measure(LABELLED)

    assert measured.cases >= 300
    assert all(tally.f1 >= 0.9 for tally in measured.kinds.values())
    assert measured.dates_right / measured.dates >= 0.95
    assert measured.owners_right / measured.owners >= 0.95
