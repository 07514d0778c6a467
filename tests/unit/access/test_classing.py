"""The sender's choice first; then words that only make it more confidential."""

import pytest

from access.classing import STRICTNESS, class_sentence, class_text, named_spans
from access.flows import DataClass
from knowledge.classing_table import load_classing_table

TABLE = load_classing_table()


@pytest.mark.parametrize(
    ("text", "reason", "data_class"),
    [
        ("I was diagnosed with lupus in March.", "health", DataClass.D3),
        ("I use extra time because I have ADHD.", "disability", DataClass.D3),
        ("My parents are getting a divorce.", "family", DataClass.D3),
        ("I can't afford the textbook.", "money", DataClass.D3),
        ("I'm on academic probation.", "grades", DataClass.D3),
        ("My visa runs out in May.", "immigration", DataClass.D3),
        ("I have a court date on Monday.", "legal", DataClass.D3),
        ("I haven't come out to anyone, I'm gay.", "sexuality", DataClass.D3),
        ("I keep thinking I want to die.", "safety", DataClass.D4),
        ("He has been stalking me.", "violence", DataClass.D5),
        ("I want a new mentor.", "complaint", DataClass.D8),
        ("Tina told me she cheats.", "third person named", DataClass.D6),
        ("My roommate is pregnant.", "third person", DataClass.D6),
    ],
)
def test_a_sentence_shared_with_the_mentor_is_tightened_by_what_it_names(
    text: str, reason: str, data_class: DataClass
) -> None:
    classed = class_sentence(text, DataClass.D1, TABLE)

    assert reason in classed.reasons
    assert data_class in classed.classes
    assert classed.tightened


@pytest.mark.parametrize(
    "text",
    [
        "Goal: raise my chemistry grade to a B by December.",
        "I will finish the essay draft by May 3.",
        "Save 20 dollars a week and sleep by eleven.",
        "We read about the Great Depression and Jane Addams Hall is closed.",
        "I owe you a draft of the physical therapy application.",
        "Call mom every Sunday.",
        "Finish the essay on the opioid crisis and study for the infectious disease exam.",
        "Go to the writing clinic and join hospitality club.",
        "Hit her target of three problem sets, with transition to college in mind.",
    ],
)
def test_an_ordinary_shared_goal_stays_as_its_writer_chose(text: str) -> None:
    assert class_sentence(text, DataClass.D1, TABLE, known=frozenset()).data_class is DataClass.D1


def test_a_mere_topic_counts_only_where_the_sender_did_not_choose_to_share() -> None:
    assert class_sentence("Worried about rent.", DataClass.D1, TABLE).data_class is DataClass.D1
    assert class_sentence("Worried about rent.", DataClass.D7, TABLE).data_class is DataClass.D3


@pytest.mark.parametrize("chosen", list(DataClass))
@pytest.mark.parametrize("text", ["I have lupus.", "I want to die.", "See you Tuesday.", "Tina is pregnant."])
def test_no_rule_makes_a_sentence_less_confidential(chosen: DataClass, text: str) -> None:
    classed = class_sentence(text, chosen, TABLE)

    assert STRICTNESS.index(classed.data_class) >= STRICTNESS.index(chosen)
    assert chosen in classed.classes


def test_each_sentence_of_a_text_is_classed_alone() -> None:
    first, second = class_text("I want a B in chem. My chemo starts on Monday.", DataClass.D1, TABLE)

    assert first.data_class is DataClass.D1
    assert second.data_class is DataClass.D3


def test_a_known_name_is_no_third_person_and_a_namesake_is() -> None:
    known = frozenset({"ana", "ruiz"})

    assert named_spans("Ana met Ana Torres.", TABLE, known) == [(8, 18)]


def test_the_strictness_order_leaves_no_class_out() -> None:
    assert sorted(STRICTNESS) == sorted(DataClass)
