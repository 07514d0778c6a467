"""Sentence, Source, Draft: a sentence without a source cannot be made (promise 5)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class SourceKind(StrEnum):
    """What a sentence may rest on."""

    NOTE = "note"
    GOAL = "goal"
    CHECK_IN = "check_in"
    QUESTION = "question"
    DEADLINE = "deadline"
    RESOURCE = "resource"
    RULE = "rule"
    TEMPLATE = "template"


@dataclass(frozen=True, kw_only=True)
class Source:
    """One thing a sentence rests on: the id of the thing, the words it rests on, and how fresh they are."""

    kind: SourceKind
    id: str
    title: str = ""
    quote: str = ""  # the exact words, empty where the reader of the draft may not see them
    dated: date | None = None
    for_mentor: bool = False  # a line that rests on it is said to the mentor, and is in no member's agenda


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """The unit of a draft. Raises ValueError without words or without a source."""

    text: str
    sources: tuple[Source, ...]
    reason: str  # why this line is here, in one short phrase
    struck: tuple[str, str] | tuple[()] = ()  # what a model worded here and was refused, and why

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a sentence needs words")
        if not self.sources:
            raise ValueError("a sentence needs a source")


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of an agenda: its title, its minutes, what it is for, and its lines."""

    title: str
    minutes: int
    purpose: str
    items: tuple[Sentence, ...]
    yours: bool = False  # the words of this block are the mentor's own; it starts visibly empty (promise 8)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What waits for review: a brief and an agenda, private cards by mentee id, and what it was made with."""

    brief: tuple[Sentence, ...]
    agenda: tuple[Block, ...]
    private_cards: dict[str, tuple[Sentence, ...]] = field(default_factory=dict)
    made_with: dict[str, str] = field(default_factory=dict)
