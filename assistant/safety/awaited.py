"""The screen before it is loaded. Serving begins at once; whatever needs to be heard waits until it can be."""

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.safety.levels import ScreenResult, Speaker
from assistant.safety.screening import Item, Screen


class Screening(Protocol):
    """What doors ask of a screen."""

    @property
    def versions(self) -> dict[str, str]:
        """What a result is made with."""
        ...

    def message(
        self, text: str, *, speaker: str = Speaker.MENTEE, minor: bool = False, history: Sequence[str] = ()
    ) -> ScreenResult:
        """Screen one message after what the same person wrote before."""
        ...

    def conversation(self, turns: Sequence[tuple[str, str]], *, minor: bool = False) -> ScreenResult:
        """Screen a conversation of (role, text) turns."""
        ...

    def batch(self, items: Sequence[Item], *, asking: bool = True) -> list[ScreenResult]:
        """Screen many at once, in order."""
        ...


class AwaitedScreen:
    """A Screening that loads the real one when first asked, once, and lets nothing past meanwhile.

    Compiling the cues takes more than a second, which nobody who signs in or reads a page should wait for. A screen
    that cannot be loaded raises what loading raised, each time: no words are answered unheard (promise 1).
    """

    def __init__(self, load: Callable[[], Screen]) -> None:
        """`load` is called at most once when it succeeds."""
        self._load, self._lock = load, threading.Lock()
        self._loaded: Screen | None = None

    def ready(self) -> Screen:
        """The real screen; loads it first if need be. Raises what loading raises."""
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    @property
    def versions(self) -> dict[str, str]:
        """What a result is made with."""
        return self.ready().versions

    def message(
        self, text: str, *, speaker: str = Speaker.MENTEE, minor: bool = False, history: Sequence[str] = ()
    ) -> ScreenResult:
        """Screen one message after what the same person wrote before."""
        return self.ready().message(text, speaker=speaker, minor=minor, history=history)

    def conversation(self, turns: Sequence[tuple[str, str]], *, minor: bool = False) -> ScreenResult:
        """Screen a conversation of (role, text) turns."""
        return self.ready().conversation(turns, minor=minor)

    def batch(self, items: Sequence[Item], *, asking: bool = True) -> list[ScreenResult]:
        """Screen many at once, in order."""
        return self.ready().batch(items, asking=asking)
