"""The screen that is still loading: waited for, loaded once, never passed by."""

import threading

import pytest

from assistant.safety.awaited import AwaitedScreen
from assistant.safety.screening import Screen, load_screen
from core.errors import InvalidInputError


def test_it_is_loaded_once_however_many_ask_at_the_same_time() -> None:
    loads: list[int] = []

    def load() -> Screen:
        loads.append(1)
        return load_screen(None)

    screen = AwaitedScreen(load)
    askers = [threading.Thread(target=screen.ready) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()

    assert loads == [1]


def test_nothing_is_loaded_before_somebody_asks() -> None:
    loads: list[int] = []

    AwaitedScreen(lambda: loads.append(1) or load_screen(None))

    assert loads == []


def test_it_hears_what_the_real_one_hears() -> None:
    real = load_screen(None)
    awaited = AwaitedScreen(lambda: real)
    words = "i took all the pills ten minutes ago"

    assert awaited.message(words) == real.message(words)
    assert awaited.conversation([("mentee", words)]) == real.conversation([("mentee", words)])
    assert awaited.versions == real.versions


def test_a_screen_that_cannot_load_raises_every_time_and_answers_nothing() -> None:
    def broken() -> Screen:
        raise InvalidInputError("a cue file is broken")

    screen = AwaitedScreen(broken)

    for _ in range(2):
        with pytest.raises(InvalidInputError):
            screen.message("hello")
