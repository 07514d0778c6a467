"""What members see of an approved agenda: its blocks, and nothing that was for the mentor alone."""

import pytest
from fastapi.testclient import TestClient

from cli.demo_filling import PROGRAM
from storage.drafts import Draft, Drafts
from storage.viewers import load_viewer
from tests.conftest import House, post
from tests.journeys.test_prep_journey import draft_for, version_of

OWN = "Good to see you; I heard that the week was long."


def approve(client: TestClient, draft: str) -> None:
    """Fill in, take the agenda's last line out, open what must be opened, approve."""
    lines = client.get(f"/v1{draft}").json()
    own = next(block["key"] for block in lines["blocks"] if block.get("yours"))
    post(client, f"{draft}/blocks/{own}", page=draft, version=lines["version"], text=OWN)
    last = [one for one in lines["lines"] if one["block"].startswith("block-")][-1]
    version = version_of(client.get(draft).text)
    post(client, f"{draft}/lines/{last['id']}", page=draft, version=version, act="remove")
    for one in client.get(f"/v1{draft}").json()["lines"]:
        if one["must_open"]:
            post(client, f"{draft}/lines/{one['id']}/source", page=draft)
    post(client, f"{draft}/approve", page=draft, version=version_of(client.get(draft).text))


def seen_by(house: House, person: str, draft: str) -> Draft:
    with house.services.database.read() as db:
        return Drafts(db, load_viewer(db, person, PROGRAM)).get(draft.rsplit("/", 1)[-1])


@pytest.mark.parametrize(("mentor", "mentee"), [("maya", "ana"), ("jonah", "wen")])
def test_a_mentee_opens_the_approved_agenda_and_sees_its_blocks(house: House, mentor: str, mentee: str) -> None:
    client = house.client(mentor)
    draft = draft_for(house, client)
    approve(client, draft)

    seen, page = seen_by(house, mentee, draft), house.client(mentee).get("/home").text

    assert sum(block["minutes"] for block in seen.blocks) == 60
    assert seen.sentences
    assert all(block["title"] in page for block in seen.blocks)
    assert "teach-back" in page.lower()


@pytest.mark.parametrize(("mentor", "mentee"), [("maya", "ana"), ("jonah", "wen"), ("jonah", "omar")])
def test_a_member_never_sees_what_was_for_the_mentor_alone(house: House, mentor: str, mentee: str) -> None:
    client = house.client(mentor)
    draft = draft_for(house, client)
    approve(client, draft)
    whole, seen = seen_by(house, mentor, draft), seen_by(house, mentee, draft)
    agenda = {block["key"] for block in whole.blocks if block["part"] == "agenda" and not block["yours"]}
    alone = {one.id for one in whole.sentences if one.block_key not in agenda or one.removed}
    alone |= {
        one.id for one in whole.sentences if any(source.for_mentor or source.kind == "note" for source in one.sources)
    }

    page = house.client(mentee).get("/home").text

    assert {block["key"] for block in seen.blocks} == agenda
    assert {one.id for one in seen.sentences} == {one.id for one in whole.sentences} - alone
    assert len([block for block in whole.blocks if block["part"] == "card"]) == (3 if mentor == "jonah" else 0)
    assert OWN not in page
    assert "from the training shelf" not in page
