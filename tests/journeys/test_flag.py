"""From worrying words to a person who acts, and back to whoever spoke."""

import re

from assistant.jobs import run_due
from tests.conftest import House, post

DANGER = "I am going to kill myself tonight, I have everything ready"


def speak(house: House, person: str, text: str) -> str:
    """Send words on the Ask page; the page that came back."""
    return post(house.client(person), "/ask", page="/ask", text=text, key=f"k-{abs(hash(text))}").text


def newest_flag(house: House, name: str) -> str:
    queue = house.client("dana").get("/queue").text
    row = next(one for one in queue.split("<li data-row") if name in one)
    return re.search(r'/flags/(flag_\w+)"', row)[1]


def test_danger_shows_reviewed_help_at_once_and_pages_someone(house: House) -> None:
    page = speak(house, "lena", DANGER)

    assert "988" in page
    assert "911" in page
    assert page.index('id="safety"') < page.index("<h1>Ask</h1>")
    assert "on-call coordinator" in page
    run_due(house.services)
    assert "page" in house.client("dana").get(f"/flags/{newest_flag(house, 'Lena Fischer')}").text


def test_a_disclosure_said_again_is_heard_again(house: House) -> None:
    client = house.client("lena")
    post(client, "/ask", page="/ask", text=DANGER, key="first-key")
    conversation = re.search(r'name="conversation" value="(\w+)"', client.get("/ask").text)[1]

    page = post(
        client, "/ask", page="/ask", text="I still want to kill myself", key="second-key", conversation=conversation
    ).text

    assert page.count("988") >= 2
    assert "Lena Fischer" in house.client("dana").get("/queue").text


def test_the_mentors_screen_holds_none_of_the_words(house: House) -> None:
    speak(house, "lena", DANGER)

    pages = [house.client("priyanka").get(path).text for path in ("/today", "/pairings/p-lena", "/flags/raised")]

    assert not [page for page in pages if "kill" in page or "everything ready" in page]


def test_a_flag_is_claimed_and_closes_only_with_an_outcome_and_a_next_contact(house: House) -> None:
    speak(house, "lena", DANGER)
    flag = newest_flag(house, "Lena Fischer")
    desk = house.client("dana")
    here = f"/flags/{flag}"

    post(desk, f"{here}/moves", page=here, move="claim")
    refused = post(desk, f"{here}/moves", page=here, move="close", reason="Spoke with her.")
    closed = post(
        desk, f"{here}/moves", page=here, move="close", outcome="supported", reason="Spoke with her.",
        next_contact_on="2026-11-25",
    )  # fmt: skip

    assert refused.status_code == 422
    assert closed.status_code == 200
    assert "Reached and supported" in desk.get(here).text


def test_an_emergency_disclosure_asks_for_the_ferpa_fields_first(house: House) -> None:
    speak(house, "lena", DANGER)
    flag = newest_flag(house, "Lena Fischer")
    desk = house.client("dana")
    post(desk, f"/flags/{flag}/moves", page=f"/flags/{flag}", move="claim")

    refused = post(desk, f"/flags/{flag}/moves", page=f"/flags/{flag}", move="disclose_emergency")

    assert refused.status_code == 422


def test_in_the_care_lane_the_student_reads_first(house: House) -> None:
    home = house.client("tasha").get("/home").text
    mine = re.search(r"/flags/(flag_\w+)/mine", home)[1]

    desk = house.client("dana").get(f"/flags/{mine}").text
    own = house.client("tasha").get(f"/flags/{mine}/mine").text

    assert "skipping meals" not in desk
    assert "skipping meals" in own


def test_agreeing_opens_it_in_the_students_own_words(house: House) -> None:
    student = house.client("tasha")
    mine = re.search(r"/flags/(flag_\w+)/mine", student.get("/home").text)[1]
    here = f"/flags/{mine}/mine"

    post(student, here, page=here, move="soften", words="Money is tight; I would like to hear about food on campus.")
    post(student, here, page=here, move="agree")

    desk = house.client("dana").get(f"/flags/{mine}").text
    assert "hear about food on campus" in desk
    assert "skipping meals" not in desk


def test_a_complaint_about_a_mentor_never_reaches_that_mentor(house: House) -> None:
    post(
        house.client("marcus"),
        "/complaints/new",
        page="/complaints/new",
        kind="mentor",
        words="She keeps asking me out.",
    )

    pages = [
        house.client("maya").get(path).text for path in ("/today", "/pairings/p-marcus", "/flags/raised", "/audit")
    ]

    assert "Marcus" in house.client("dana").get("/queue").text
    assert not [page for page in pages if "asking me out" in page or "complaint" in page.lower()]


def test_a_mentor_raises_a_flag_and_hears_back(house: House) -> None:
    mentor = house.client("maya")
    page = "/flags/raise?about=ana"

    post(mentor, "/flags/raise", page=page, about="ana", kind="silence", words="She has not answered for two weeks.")

    assert "What came of it" in mentor.get("/flags/raised").text
    assert "Ana Duarte" in house.client("dana").get("/queue").text
