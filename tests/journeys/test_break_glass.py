"""Break-glass: a reason, a second pair of eyes, an hour, and the person told afterwards."""

from datetime import timedelta

from assistant import conversations, jobs
from cli.demo_filling import PROGRAM
from storage.system import Job, SystemViewer
from storage.viewers import load_viewer
from tests.conftest import House, post

WHY = "He wrote that he would not come home and nobody can reach him."
WORDS = "Where is the zanzibarine archive?"


def test_words_are_opened_with_a_reason_and_read_while_it_lasts(house: House) -> None:
    asked(house)
    client = house.client("dana")

    opened = broken(house, client)

    assert WORDS in opened.text
    house.clock.advance(timedelta(minutes=61))
    assert client.get(opened.url.path).status_code == 404


def test_without_a_reason_nothing_is_opened_and_nothing_typed_is_lost(house: House) -> None:
    client = house.client("dana")

    answer = post(client, "/break-glass", page="/break-glass", about="marcus", code="missing", reason="because")

    assert answer.status_code == 422
    assert "because" in answer.text
    assert "Nothing has been opened." in answer.text


def test_the_second_coordinator_is_told_and_reads_the_reason(house: House) -> None:
    broken(house, house.client("dana"))

    told = [one for one in notices(house) if one.purpose == "glass"]

    assert {one.recipient_id for one in told} == {"luis"}
    assert WHY in house.client("luis").get("/break-glass").text


def test_the_student_is_told_only_when_it_is_over(house: House) -> None:
    broken(house, house.client("dana"))
    before = house.client("marcus").get("/about-me").text
    jobs.run_due(house.services)
    assert not [one for one in notices(house) if one.purpose == "opened"]

    house.clock.advance(timedelta(minutes=61))
    jobs.run_due(house.services)

    assert {one.recipient_id for one in notices(house) if one.purpose == "opened"} == {"marcus"}
    assert "Coordinator: glass open" in house.client("marcus").get("/about-me").text
    assert "glass" not in before


def test_in_danger_the_student_is_not_told(house: House) -> None:
    broken(house, house.client("dana"), danger="on")

    house.clock.advance(timedelta(hours=3))
    jobs.run_due(house.services)

    assert not [one for one in notices(house) if one.purpose == "opened"]
    assert "glass" not in house.client("marcus").get("/about-me").text


def test_another_cannot_read_along(house: House) -> None:
    path = broken(house, house.client("dana")).url.path

    assert house.client("luis").get(path).status_code == 404
    assert house.client("maya").get(path).status_code == 404
    assert house.client("maya").get("/break-glass").status_code == 404


def test_an_administrator_may_too_and_the_audit_says_so(house: House) -> None:
    path = broken(house, house.client("sam")).url.path

    audit = house.client("dana").get("/audit").text

    assert "glass open" in audit
    assert path.rsplit("/", 1)[1] in audit
    assert "glass look" in audit


def test_a_program_opens_by_the_api(house: House) -> None:
    asked(house)
    client = house.client("dana")
    token = client.cookies["trellis_sign_in"]
    client.cookies.clear()
    client.headers["authorization"] = f"Bearer {token}"
    body = {"about": "marcus", "code": "missing", "reason": WHY}

    made = client.post("/v1/break-glass", json=body)
    words = client.get(f"/v1/break-glass/{made.json()['id']}").json()

    assert (made.status_code, made.json()["second"]) == (201, "luis")
    assert WORDS in [one["text"] for one in words]
    assert client.post("/v1/break-glass", json={**body, "about": "nobody"}).status_code == 404


def asked(house: House) -> None:
    """Marcus asks something that is nobody else's."""
    with house.services.database.read() as db:
        viewer = load_viewer(db, "marcus", PROGRAM)
    conversations.ask(house.services, viewer, WORDS, key="glass-key")


def broken(house: House, client: object, **more: str) -> object:
    """Open Marcus's words."""
    return post(client, "/break-glass", page="/break-glass", about="marcus", code="missing", reason=WHY, **more)


def notices(house: House) -> list:
    """Every notice there is."""
    from sqlalchemy import select

    from storage.tables.flags import NoticeRow

    with house.services.database.read() as db:
        return list(db.seen_by(SystemViewer(job=Job.DELIVERY)).all(select(NoticeRow)))
