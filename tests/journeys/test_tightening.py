"""Every sentence shows its class to its writer, who can make it more confidential and never less."""

import re

from access.labels import DataClass
from assistant.tightening import STEPS, WORDS, steps_from
from tests.conftest import House, post

OWN = re.compile(r'action="/statements/(\w+)/tighten"')


def test_a_student_tightens_what_was_shared_and_the_mentor_loses_it(house: House) -> None:
    student, mentor = house.client("ana"), house.client("maya")
    page = student.get("/about-me").text
    shared = next(one for one in items(page) if "shared with the mentor" in one)
    words, statement = re.search(r'class="grow">(.*?)<br>', shared)[1], OWN.search(shared)[1]
    assert words in mentor.get("/pairings/p-ana").text

    answer = post(student, f"/statements/{statement}/tighten", page="/about-me", data_class="D2", back="/about-me")

    assert f">{WORDS[DataClass.D2]}<" in next(one for one in items(answer.text) if statement in one)
    assert words not in mentor.get("/pairings/p-ana").text


def test_a_mentor_sees_the_class_of_each_sentence_and_tightens_one(house: House) -> None:
    mentor = house.client("maya")
    page = mentor.get("/pairings/p-ana").text
    assert f">{WORDS[DataClass.D7]}<" in page
    statement = OWN.search(page)[1]

    answer = post(
        mentor, f"/statements/{statement}/tighten", page="/pairings/p-ana", data_class="D3", back="/pairings/p-ana"
    )

    item = re.search(rf'<li id="{statement}">.*?</li>', answer.text, re.DOTALL)
    assert item is None or f">{WORDS[DataClass.D3]}<" in item[0]


def test_nothing_is_loosened(house: House) -> None:
    student = house.client("ana")
    private = next(one for one in items(student.get("/about-me").text) if ">private<" in one)
    statement = re.search(r'id="(statement_\w+)"', private)[1]

    refused = [
        post(student, f"/statements/{statement}/tighten", page="/about-me", data_class=name, back="/about-me")
        for name in ("D0", "D1", "D7")
    ]

    assert {one.status_code for one in refused} == {422}
    assert "/tighten" not in private


def test_another_persons_sentence_is_not_there_to_tighten(house: House) -> None:
    statement = OWN.search(house.client("ana").get("/about-me").text)[1]

    answer = post(house.client("marcus"), f"/statements/{statement}/tighten", page="/about-me", data_class="D3")

    assert answer.status_code == 404


def test_every_class_has_a_word_and_every_step_leads_to_a_stricter_one() -> None:
    stricter = {DataClass.D2, DataClass.D3, DataClass.D6}

    assert set(WORDS) == set(DataClass)
    assert all(set(ways) <= stricter for ways in STEPS.values())
    assert [len(steps_from(one)) for one in (DataClass.D1, DataClass.D2, DataClass.D8)] == [2, 0, 0]


def items(page: str) -> list[str]:
    """The sentences of the page, each with what can be done to it."""
    return re.findall(r'<li id="statement_.*?</li>', page, re.DOTALL)
