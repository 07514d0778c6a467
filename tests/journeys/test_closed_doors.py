"""What a campus's security reviewer tries first: forged requests, floods, cookies, log lines."""

import io
import json
from contextlib import redirect_stderr
from dataclasses import replace
from datetime import timedelta

import pytest

from api.limits import Limits, SlidingWindow
from assistant.signing_in import link_for
from cli.demo_filling import PROGRAM
from core.logs import configure_logs, get_logger
from tests.conftest import House, csrf_of


def test_a_form_without_its_pages_token_is_refused(house: House) -> None:
    client = house.client("ana")

    refused = [
        client.post("/ask", data={"text": "hello", "key": "key-12345", "csrf": token}) for token in ("", "guess")
    ]

    assert [one.status_code for one in refused] == [403, 403]


def test_another_sites_request_is_refused_even_with_the_token(house: House) -> None:
    client = house.client("ana")
    token = csrf_of(client.get("/ask").text)

    answers = [
        client.post("/ask/new", data={"csrf": token}, headers=headers).status_code
        for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"})
    ]

    assert answers == [403, 403]


def test_a_flood_is_told_to_wait_and_others_are_served(house: House) -> None:
    flooding, other = house.client("ana"), house.client("marcus")
    flooding.app.state.limits = Limits(reads=SlidingWindow(5))

    answers = [flooding.get("/account").status_code for _ in range(7)]

    assert answers == [200] * 5 + [429] * 2
    assert other.get("/account").status_code == 200


def test_a_sign_in_cookie_is_kept_from_scripts_and_other_sites(house: House) -> None:
    services = replace(
        house.services, settings=house.services.settings.model_copy(update={"public_url": "https://trellis.example"})
    )  # fmt: skip
    client = House(services).client()
    link = link_for(services, "ana", PROGRAM, lasts=timedelta(days=1))

    cookie = client.get(f"/sign-in/link/{link}", follow_redirects=False).headers["set-cookie"].lower()

    assert {"httponly", "secure"} <= {part.strip() for part in cookie.split(";")}
    assert "samesite=lax" in cookie or "samesite=strict" in cookie


@pytest.mark.parametrize("key", ["text", "name", "words", "email", "password"])
def test_a_log_line_drops_every_key_nobody_vouched_for(key: str) -> None:
    lines = io.StringIO()
    with redirect_stderr(lines):
        configure_logs("INFO")
        get_logger().info("kept", flag_id="flag_1", **{key: "what a student wrote"})
    configure_logs("WARNING")

    assert json.loads(lines.getvalue())["flag_id"] == "flag_1"
    assert "student" not in lines.getvalue()
