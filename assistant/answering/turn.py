"""A Turn: one question on its way. Each step returns a richer Turn (go on) or an Answer (stop)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from assistant.answering.kinds import Kind
from knowledge.document import Audience
from retrieval.ranking import Hit


class Heard(Protocol):
    """What the screen heard; the safety room's ScreenResult fits."""

    @property
    def level(self) -> str:
        """S0 to S4."""
        ...

    @property
    def language(self) -> str:
        """A two-letter code, or `und`."""
        ...


@dataclass(frozen=True, kw_only=True)
class Part:
    """One question of a turn, made to stand alone, with what was found for it."""

    text: str
    written: str = ""  # as the asker wrote it, before spelling was mended and its topic added
    kinds: tuple[Kind, ...] = ()
    campus: str = ""
    hits: tuple[Hit, ...] = ()
    mended: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    confidence: float = 0.0
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """`previous` is earlier questions, oldest first. `audiences` is whose shelf may answer: it has no default."""

    text: str
    audiences: frozenset[Audience]
    previous: tuple[str, ...] = ()
    screen: Heard | None = None
    screen_text: str = ""  # reviewed words for a concern, where the caller has them
    today: date | None = None  # set by the runner from its clock
    stands_alone: str = ""  # the text as a model made it stand alone, where one may and nothing was added
    question: str = ""  # the text, made to stand alone
    follows: bool = False  # it leaned on an earlier question
    parts: tuple[Part, ...] = ()
    trace: Mapping[str, Any] = field(default_factory=dict)
