"""Severity comes from rules alone (safety.md 2.3): each rule with what it raises and what it leaves."""

import pytest

from tests.unit.safety.makers import conversation, heard, level


@pytest.mark.parametrize(
    "text",
    [
        "I have the pills ready in my drawer and I am going to kill myself tonight.",  # rule 1: means and time
        "I wrote goodbye letters to my family and left them on the desk.",  # rule 1: behavior
        "I picked a date and I have a plan to end my life.",  # rule 1: plan
        "I took all of the pills an hour ago.",  # rule 2: overdose in the past tense
        "He choked me last night.",  # rule 1: strangulation
        "I bought a gun and tomorrow I am going to shoot my roommate.",  # rule 1: target, means, time
        "The voices tell me to jump.",  # 2.2-10: command
        "she wont wake up and her lips are blue",  # 2.2-7
    ],
)
def test_imminent_signs_are_s4(text: str) -> None:
    assert level(text) == "S4"


@pytest.mark.parametrize(
    "text",
    [
        "I wish I could go to sleep and not wake up.",
        "I have thoughts of killing myself, not a plan or anything.",
        "I tried to kill myself two years ago.",  # rule 3: old, nothing said about recovery
        "My boyfriend hits me.",
        "I was raped.",
        "i am going to beat him up so bad",  # 3.2: target without means or time
    ],
)
def test_urgent_without_imminent_signs_is_s3(text: str) -> None:
    assert level(text) == "S3"


def test_a_past_cue_is_never_imminent() -> None:
    assert level("I tried to kill myself ten years ago with pills.") < "S4"


def test_past_and_recovered_is_a_note_for_a_person() -> None:
    assert level("I used to cut myself in high school. I am better now and clean for three years.") == "S2"


def test_past_with_something_present_is_urgent() -> None:
    assert level("I used to cut myself in high school and lately it is coming back.") == "S3"


def test_a_time_in_a_later_turn_makes_a_thought_imminent() -> None:
    result = conversation("I want to kill myself", "the weather is nice", "tonight when my roommate leaves")

    assert result.level == "S4"
    assert result.first_turn == 4


@pytest.mark.parametrize("later", ["what time does the library close tonight?", "my essay is due on friday"])
def test_a_later_question_or_a_word_about_class_lends_its_time_to_no_danger_told_before(later: str) -> None:
    assert conversation("I have thoughts of killing myself", later).level == "S3"


def test_our_own_words_never_count() -> None:
    assert conversation("what time does the library open", "ok thanks").level == "S0"


def test_retraction_does_not_clear() -> None:
    assert conversation("i want to kill myself", "jk im fine, forget it").level >= "S3"


def test_a_method_question_with_distress_before_is_urgent() -> None:
    result = conversation("I just lost everything and I feel so alone", "how high is the tallest bridge in town?")

    assert result.level == "S3"
    assert result.concerns[0].fired.startswith("rule:2.3-6")


def test_a_method_question_for_class_is_nothing() -> None:
    assert level("What is the lethal dose of caffeine in rats? I need it for my lab report.") == "S0"


def test_three_small_things_make_one_bigger() -> None:
    result = conversation(
        "i lost my job", "im failing all my classes", "turnitin flagged me, academic misconduct letter"
    )

    assert result.level >= "S2"


def test_a_minor_with_a_mentor_concern_is_urgent() -> None:
    assert heard("my mentor keeps texting me at 1am and asked me out", minor=True).level == "S3"
