"""Masking: people first, shapes second, everything back in its place."""

import pytest

from assistant.writing.masking import Masker, RosterPerson

ANA = RosterPerson(
    id="p1", name="Ana Ruiz", emails=("ana.ruiz@example.edu",), phones=("+1 555 201 7788",), ids=("S1234567",)
)
WILL = RosterPerson(id="p2", name="Will van der Berg")
OTHER_ANA = RosterPerson(id="p3", name="Ana Okafor")
LIZ = RosterPerson(id="p4", name="Elizabeth O'Brien", nicknames=("Zibby",))
MASKER = Masker((ANA, WILL, OTHER_ANA, LIZ))


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("Met Ana Ruiz today.", "Met [PERSON_1] today."),
        ("ana ruiz's plan", "[PERSON_1]'s plan"),
        ("Ask A.R. about it", "Ask [PERSON_1] about it"),
        ("Ruiz, Ana came", "[PERSON_1] came"),
        ("Zibby and Liz O’Brien met", "[PERSON_4] and [PERSON_4_B] met"),
        ("W. van der Berg called", "[PERSON_2] called"),
        ("Write to ana.ruiz @ example.edu", "Write to [EMAIL_1]"),
        ("Her id is s 123 4567.", "Her id is [ID_1]."),
        ("Call 555-201-7788 now", "Call [PHONE_1] now"),
        ("A n a R u i z wrote", "[PERSON_1] wrote"),
        ("Elizabteh was late", "[PERSON_4] was late"),
    ],
)
def test_a_person_is_found_however_they_are_written(written: str, masked: str) -> None:
    assert MASKER.mask(written).text == masked


def test_a_name_that_two_people_bear_gets_a_token_of_its_own() -> None:
    assert MASKER.mask("Ana finished; Ana Okafor did not.").text == "[PERSON_1_OR_3] finished; [PERSON_3] did not."


@pytest.mark.parametrize(
    "plain", ["I will bring notes.", "Will you come?", "It will long be due.", "I've read it, she's in."]
)
def test_an_everyday_word_is_not_taken_for_a_name(plain: str) -> None:
    assert MASKER.mask(plain).text == plain


def test_an_everyday_word_is_a_name_where_a_person_would_stand() -> None:
    assert MASKER.mask("I told Will. Will asked for help.").text == "I told [PERSON_2]. [PERSON_2] asked for help."


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("card 4111 1111 1111 1111", "CARD"),
        ("SSN 078-05-1120", "SSN"),
        ("host 10.0.0.12", "IP"),
        ("GB29 NWBK 6016 1331 9268 19", "IBAN"),
        ("see https://example.org/a?b=c", "URL"),
        ("jo at example dot org", "EMAIL"),
        ("+46 (0)8 928 571 38", "PHONE"),
        ("12 North Main Street", "ADDRESS"),
        ("licence F1628235401", "ID"),
    ],
)
def test_a_structured_identifier_is_found_by_its_shape(written: str, kind: str) -> None:
    assert f"[{kind}_1]" in MASKER.mask(written).text


@pytest.mark.parametrize(
    "plain",
    [
        "Chapter 12, pages 120 to 135",
        "due 2026-11-20",
        "at 10:30 in room 204",
        "in 2026-2027",
        "CHEM 1310 and MATH 20B",
    ],
)
def test_dates_times_and_course_numbers_stay(plain: str) -> None:
    assert MASKER.mask(plain).text == plain


def test_masking_is_undone_to_the_letter() -> None:
    text = "Ana Ruiz and ana ruiz wrote to ana.ruiz@example.edu; LIZ and Liz called 555 201 7788."

    masked = MASKER.mask(text)

    assert "Ruiz" not in masked.text
    assert masked.restore() == text


def test_a_models_answer_gets_its_people_back() -> None:
    masked = MASKER.mask("Ana Ruiz needs the form by Friday.")

    assert masked.restore("Remind [PERSON_1], not [PERSON_9].") == "Remind Ana Ruiz, not [PERSON_9]."


def test_a_person_has_one_token_in_every_text() -> None:
    assert "[PERSON_4]" in MASKER.mask("Elizabeth came").text
    assert "[PERSON_4]" in MASKER.mask("We met Will, Ana Ruiz and Liz").text


def test_the_table_of_tokens_is_in_no_representation() -> None:
    assert "Ruiz" not in repr(MASKER.mask("Ana Ruiz"))
