"""What goes well and what does not, and whose a task is, by kinds of phrase rather than by phrases known by heart."""

from datetime import date
from pathlib import Path

import pytest

from assistant.preparing.extraction.dates import Anchors
from assistant.preparing.extraction.extractor import extract
from assistant.preparing.extraction.finding import COMMITMENTS, FindingKind, People, Who
from assistant.preparing.extraction.judging import is_struggle, is_win
from assistant.preparing.extraction.spelled_out import spelled_out
from evals.suites.prep.measure_extraction import measure

SUITE = Path(__file__).parents[3] / "evals" / "suites" / "prep"
THURSDAY = Anchors(said=date(2027, 2, 4), next_session=date(2027, 2, 11), term_end=date(2027, 5, 14))
MAYA = People(mentor="Sam Okoro", mentees=(("m1", "Maya Lopez"),))


@pytest.mark.parametrize(
    "text",
    ["she can't balance it", "too shy to ask in seminar", "quiz 2: 48", "half-lives: nope", "feels so dumb in lab"],
)  # fmt: skip
def test_trouble_is_heard_in_words_never_seen(text: str) -> None:
    assert is_struggle(text)
    assert not is_win(text)


@pytest.mark.parametrize(
    "text",
    ["balanced it on her own", "his summary is sharp now", "calmer than before, exam 2: 91", "no missed labs"],
)  # fmt: skip
def test_what_went_well_is_heard_in_words_never_seen(text: str) -> None:
    assert is_win(text)
    assert not is_struggle(text)


@pytest.mark.parametrize(
    "text",
    ["hasn't joined the club yet", "she will finish it by Monday", "we met without the tablet", "I passed the library",
     "the final counts for 30%", "midterm is on Nov 18", "won't need the book"],
)  # fmt: skip
def test_what_is_denied_only_wanted_or_about_nobody_is_no_win(text: str) -> None:
    assert not is_win(text)


@pytest.mark.parametrize(
    ("text", "who", "due"),
    [
        ("on me to print the key", Who.MENTOR, None),
        ("to do (her): label the diagram by Monday", Who.MENTEE, date(2027, 2, 8)),
        ("told her id look for a tutor", Who.MENTOR, None),
        ("she hands in the form tomorrow", Who.MENTEE, date(2027, 2, 5)),
        ("asked her to reread ch 2 before Sunday", Who.MENTEE, date(2027, 2, 7)),
        ("will send him my outline this evening", Who.MENTOR, date(2027, 2, 4)),
    ],
)
def test_a_task_is_whose_it_was_given_to(text: str, who: Who, due: date | None) -> None:
    found = [one for one in extract(text, MAYA, THURSDAY) if one.kind in COMMITMENTS]

    assert [(one.who, one.due) for one in found] == [(who, due)]


def test_a_task_keeps_the_writers_own_spelling() -> None:
    (found,) = extract("ill go thru ch 2 w/ her", MAYA, THURSDAY)

    assert found.kind is FindingKind.PROMISE
    assert found.text == "go thru ch 2 w/ her"


@pytest.mark.parametrize("text", ["ill bring it", "she cant start w/o notes", "Its id card, well kept", ""])
def test_every_spelled_out_run_can_be_traced_back(text: str) -> None:
    spelled = spelled_out(text)

    assert spelled.as_typed(spelled.text) == text
    assert len(spelled.places) == len(spelled.text) + 1


def test_unseen_notes_hold_their_figures() -> None:
    seen, back = measure(SUITE / "extraction_unseen.yaml"), measure(SUITE / "extraction_heldback.yaml")

    assert min(seen.f1, seen.kinds["struggle"].f1, seen.kinds["win"].f1) >= 0.95
    assert min(back.f1, back.kinds["struggle"].f1, back.kinds["win"].f1) >= 0.90
    assert (seen.dates_right + back.dates_right) / (seen.dates + back.dates) >= 0.95
