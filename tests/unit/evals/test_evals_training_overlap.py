"""What the screen learns from and what examines it are different texts."""

import pytest

from evals import library
from evals.forms import Setting
from evals.suite import ALL
from evals.training_overlap import case_texts, overlaps, repeated, training_texts, twins


@pytest.fixture(scope="module")
def training() -> list[str]:
    return training_texts()


def test_no_training_text_stands_there_twice_or_nearly(training):
    assert len(training) > 10_000
    assert repeated(training) == []
    assert list(twins(training)) == []


def test_no_training_text_is_nearly_a_case(training):
    suite = ALL["escalation"]
    cases, _ = library.read_cases(library.case_files(suite.folder), Setting(suite=suite.name, job=suite.job))

    examined = case_texts(case for case in cases if case.job == "screen")

    assert len(examined) > 1_000
    assert list(overlaps(training, examined)) == []


def test_words_that_differ_by_a_letter_are_seen_once_and_a_contrast_is_not():
    texts = ["i cannot sleep before the exam", "i cannot sleep before the exams", "i can sleep before an easy exam"]

    (found,) = twins(texts)

    assert {found.text, found.other} == set(texts[:2])
    assert [one.other for one in overlaps(texts[:1], texts[1:])] == [texts[1]]
    assert repeated([*texts, texts[0]]) == [texts[0]]
