"""A mentor's smaller helps: check-ins, goals, wording, what a note holds, reports, the drill, the calendar, replay."""

import re
from datetime import timedelta

from assistant.replaying import replay, replay_last
from cli.demo_filling import PROGRAM
from storage.drafts import Drafts
from storage.viewers import load_viewer
from tests.conftest import House, post


def first_session(page: str) -> str:
    found = re.search(r"/sessions/(\w+)/prep", page)
    assert found
    return found[1]


def draft_for(house: House, client) -> str:
    answer = post(client, f"/sessions/{first_session(client.get('/today').text)}/prep", page="/today")
    assert answer.status_code == 200
    return str(answer.url.path)


def version_of(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def pairing_of(client) -> str:
    found = re.search(r'href="(/pairings/[\w-]+)"', client.get("/pairings").text)
    assert found
    return found[1]


def mentee_in(client, pairing: str) -> str:
    found = re.search(r'name="mentee_id" value="(\w+)"', client.get(pairing).text)
    assert found
    return found[1]


def test_a_drafted_check_in_leaves_the_opening_blank_and_says_where_lines_come_from(house: House) -> None:
    client = house.client("maya")
    pairing = pairing_of(client)

    page = client.get(f"{pairing}/check-in?mentee_id={mentee_in(client, pairing)}&channel=message").text

    assert re.search(r'<textarea id="opening"[^>]*></textarea>', page)
    assert "One-minute check-in before" in page
    assert "part of the check-in&#39;s template" in page


def test_a_drafted_check_in_does_not_go_without_the_mentors_opening(house: House) -> None:
    client = house.client("maya")
    pairing = pairing_of(client)
    mentee = mentee_in(client, pairing)

    answer = post(
        client, f"{pairing}/check-ins", page=pairing, mentee_id=mentee, message="Words I changed.", drafted="yes"
    )

    assert answer.status_code == 422
    assert "Words I changed." in answer.text


def test_a_third_check_in_within_a_week_is_refused_and_its_words_are_kept(house: House) -> None:
    client = house.client("maya")
    pairing = pairing_of(client)
    mentee = mentee_in(client, pairing)
    house.clock.advance(timedelta(days=8))
    client = house.client("maya")

    sent = [
        post(client, f"{pairing}/check-ins", page=pairing, mentee_id=mentee, message="How is it?", opening=f"Hi {n}")
        for n in range(3)
    ]

    assert [one.status_code for one in sent] == [200, 200, 422]
    assert "most your program allows" in sent[2].text
    assert "Hi 2" in sent[2].text


def test_a_vague_goal_is_met_with_questions_and_can_be_set_anyway(house: House) -> None:
    client = house.client("maya")
    pairing = pairing_of(client)
    mentee = mentee_in(client, pairing)

    asked = post(client, "/goals", page=pairing, mentee_id=mentee, text="Do better", back=pairing)
    before = client.get(pairing).text
    set_anyway = post(client, "/goals", page=pairing, mentee_id=mentee, text="Do better", back=pairing, anyway="yes")

    assert "By which day, or how often?" in asked.text
    assert "Do better</textarea>" in asked.text
    assert "<h3>Do better</h3>" not in before
    assert "<h3>Do better</h3>" in set_anyway.text


def test_wording_help_names_the_slip_and_the_training_and_keeps_nothing(house: House) -> None:
    client = house.client("maya")
    session = first_session(client.get("/today").text)
    words = "I promise I won't tell anyone, this stays between us."

    piece = post(client, "/wording", page="/today", concerns=words, kind="note").text
    whole = post(client, f"/sessions/{session}/notes", page="/today", concerns=words, act="wording").text

    assert "/library/training/" in client.get("/training").text
    assert "promise of secrecy would have to be broken" in piece
    assert "promise of secrecy would have to be broken" in whole
    assert "this stays between us.</textarea>" in whole
    assert "Nothing written yet." in whole


def test_wording_help_links_to_the_training_that_says_more(house: House) -> None:
    client = house.client("maya")

    piece = post(client, "/wording", page="/today", text="What is hard and why did you stop?").text

    assert 'href="/library/training/listening/open-questions.md"' in piece


def test_what_a_note_holds_becomes_a_date_only_once_confirmed(house: House) -> None:
    client = house.client("maya")
    session = first_session(client.get("/today").text)
    note = "Ana will email the writing tutor by next Friday. I will send her the template."

    kept = post(client, f"/sessions/{session}/notes", page="/today", goals=note).text
    pattern = r'name="mentee_id" value="(\w+)".*?name="text" value="([^"]+)".*?value="(\d{4}-\d\d-\d\d)"'
    form = re.search(pattern, kept[kept.index("Found in your note") :], re.DOTALL)
    assert form
    before = house.client(form[1]).get("/home").text
    post(client, f"/sessions/{session}/dates", page="/today", mentee_id=form[1], text=form[2], due_on=form[3])

    assert "Found in your note" in kept
    assert form[2] not in before
    assert form[2] in house.client(form[1]).get("/home").text


def test_a_date_cannot_be_set_for_somebody_elses_mentee(house: House) -> None:
    client = house.client("maya")
    session = first_session(client.get("/today").text)

    answer = post(client, f"/sessions/{session}/dates", page="/today", mentee_id="jonah", text="x", due_on="2026-12-01")

    assert answer.status_code == 404


def test_a_report_counts_what_was_logged_and_names_nobody(house: House) -> None:
    page = house.client("maya").get("/reports?period=monthly").text

    report = page[page.index("<h1>") : page.index("<aside>")]

    assert "planned sessions held" in report
    assert "cannot claim that mentoring caused" in report
    assert "Ana" not in report


def test_the_drill_reports_what_was_caught_and_has_no_way_to_approve(house: House) -> None:
    client = house.client("maya")

    page = client.get("/drill").text
    seed = re.search(r'name="seed" value="(\d+)"', page)
    assert seed
    every = re.findall(r'name="wrong" value="([\w-]+)"', page)
    answer = post(client, "/drill", page="/drill", seed=seed[1], wrong=every).text

    planted = re.search(r"(\d+) of (\d+) planted errors caught", answer)
    assert planted
    assert planted[1] == planted[2] != "0"
    assert "approve" not in "".join(re.findall(r'action="([^"]+)"', page + answer))


def test_a_second_draft_marks_what_is_new_since_the_first(house: House) -> None:
    client = house.client("maya")
    first = client.get(draft_for(house, client)).text
    session = re.search(r"/sessions/(\w+)", first)[1]
    post(client, f"/sessions/{session}/notes", page="/today", goals="Ana will bring quiz 7 to the next session.")
    house.clock.advance(timedelta(minutes=1))

    second = post(client, f"/sessions/{session}/prep", page="/today").text

    assert "new since last time" not in first
    assert "new since last time" in second


def test_a_calendar_link_holds_times_and_no_names_and_a_forged_one_nothing(house: House) -> None:
    client = house.client("maya")
    link = re.search(r'/calendar/([^"]+)\.ics', client.get("/calendar").text)
    assert link

    feed = house.client().get(f"/calendar/{link[1]}.ics")
    forged = house.client().get(f"/calendar/{link[1].replace('maya', 'jonah')}.ics")

    assert feed.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in feed.text
    assert "Ana" not in feed.text
    assert forged.status_code == 404


def test_an_agenda_to_print_leaves_the_brief_behind(house: House) -> None:
    client = house.client("maya")
    draft = draft_for(house, client)
    brief = next(one["text"] for one in client.get(f"/v1{draft}").json()["lines"] if one["block"] == "brief")

    page = client.get(f"{draft}/agenda").text

    assert "20 min" in page
    assert brief not in page


def test_a_stored_draft_comes_out_again_byte_for_byte(house: House) -> None:
    client = house.client("maya")
    draft_for(house, client)
    with house.services.database.read() as db:
        viewer = load_viewer(db, "maya", PROGRAM)

    replayed = replay_last(house.services, (viewer,), 5)

    assert replayed
    assert all(one.same and one.inputs_same for one in replayed)


def test_an_edit_is_no_difference_to_a_replay_but_other_words_are(house: House) -> None:
    client = house.client("maya")
    draft = draft_for(house, client)
    line = client.get(f"/v1{draft}").json()["lines"][0]["id"]
    post(client, f"{draft}/lines/{line}", page=draft, version=version_of(client.get(draft).text), text="Mine.")
    with house.services.database.read() as db:
        viewer = load_viewer(db, "maya", PROGRAM)
        stored = Drafts(db, viewer).get(draft.rsplit("/", 1)[-1])
        inputs = Drafts(db, viewer).inputs(stored.id)

    same = replay(house.services, stored, inputs)
    other = replay(house.services, stored, {**inputs, "session": {**inputs["session"], "minutes": 45}})

    assert same.same
    assert not other.same
