"""What is kept of an item that holds more than its reader may see."""

from collections.abc import Callable

import pytest

from access.flows import DataClass
from assistant.revealing.trimming import Reader, allowed_text, without_numbers
from knowledge.classing_table import load_classing_table

TABLE = load_classing_table()


def reader(*allowed: DataClass, **more: bool) -> Reader:
    """A reader to whom these classes flow."""
    flows: Callable[[DataClass], bool] = lambda data_class: data_class in allowed  # noqa: E731
    return Reader(flows=flows, table=TABLE, known=frozenset({"ana", "ruiz"}), **more)


MENTOR = reader(DataClass.D0, DataClass.D1)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Raise chem to a B. I start chemo on Monday.", "Raise chem to a B."),
        ("Finish the essay by Friday because my visa expires.", "Finish the essay by Friday."),
        ("Because of my chemo, I need to move our session to Thursday.", "I need to move our session to Thursday."),
        ("Missed two lectures (court date), will copy the slides.", "Missed two lectures; will copy the slides."),
        ("I have lupus. It flares up at night. I want an A in genetics.", "I want an A in genetics."),
        ("I want to die.", ""),
        ("Study for the exam since I don't want to live anymore and want to die.", ""),
        ("Study with her friend Lucas on Tuesdays.", "Study with her friend on Tuesdays."),
        ("Compare notes with Priya's group.", "Compare notes with someone's group."),
        ("Ana Ruiz meets Dr. Helen Park in Martin Hall.", "Ana Ruiz meets Dr. Helen Park in Martin Hall."),
    ],
)
def test_the_needed_rest_of_a_shared_item_stays(said: str, shown: str) -> None:
    assert allowed_text(said, DataClass.D1, MENTOR) == shown


def test_nothing_of_a_class_that_does_not_flow_is_shown() -> None:
    assert allowed_text("See you on Tuesday.", DataClass.D2, MENTOR) == ""


def test_who_owns_a_text_reads_it_whole() -> None:
    whole = reader(DataClass.D3, classed=False)

    assert allowed_text("My roommate Tina has lupus.", DataClass.D3, whole) == "My roommate Tina has lupus."


def test_sharing_a_goal_with_my_mentor_shares_no_diagnosis_beside_it() -> None:
    broad = reader(DataClass.D1, DataClass.D3, broad_consent=True)

    assert allowed_text("Pass calculus. I have lupus.", DataClass.D1, broad) == "Pass calculus."
    assert allowed_text("Manage my ADHD.", DataClass.D1, broad) == "Manage my ADHD."


def test_a_life_told_beside_a_goal_is_not_needed_in_a_draft() -> None:
    sifting = reader(DataClass.D1, sifted=True)

    assert allowed_text("Pass calculus. My partner put my things outside.", DataClass.D1, sifting) == "Pass calculus."


def test_numbers_of_identity_and_money_are_taken_out() -> None:
    assert without_numbers("My SSN is 078-05-1120, see you at 10:30.") == "My SSN is [number], see you at 10:30."


def test_a_reason_that_is_not_about_the_work_stays_with_its_writer() -> None:
    sifting = reader(DataClass.D1, sifted=True)

    assert allowed_text("Finish by Friday because he may come back.", DataClass.D1, sifting) == "Finish by Friday."
    assert (
        allowed_text("Read ahead because the exam is near.", DataClass.D1, sifting)
        == "Read ahead because the exam is near."
    )
