"""Makers for the safety tests: a screen that listens by rules alone, and a shorthand for what it hears."""

from functools import lru_cache

from assistant.safety.levels import ScreenResult
from assistant.safety.screening import Screen, load_screen


@lru_cache(maxsize=1)
def rules_only() -> Screen:
    """The screen without an embedder."""
    return load_screen(None)


def heard(text: str, **given: object) -> ScreenResult:
    """What the rules hear in one message."""
    return rules_only().message(text, **given)  # type: ignore[arg-type]


def level(text: str, **given: object) -> str:
    """The level of one message."""
    return heard(text, **given).level.value


def conversation(*texts: str) -> ScreenResult:
    """What the rules hear in the mentee's turns, with an answer of ours between them."""
    turns = [
        turn for text in texts for turn in (("mentee", text), ("assistant", "Do you want to kill yourself tonight?"))
    ]
    return rules_only().conversation(turns)
