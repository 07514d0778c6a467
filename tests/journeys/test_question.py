"""A mentee's way: a cited answer, an honest "I don't know", a follow-up, and nothing about anybody else."""

import pytest
from sqlalchemy import text as sql

from tests.conftest import House, csrf_of, post


def ask(house: House, person: str, *texts: str) -> list[dict]:
    """Ask in one conversation through the API, signed in by cookie; every answer."""
    client = house.client(person)
    token = csrf_of(client.get("/ask").text)
    answers, conversation = [], ""
    for number, text in enumerate(texts):
        body = {"text": text, "key": f"key-{number:08d}", "conversation": conversation}
        answer = client.post("/v1/questions", json=body, headers={"x-csrf-token": token})
        assert answer.status_code == 201, answer.text
        answers.append(answer.json())
        conversation = answers[-1]["conversation"]
    return answers


def test_an_answer_names_its_document_and_when_it_was_checked(house: House) -> None:
    [answer] = ask(house, "wen", "When is the math lab open?")

    assert answer["status"] == "answered"
    assert "10:00 am" in answer["text"]
    assert answer["citations"][0]["document"].endswith(".md")
    assert answer["citations"][0]["verified_on"]


def test_what_the_library_does_not_know_is_said_and_handed_on(house: House) -> None:
    [answer] = ask(house, "wen", "How many moons does Saturn have?")

    assert not answer["status"].startswith("answered")
    assert answer["handed_to"]["office"]


def test_mentor_documents_never_answer_a_mentee(house: House) -> None:
    answers = ask(house, "wen", "How should a mentor respond to distress?", "What are the limits of confidentiality?")

    cited = [one["document"] for answer in answers for one in answer["citations"]]
    assert not [path for path in cited if path.startswith("training/")]


@pytest.mark.parametrize("name", ["Marcus Bell", "Nobody Atall"])
def test_asking_about_someone_has_one_answer_for_everyone(house: House, name: str) -> None:
    [theirs] = ask(house, "wen", f"Is {name} in the mentoring program?")
    [other] = ask(house, "dev", "Is Jordan Quill in the mentoring program?")

    assert theirs["status"] == other["status"] == "declined_about_others"
    assert theirs["text"] == other["text"]


def test_a_question_sent_twice_is_asked_once(house: House) -> None:
    client = house.client("wen")
    token = csrf_of(client.get("/ask").text)
    first = client.post(
        "/v1/questions", json={"text": "Where is tutoring?", "key": "same-key-1"}, headers={"x-csrf-token": token}
    ).json()
    body = {"text": "Where is tutoring?", "key": "same-key-1", "conversation": first["conversation"]}

    again = client.post("/v1/questions", json=body, headers={"x-csrf-token": token}).json()

    assert again["question"] != ""
    assert again["conversation"] == first["conversation"]
    turns = client.get(f"/v1/conversations/{first['conversation']}").json()
    assert len(turns) == 1


def test_a_shared_question_reaches_the_mentor_and_an_unshared_one_does_not(house: House) -> None:
    mentee = house.client("marcus")
    page = post(mentee, "/ask", page="/ask", text="How do I cite a podcast?", key="podcast-1").text
    question = page.split('id="question_')[1].split('"')[0]
    before = house.client("maya").get("/pairings/p-marcus").text

    post(mentee, f"/questions/question_{question}/hand-over", page="/ask")
    draft = post(house.client("maya"), f"/sessions/{session_of(house)}/prep", page="/today").text

    assert "podcast" not in before
    assert "podcast" in draft


def session_of(house: House) -> str:
    """Maya's next session with Marcus."""
    page = house.client("maya").get("/pairings/p-marcus").text
    return page.split('href="/sessions/')[1].split('"')[0]


def test_an_empty_question_says_what_to_do(house: House) -> None:
    answer = post(house.client("wen"), "/ask", page="/ask", text="  ", key="empty-key")

    assert answer.status_code == 422
    assert "Type your question" in answer.text


def test_a_first_question_sent_twice_begins_one_conversation_and_one_flag(house: House) -> None:
    client = house.client("lena")
    token = csrf_of(client.get("/ask").text)
    body = {"text": "I want to kill myself tonight", "key": "double-click-1"}

    sent = [client.post("/v1/questions", json=body, headers={"x-csrf-token": token}).json() for _ in range(2)]

    assert sent[0] == sent[1]
    with house.services.database.read() as db:
        assert (
            db.orm.execute(
                sql("select count(*) from questions where asked_at >= :now"), {"now": str(house.clock.now())[:19]}
            ).scalar_one()
            == 1
        )
