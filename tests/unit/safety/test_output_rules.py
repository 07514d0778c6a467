"""Output rules: places, guards, musts, figures; and the property that nothing forbidden hides in something reviewed."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.safety.levels import Category, Level
from assistant.safety.output_rules import KINDS, OutputContext, check_output
from assistant.safety.replies import SPOKEN, load_replies

TODAY = date(2026, 11, 24)
FORBIDDEN = (
    "I promise this stays between us.",
    "It sounds like you have depression.",
    "He committed suicide last year.",
    "I am a real person.",
    "I understand exactly how you feel.",
    "Promise me you won't hurt yourself.",
    "You should confront him tonight.",
    "That was rape.",
    "It is partly your fault.",
    "You are at low risk.",
    "I'm sorry, but I can't talk about suicide.",
    "I have to end this conversation now.",
    "Just let her sleep it off.",
    "Everything is going to be fine.",
    "You don't need to talk to anyone else, I'm always here for you.",
)
CRISIS = (
    "Call or text 988 now, or call 911 if you might act on it. The campus crisis line is 555-0113. Please be with "
    "someone. The on-call coordinator has been told. I am an AI assistant, not a person."
)


def rules_of(text: str, **context: str) -> set[str]:
    return {violation.rule for violation in check_output(text, **context)}  # type: ignore[arg-type]


@given(
    category=st.sampled_from(list(Category)), level=st.sampled_from(SPOKEN), bad=st.sampled_from(FORBIDDEN),
    place=st.integers(0, 12),
)  # fmt: skip
@settings(max_examples=120, deadline=None)
def test_a_forbidden_sentence_is_found_wherever_it_hides_in_a_reviewed_reply(
    category: Category, level: Level, bad: str, place: int
) -> None:
    lines = list(load_replies().reply(category, level, TODAY))
    lines.insert(min(place, len(lines)), bad)

    assert check_output(" ".join(lines), kind="reply", level=level, category=category)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_text_and_context_give_the_same_answer(kind: str) -> None:
    text = "I won't tell anyone. She killed herself because of her grades."

    assert check_output(text, kind=kind) == check_output(text, OutputContext(kind=kind))


def test_a_span_points_at_the_words_as_they_were_written() -> None:
    text = "Thank you.  **I won’t tell anyone** about it."

    (first, *_) = check_output(text)

    assert text[slice(*first.span)].startswith("I won’t tell anyone")


@pytest.mark.parametrize(
    "text",
    [
        "I prоmise this stays between us",
        "I\u200b promise\u200b this stays between us",
        "I *promise* this _stays_ between us",
    ],
)
def test_letters_dressed_up_are_read_as_what_they_show(text: str) -> None:
    assert "L4-secrecy" in rules_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "I can't promise to keep this between us.",
        "Do not say \"committed suicide\"; say \"died by suicide\".",
        "The failed attempt at the quiz shows where to start.",
        "I promise to bring the handout.",
        "Confront the deadline early.",
        "Couples of problems are on page 3.",
        "The dose in the pharmacology worksheet is 250 mg.",
        "A low risk investment is the topic of the quiz.",
    ],
)  # fmt: skip
def test_words_alone_are_not_banned(text: str) -> None:
    assert check_output(text, kind="agenda") == []


def test_a_whole_crisis_reply_passes_and_each_missing_item_is_named() -> None:
    whole = {"kind": "reply", "level": "S4", "category": "suicide"}
    missing = {
        "Call or text 988 now, or": "2.4-must-988", "call 911 if you might act on it": "2.4-must-emergency",
        "The campus crisis line is 555-0113.": "2.4-must-campus", "Please be with someone.": "2.4-must-with-someone",
        "The on-call coordinator has been told.": "2.4-must-told",
        "I am an AI assistant, not a person.": "2.4-must-ai",
    }  # fmt: skip

    assert check_output(CRISIS, **whole) == []  # type: ignore[arg-type]
    for words, rule in missing.items():
        assert rule in rules_of(CRISIS.replace(words, ""), **whole)


def test_too_much_at_once_is_named() -> None:
    crisis = {"kind": "reply", "level": "S4", "category": "suicide"}

    assert "2.4-words" in rules_of(CRISIS + " Please do call." * 40, **crisis)
    assert "2.4-questions" in rules_of(CRISIS + " Are you alone? Where? How long?", **crisis)
    assert "2.4-link-only" in rules_of("See https://988lifeline.org", **crisis)


def test_figures_must_stand_in_the_sources_where_these_are_given() -> None:
    text = "The desk closes at 5:30 pm and the fee is $40."

    assert check_output(text, sources=["Closes at 5:30 pm. The fee: $40."]) == []
    assert {v.rule for v in check_output(text, sources=["Closes at 5 pm. The fee: $40."])} == {"9-unsourced"}


def test_a_number_that_is_not_a_checked_line_is_named() -> None:
    assert "9-phone" in rules_of("Call the office at 555-0199.")
    assert rules_of("The crisis line is 555-0113; Poison Help is 1-800-222-1222.") == set()


def test_a_name_that_may_not_be_said_is_found() -> None:
    assert [v.rule for v in check_output("Marcus was there.", kind="flag", names=["Marcus"])] == ["D6-name"]


def test_a_short_text_is_checked_within_a_few_milliseconds() -> None:
    check_output(CRISIS)
    begun = time.perf_counter()
    for _ in range(20):
        check_output(CRISIS, kind="reply", level="S4", category="suicide")

    assert (time.perf_counter() - begun) / 20 < 0.05  # about 4 ms here; ten times that on a busy machine
