"""What leaves Trellis as a file: one session for a calendar, an agenda as PDF; only what its reader may see."""

import io

from icalendar import Calendar
from pypdf import PdfReader

from assistant.agenda_pdf import unmarked
from storage.audit import Audit
from storage.sessions import change_session
from storage.viewers import load_viewer
from tests.conftest import House
from tests.journeys.test_mentor_help import draft_for, first_session


def test_an_invite_holds_one_session_its_time_and_no_name(house: House) -> None:
    client = house.client("maya")
    session = first_session(client.get("/today").text)

    answer = client.get(f"/sessions/{session}/invite.ics")
    (event,) = Calendar.from_ical(answer.text).walk("VEVENT")

    assert answer.headers["content-type"].startswith("text/calendar")
    assert "METHOD:PUBLISH" in answer.text
    assert event["UID"] == f"{session}@trellis"
    assert "Ana" not in answer.text


def test_an_invite_of_anothers_session_does_not_exist(house: House) -> None:
    session = first_session(house.client("maya").get("/today").text)

    assert house.client("jonah").get(f"/sessions/{session}/invite.ics").status_code == 404


def test_an_invite_of_a_session_called_off_takes_it_out_of_the_calendar(house: House) -> None:
    client = house.client("maya")
    session = first_session(client.get("/today").text)
    with house.services.database.read() as db:
        viewer = load_viewer(db, "maya", "program_demo")
    with house.services.database.write(Audit(actor="maya", action="session.change")) as db:
        change_session(db, viewer, session, status="cancelled")

    assert "METHOD:CANCEL" in client.get(f"/sessions/{session}/invite.ics").text


def test_a_pdf_has_a_title_a_language_headings_and_no_brief(house: House) -> None:
    client = house.client("maya")
    draft = draft_for(house, client)

    reader = PdfReader(io.BytesIO(client.get(f"{draft}/agenda.pdf").content))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    assert reader.metadata is not None
    assert reader.metadata.title is not None
    assert reader.metadata.title.startswith("Session 7 with Ana Duarte")
    assert reader.trailer["/Root"]["/Lang"] == "en-US"
    assert len(reader.outline) > 1
    assert "of 8-10" not in words  # the brief's line
    assert "Homework review (20 min)" in words


def test_a_pdf_of_anothers_agenda_does_not_exist(house: House) -> None:
    draft = draft_for(house, house.client("maya"))

    assert house.client("jonah").get(f"{draft}/agenda.pdf").status_code == 404


def test_without_a_wide_font_a_name_keeps_its_letters() -> None:
    assert unmarked("Nguyễn’s goal – “A”") == "Nguyen's goal - ?A?"
