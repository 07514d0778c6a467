"""A mentor's way: from no prep to an approved agenda, with every line sourced and every change kept."""

import re

from tests.conftest import House, csrf_of, post


def first_session(page: str) -> str:
    found = re.search(r"/sessions/(\w+)/prep", page)
    assert found
    return found[1]


def draft_for(house: House, client) -> str:
    session = first_session(client.get("/today").text)
    answer = post(client, f"/sessions/{session}/prep", page="/today")
    assert answer.status_code == 200
    return str(answer.url.path)


def version_of(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found[1]


def test_a_mentor_gets_a_draft_with_twenty_thirty_ten(house: House) -> None:
    client = house.client("maya")

    page = client.get(draft_for(house, client)).text

    minutes = [int(one) for one in re.findall(r'<span class="badge">(\d+) min</span>', page)]
    assert sum(minutes) == 60
    assert [one for one in minutes if one] == [20, 30, 10]


def test_every_line_of_a_draft_names_a_source(house: House) -> None:
    client = house.client("maya")

    draft = draft_for(house, client)

    api = client.get(f"/v1{draft}").json()
    assert api["lines"]
    assert all(line["sources"] for line in api["lines"])


def test_a_draft_waits_for_the_mentors_own_words(house: House) -> None:
    client = house.client("maya")
    draft = draft_for(house, client)

    answer = post(client, f"{draft}/approve", page=draft, version=version_of(client.get(draft).text))

    assert answer.status_code == 409
    assert "own words" in answer.text


def test_an_edited_agenda_is_approved_by_name_and_keeps_what_was_drafted(house: House) -> None:
    client = house.client("maya")
    draft = draft_for(house, client)
    lines = client.get(f"/v1{draft}").json()
    own = next(block["key"] for block in lines["blocks"] if block.get("yours"))
    line = next(one for one in lines["lines"] if one["block"] == "block-1")

    post(client, f"{draft}/blocks/{own}", page=draft, version=lines["version"], text="Good to see you, Ana.")
    version = version_of(client.get(draft).text)
    post(client, f"{draft}/lines/{line['id']}", page=draft, version=version, text="Start with quiz 5.", act="edit")
    for one in client.get(f"/v1{draft}").json()["lines"]:
        if one["must_open"]:
            post(client, f"{draft}/lines/{one['id']}/source", page=draft)
    answer = post(client, f"{draft}/approve", page=draft, version=version_of(client.get(draft).text))

    done = client.get(f"/v1{draft}").json()
    changed = next(one for one in done["lines"] if one["id"] == line["id"])
    assert answer.status_code == 200
    assert done["status"] == "approved"
    assert (changed["text"], changed["original"]) == ("Start with quiz 5.", line["original"])


def test_another_mentor_cannot_tell_that_a_draft_exists(house: House) -> None:
    draft = draft_for(house, house.client("maya"))
    stranger = house.client("jonah")

    theirs, nothing = stranger.get(draft), stranger.get("/drafts/draft_nothing")

    assert theirs.status_code == nothing.status_code == 404
    assert theirs.text == nothing.text.replace("draft_nothing", draft.rsplit("/", 1)[-1])


def test_a_mentees_home_money_worry_is_nowhere_in_the_draft(house: House) -> None:
    client = house.client("maya")

    page = client.get(draft_for(house, client)).text

    assert "lost her job" not in page
    assert "money is tight" not in page


def test_a_changed_line_with_a_promise_of_secrecy_stops_the_approval(house: House) -> None:
    client = house.client("maya")
    draft = draft_for(house, client)
    lines = client.get(f"/v1{draft}").json()
    line = next(one for one in lines["lines"] if one["block"] == "block-1")

    words = "Tell her I will keep everything she says secret between us."
    post(client, f"{draft}/lines/{line['id']}", page=draft, version=lines["version"], text=words, act="edit")
    answer = post(client, f"{draft}/approve", page=draft, version=version_of(client.get(draft).text))

    assert answer.status_code == 409
    assert words in client.get(draft).text


def test_a_stale_version_changes_nothing_and_keeps_what_was_typed(house: House) -> None:
    client = house.client("maya")
    draft = draft_for(house, client)
    lines = client.get(f"/v1{draft}").json()
    line = lines["lines"][0]
    old = lines["version"]
    post(client, f"{draft}/lines/{line['id']}", page=draft, version=old, text="First.", act="edit")

    answer = post(
        client, f"{draft}/lines/{line['id']}", page=draft, version=old, text="Second, typed late.", act="edit"
    )

    assert answer.status_code == 409
    assert "Second, typed late." in answer.text


def test_a_form_without_its_pages_token_is_refused(house: House) -> None:
    client = house.client("maya")
    session = first_session(client.get("/today").text)

    answer = client.post(f"/sessions/{session}/prep", headers={"sec-fetch-site": "same-origin"})

    assert answer.status_code == 403


def test_a_form_from_another_site_is_refused(house: House) -> None:
    client = house.client("maya")
    page = client.get("/today").text

    answer = client.post(
        f"/sessions/{first_session(page)}/prep", data={"csrf": csrf_of(page)}, headers={"sec-fetch-site": "cross-site"}
    )

    assert answer.status_code == 403
