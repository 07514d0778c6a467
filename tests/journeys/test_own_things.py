"""What belongs to a person: their pages, their sign-in, their say, and their erasure."""

import pytest

from tests.conftest import House, csrf_of, post

DESKS = {
    "maya": "/today", "ana": "/home", "dana": "/queue", "ruth": "/suites", "sam": "/health",
}  # fmt: skip


@pytest.mark.parametrize(("person", "page"), DESKS.items())
def test_everyone_lands_on_their_own_desk(house: House, person: str, page: str) -> None:
    assert house.client(person).get("/").url.path == page


@pytest.mark.parametrize("person", DESKS)
def test_other_desks_do_not_exist(house: House, person: str) -> None:
    client = house.client(person)
    allowed = {DESKS[person]} | ({"/suites"} if person == "dana" else set())

    answers = {path: client.get(path).status_code for path in DESKS.values() if path not in allowed}

    assert set(answers.values()) == {404}


def test_nobody_is_led_to_sign_in_and_back(house: House) -> None:
    answer = house.client().get("/today", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/today")


def test_signing_in_never_leads_to_another_site(house: House) -> None:
    page = house.client().get("/sign-in?next=//evil.example/")

    assert "evil.example" not in page.text


def test_too_many_tries_lock_the_name_and_say_what_to_do(house: House) -> None:
    client = house.client()
    tries = [client.post("/sign-in", data={"email": "ana@alderbrook.example", "password": "wrong"}) for _ in range(9)]

    assert [one.status_code for one in tries[:8]] == [422] * 8
    assert tries[8].status_code == 429
    assert "fifteen minutes" in tries[8].text


def test_a_known_and_an_unknown_address_are_refused_alike(house: House) -> None:
    client = house.client()

    known = client.post("/sign-in", data={"email": "ana@alderbrook.example", "password": "wrong"})
    unknown = client.post("/sign-in", data={"email": "ann@alderbrook.example", "password": "wrong"})

    assert known.status_code == unknown.status_code
    assert known.text.replace("ana@", "ann@") == unknown.text


def test_a_closed_person_is_out_at_once(house: House) -> None:
    mentor = house.client("maya")
    assert mentor.get("/today").status_code == 200

    post(house.client("dana"), "/people/maya/close", page="/people")

    assert mentor.get("/today", follow_redirects=False).status_code == 303


def test_ending_a_pairing_ends_the_mentors_sight(house: House) -> None:
    mentor = house.client("maya")
    assert mentor.get("/pairings/p-ana").status_code == 200

    post(house.client("dana"), "/pairs/p-ana/end", page="/pairs", reason="changed_mentor")

    assert mentor.get("/pairings/p-ana").status_code == 404
    assert "Ana Duarte" not in mentor.get("/today").text


def test_erasing_leaves_no_word_in_any_file(house: House) -> None:
    student = house.client("marcus")
    post(student, "/ask", page="/ask", text="What about the zanzibarine archive?", key="canary-1")

    post(student, "/about-me/erase", page="/about-me", confirm="erase")

    assert student.get("/home", follow_redirects=False).status_code == 303
    house.services.database.close()
    files = [path for path in house.services.settings.data_dir.rglob("*") if path.is_file()]
    assert not [path.name for path in files if b"zanzibarine" in path.read_bytes() or b"Marcus" in path.read_bytes()]


def test_nothing_is_erased_without_the_word(house: House) -> None:
    student = house.client("marcus")

    answer = post(student, "/about-me/erase", page="/about-me", confirm="yes")

    assert answer.status_code == 422
    assert student.get("/home").status_code == 200


def test_an_export_holds_own_questions(house: House) -> None:
    student = house.client("marcus")

    export = student.get("/about-me/export.json").json()

    assert any("drop a class" in one["text"] for one in export["statements"])


def test_a_token_signs_a_program_in_and_out(house: House) -> None:
    client = house.client("ana")
    page = "/account"
    post(client, "/account/password", page=page, password="several unrelated words here")
    fresh = house.client()
    body = {"email": "ana@alderbrook.example", "password": "several unrelated words here"}

    token = fresh.post("/v1/tokens", json=body).json()["token"]
    headers = {"authorization": f"Bearer {token}"}
    me = fresh.get("/v1/me", headers=headers)
    gone = fresh.delete("/v1/tokens", headers=headers)

    assert me.json()["name"] == "Ana Duarte"
    assert gone.status_code == 204
    assert fresh.get("/v1/me", headers=headers).status_code == 401


def test_security_headers_are_on_every_answer(house: House) -> None:
    for path in ("/sign-in", "/healthz", "/nothing", "/static/trellis.css"):
        headers = house.client().get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-request-id"]


def test_a_surprise_tells_its_number_and_nothing_else(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("what a student wrote")

    monkeypatch.setattr("assistant.mentor_desk.today", fail)
    answer = house.client("maya").get("/today")

    assert answer.status_code == 500
    assert "what a student wrote" not in answer.text
    assert answer.headers["x-request-id"] in answer.text


def test_a_second_window_cannot_overwrite_kept_text(house: House) -> None:
    client = house.client("ana")
    headers = {"x-csrf-token": csrf_of(client.get("/ask").text)}
    first = client.post("/keep/question:ask", json={"texts": {"text": "one"}, "version": 0}, headers=headers)

    second = client.post("/keep/question:ask", json={"texts": {"text": "two"}, "version": 0}, headers=headers)

    assert (first.status_code, second.status_code) == (200, 409)
    assert "one" in client.get("/ask").text
