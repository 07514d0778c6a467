"""A question is answered in the documents' own words, or ends with a name that says why not."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from assistant.answering.answer import Answer, AnswerStatus, Line
from assistant.answering.deciding import Decision
from assistant.answering.kinds import Kind, kinds_of
from assistant.answering.pipeline import STEPS, Answering
from assistant.answering.policy import load_policy
from assistant.answering.steps.language import language_of
from assistant.answering.steps.parts import pieces_of
from assistant.answering.steps.rephrasing import joined
from assistant.answering.turn import Turn
from core.clock import FixedClock
from knowledge.document import Audience, Document, Section, Table
from retrieval.embedding import WordHashEmbedder
from retrieval.throwaway import retriever_of

POLICY = load_policy()
CAMPUSES = ("harbor", "main")
MENTEE = frozenset({Audience.EVERYONE})
CHECKED = date(2026, 9, 9)


def lab(path: str = "lab.md", hours: str = "Mon to Thu 9:00 am to 5:00 pm", **more: object) -> Document:
    table = Table(header=("Period", "Hours"), rows=(("Fall", hours), ("Summer", "Closed")))
    sections = (
        Section(path=("Math Lab",), text="The Math Lab helps with every mathematics course."),
        Section(path=("Math Lab", "Hours"), text="", tables=(table,)),
        Section(path=("Math Lab", "Where"), text="Kiln Hall, room 115."),
        Section(path=("Math Lab", "Deadlines"), text="Apply by Nov 6, 2026 at the desk."),
        Section(path=("Math Lab", "Contact"), text="Call 555-0103 or write to lab@north.example."),
    )
    made = Document(
        path=path, title="Math Lab", office="Math Lab", digest=path, sections=sections, verified_on=date(2026, 9, 9)
    )
    return replace(made, **more)  # type: ignore[arg-type]


def pantry() -> Document:
    return Document(
        path="pantry.md", title="Food Shelf", office="Food Shelf", digest="p", campus="harbor",
        sections=(Section(path=("Food Shelf", "Hours"), text="Open Tuesday 9:00 am to noon. Free to students."),),
    )  # fmt: skip


def ask(
    text: str, *documents: Document, previous: tuple[str, ...] = (), threshold: float = 0.3, **more: object
) -> Answer:
    decision = Decision(weights={"covered_nearby": 6.0}, bias=-3.0, threshold=threshold, version="test")
    clock = FixedClock(datetime(2026, 11, 24, tzinfo=UTC))
    retriever = retriever_of(documents or (lab(), pantry()), WordHashEmbedder())
    turn = Turn(text=text, audiences=MENTEE, previous=previous, **more)  # type: ignore[arg-type]
    return Answering(retriever, POLICY, decision, clock=clock).answer(turn)


def test_the_asked_section_is_quoted_cited_and_dated() -> None:
    answer = ask("when is the math lab open in fall")

    assert answer.status is AnswerStatus.ANSWERED
    assert "Fall: Mon to Thu 9:00 am to 5:00 pm" in answer.text
    assert "Checked September 9, 2026." in answer.text
    assert (answer.citations[0].document, answer.citations[0].section) == ("lab.md", "Hours")
    assert ("Fall", "Mon to Thu 9:00 am to 5:00 pm") in [(fact.label, fact.value) for fact in answer.facts]
    assert answer.handed_to is not None
    assert "555-0103" in answer.handed_to.contact


def test_every_line_of_an_answer_names_its_source() -> None:
    assert all(line.citations for line in ask("where is the math lab").lines)
    with pytest.raises(ValueError, match="citation"):
        Line(text="words", citations=())


def test_a_date_that_is_past_is_said_to_be_past() -> None:
    assert "Nov 6, 2026 has already passed." in ask("math lab deadline to apply").text


def test_what_no_document_holds_is_not_answered() -> None:
    answer = ask("does the college have a planetarium with telescopes")

    assert answer.status.family == "unanswerable"
    assert "planetarium" not in str(answer.trace)


def test_two_current_documents_that_disagree_are_both_shown_newest_first() -> None:
    older = lab("older.md", "Mon to Thu 8:00 am to 4:00 pm", verified_on=date(2026, 2, 1))

    answer = ask("when is the math lab open in fall", older, lab())

    assert answer.status is AnswerStatus.ANSWERED_WITH_CONFLICT
    assert answer.text.index("5:00 pm") < answer.text.index("4:00 pm")


def test_an_expired_twin_makes_no_conflict() -> None:
    older = lab("older.md", "8:00 am to 4:00 pm", verified_on=date(2025, 2, 1), review_by=date(2026, 1, 1))

    answer = ask("when is the math lab open in fall", older, lab())

    assert answer.status is AnswerStatus.ANSWERED
    assert answer.citations[0].document == "lab.md"


@dataclass(frozen=True)
class Heard:
    level: str
    language: str = "en"


def test_the_screen_comes_before_everything() -> None:
    answer = ask("when is the math lab open", screen=Heard("S4"), screen_text="Reviewed words.")

    assert answer.status is AnswerStatus.HANDED_TO_PERSON
    assert answer.text == "Reviewed words."
    assert STEPS[0].__name__ == "heed_the_screen"


def test_a_lesser_concern_does_not_keep_the_answer_away() -> None:
    assert ask("when is the math lab open", screen=Heard("S1")).status is AnswerStatus.ANSWERED


ENDINGS = [
    # small talk
    ("hi there", "small_talk"), ("thanks so much", "small_talk"), ("are you a real person", "small_talk"),
    # homework, and help with homework
    ("write me an essay on bees", "declined_homework"), ("solve x^2 - 4 = 0", "declined_homework"),
    # medicine, law
    ("do i have adhd", "declined_medical"), ("can i sue my landlord", "declined_legal"),
    # records and people
    ("what is my gpa", "declined_personal_record"), ("is Dana Cole in the mentoring program", "declined_about_others"),
    ("has anyone complained about my mentor", "declined_about_others"),
    # other
    ("who won the game last night", "declined_out_of_scope"), ("hours?", "needs_clarification"),
    ("¿A qué hora abre la biblioteca?", "unanswerable_language"), ("什么时候开门", "unanswerable_language"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "status"), ENDINGS)
def test_what_is_not_ours_to_answer_ends_by_name(text: str, status: str) -> None:
    assert ask(text).status == status


@pytest.mark.parametrize(
    "text", ["where can I get help with my essay", "how do i see my gpa", "do i have to pay for parking"]
)
def test_asking_for_an_office_is_not_declined(text: str) -> None:
    assert ask(text).status.family not in ("declined", "small")


def test_nobodys_membership_is_told_whoever_asks() -> None:
    asked = [ask(f"is {name} in the program").text for name in ("Dana Cole", "Sam", "lee wong")]

    assert len(set(asked)) == 1


def test_every_ending_that_needs_one_has_reviewed_words() -> None:
    for status in AnswerStatus:
        assert status.family == "answered" or POLICY.texts[status.value].strip()


FOLLOW_UPS = [
    ("when is the math lab open", "where is it", "math lab"),
    ("food pantry hours at main", "what about harbor", "at harbor"),
    ("food pantry hours at main", "no, the other campus", "at harbor"),
    ("when is the writing center open", "and on fridays?", "writing center"),
]


@pytest.mark.parametrize(("earlier", "text", "expected"), FOLLOW_UPS)
def test_a_follow_up_takes_its_topic_along(earlier: str, text: str, expected: str) -> None:
    assert expected in joined(earlier, text, CAMPUSES)


def test_a_new_topic_leaves_the_old_one_behind() -> None:
    assert joined("when is the math lab open", "how do I order a transcript", CAMPUSES) == "how do I order a transcript"


def test_several_questions_are_answered_one_by_one() -> None:
    pieces = pieces_of("when is the math lab open and where do i get a parking permit")

    assert len(pieces) == 2


def test_kinds_are_told_apart() -> None:
    assert Kind.HOURS in kinds_of("when is the lab open")
    assert Kind.COST in kinds_of("how much is a permit")
    assert Kind.DEADLINE in kinds_of("last day to drop")


@pytest.mark.parametrize("text", ["when is the lab open", "libary hors", "Café open?", "FAFSA", "math 101 resume help"])
def test_english_is_not_taken_for_another_language(text: str) -> None:
    assert language_of(text) == "en"


def test_asking_for_hours_does_not_bring_the_room() -> None:
    answer = ask("when is the math lab open in fall")

    assert "Mon to Thu 9:00 am to 5:00 pm" in answer.text
    assert "Kiln Hall" not in answer.text


def test_and_at_harbor_does_not_repeat_the_main_campus() -> None:
    main = lab("main.md", hours="Mon 8:00 am to 1:00 pm", campus="main")
    harbor = lab("harbor.md", hours="Tue 2:00 pm to 6:00 pm", campus="harbor")

    answer = ask("and at harbor?", main, harbor, previous=("when is the math lab open at main",))

    assert "Tue 2:00 pm to 6:00 pm" in answer.text
    assert "Mon 8:00 am" not in answer.text


def test_a_part_that_asks_without_a_known_kind_is_still_a_part() -> None:
    assert len(pieces_of("what is the math lab and where is the moon lab")) == 2
