"""Screens for tests: one that hears nothing, one that hears what it is told to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.safety.levels import Category, Concern, Lane, Level, ScreenResult, Subject, When
from assistant.safety.screening import Item

NOTHING = ScreenResult(level=Level.S0, category=None, concerns=(), lane=None, language="en")


def worry(category: Category, level: Level, text: str) -> ScreenResult:
    """A result with one concern about the whole text."""
    concern = Concern(category=category, level=level, subject=Subject.SELF, time=When.NOW, fired="rule:scripted",
                      spans=((0, 0, len(text)),))  # fmt: skip
    lane = Lane.SAFETY if level >= Level.S3 else Lane.CARE
    return ScreenResult(level=level, category=category, concerns=(concern,), lane=lane, language="en", first_turn=0)


@dataclass(frozen=True, kw_only=True)
class ScriptedScreen:
    """Hears the category and level scripted for a text, and nothing in any other."""

    script: Mapping[str, tuple[Category, Level]] = field(default_factory=dict)

    def message(
        self, text: str, *, speaker: str = "mentee", minor: bool = False, history: Sequence[str] = ()
    ) -> ScreenResult:
        """The scripted result."""
        return worry(*self.script[text], text) if text in self.script else NOTHING

    def conversation(self, turns: Sequence[tuple[str, str]], *, minor: bool = False) -> ScreenResult:
        """The highest scripted result among the mentee's turns."""
        heard = [self.message(text) for role, text in turns if role == "mentee"]
        return max(heard, key=lambda result: result.level, default=NOTHING)

    def batch(self, items: Sequence[Item], *, asking: bool = True) -> list[ScreenResult]:
        """One result an item."""
        return [self.conversation([("mentee", text) for text in item.texts]) for item in items]


def deaf_screen() -> ScriptedScreen:
    """Hears nothing at all: for tests in which nobody is worried."""
    return ScriptedScreen()
