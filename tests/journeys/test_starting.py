"""Serving begins before the screen is loaded: what is ready is said, and nothing is answered unheard."""

import time
from dataclasses import replace

from fastapi.testclient import TestClient

from api.app import create_app
from assistant.safety.awaited import AwaitedScreen
from assistant.safety.screening import Screen, load_screen
from core.errors import InvalidInputError
from tests.conftest import House, post


def broken() -> Screen:
    raise InvalidInputError("a cue file is broken")


def test_a_server_without_a_screen_says_that_it_is_not_ready(house: House) -> None:
    deaf = House(services=replace(house.services, screen=AwaitedScreen(broken)))

    answer = deaf.client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["not_ready"] == ["screen"]


def test_a_server_without_a_screen_answers_no_question(house: House) -> None:
    deaf = House(services=replace(house.services, screen=AwaitedScreen(broken)))
    client = deaf.client("lena", raise_server_exceptions=False)

    answer = post(client, "/ask", page="/ask", text="when is the math lab open", key="k1")

    assert answer.status_code >= 400


def test_the_screen_is_loaded_while_pages_are_already_served(house: House) -> None:
    loads: list[int] = []
    screen = AwaitedScreen(lambda: loads.append(1) or load_screen(None))

    with TestClient(create_app(replace(house.services, screen=screen)), base_url="http://127.0.0.1") as client:
        assert client.get("/sign-in").status_code == 200
        for _ in range(100):
            if loads:
                break
            time.sleep(0.05)

    assert loads == [1]
