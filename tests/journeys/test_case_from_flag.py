"""From the desk to the suite: a closed flag becomes a drafted case only with the student's own yes."""

import re

import yaml

from tests.conftest import House, post

DANGER = "I want to kill myself and I told Maya, 555-201-7788"


def closed_flag(house: House, person: str, name: str) -> str:
    """Danger said, claimed and closed; the flag's id."""
    post(house.client(person), "/ask", page="/ask", text=DANGER, key="k-case")
    desk = house.client("dana")
    row = next(one for one in desk.get("/queue").text.split("<li data-row") if name in one)
    flag = re.search(r'/flags/(flag_\w+)"', row)[1]
    here = f"/flags/{flag}"
    post(desk, f"{here}/moves", page=here, move="claim")
    close = {"outcome": "supported", "reason": "Spoke with her.", "next_contact_on": "2026-11-25"}
    post(desk, f"{here}/moves", page=here, move="close", **close)
    return flag


def test_silence_is_no_consent_and_a_no_is_a_no(house: House) -> None:
    flag = closed_flag(house, "lena", "Lena Fischer")
    desk, student = house.client("dana"), house.client("lena")

    assert desk.get(f"/flags/{flag}/case").status_code == 404
    post(student, f"/flags/{flag}/mine/case", page=f"/flags/{flag}/mine", said="yes")
    assert desk.get(f"/flags/{flag}/case").status_code == 200
    post(student, f"/flags/{flag}/mine/case", page=f"/flags/{flag}/mine", said="no")
    assert desk.get(f"/flags/{flag}/case").status_code == 404


def test_with_a_yes_a_coordinator_drafts_a_masked_case_and_the_student_sees_that(house: House) -> None:
    flag = closed_flag(house, "lena", "Lena Fischer")
    student, here = house.client("lena"), f"/flags/{flag}/mine"
    assert "555" not in student.get(here).text.split("help to check Trellis")[1].split("</form>")[0]
    post(student, f"{here}/case", page=here, said="yes")

    path = f"/flags/{flag}/case"
    drafted = post(house.client("dana"), path, page=path, about="Danger beside a friend", level="S4")

    (case,) = yaml.safe_load(drafted.text)["cases"]
    assert case["expect"] == {"level": "S4"}
    assert not re.search(r"Maya|Lopez|555|Lena", drafted.text)
    assert "I want to kill myself" in case["given"]["text"]
    assert "a test case was drafted" in student.get(here).text


def test_nobody_but_the_writer_can_say_yes(house: House) -> None:
    flag = closed_flag(house, "lena", "Lena Fischer")

    for person in ("priyanka", "tasha", "dana"):
        client = house.client(person)
        token = re.search(r'name="csrf" (?:value|content)="([^"]*)"', client.get("/account").text)[1]
        answer = client.post(f"/flags/{flag}/mine/case", data={"csrf": token, "said": "yes"},
                             headers={"sec-fetch-site": "same-origin"})  # fmt: skip
        assert answer.status_code in (403, 404), person
    assert house.client("dana").get(f"/flags/{flag}/case").status_code == 404
