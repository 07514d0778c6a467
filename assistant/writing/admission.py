"""Sentence by sentence: what a model worded is admitted where its sources say it, and refused with a reason else."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from access.sentences import sentences
from assistant.answering.steps.language import language_of
from assistant.safety.output_rules import check_output
from assistant.writing.chat import ModelStatus
from assistant.writing.entailment import Entailment
from assistant.writing.exact import (
    MARK,
    calendar_in,
    contacts_in,
    counted,
    half_days,
    names_in,
    numbers_in,
    opening_hours,
)  # fmt: skip
from assistant.writing.masking_words import Frequency, english_frequency
from assistant.writing.shapes import REFUSES, SaidSentence
from retrieval.words import STOPWORDS, stem, words_of

MOST_WORDS = 60
ORDINARY = 4_000  # from here on a word that opens a sentence with a capital is no name
ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:rules?|instructions?|previous|above|prompt|policy)\b"
    r"|\bsystem prompt\b|\bas (?:an ai|a language model)\b|\b(?:developer|admin|dan) mode\b|\byou are now\b"
    r"|\b(?:assistant|system)\s*:|<\|?\w+\|?>|\bnew instructions?\b"
    r"|\bdo not (?:tell|inform) (?:the )?(?:user|student)\b",
    re.IGNORECASE,
)


class Refusal(StrEnum):
    """Why a sentence was not admitted."""

    NO_SOURCE = "no_source"
    CONTACT = "contact"
    MARK = "mark"
    NUMBER = "number"
    DAY = "day"
    HOURS = "hours"
    NAME = "name"
    RULE = "rule"
    ORDER = "order"
    NOT_SAID = "not_said"
    CHANGED = "changed"
    TOO_LONG = "too_long"
    REPEATED = "repeated"
    LANGUAGE = "language"
    JUDGED = "judged"


SAYS: dict[Refusal, str] = {
    Refusal.NO_SOURCE: "it names nothing it rests on",
    Refusal.CONTACT: "it writes a link, number or address of its own",
    Refusal.MARK: "it names a person or contact its source does not",
    Refusal.NUMBER: "a number in it is not in its source",
    Refusal.DAY: "a day or month in it is not in its source",
    Refusal.HOURS: "its source says other hours for that day",
    Refusal.NAME: "a name in it is not in its source",
    Refusal.RULE: "it breaks a rule for what may be said",
    Refusal.ORDER: "it reads like an instruction, not an answer",
    Refusal.NOT_SAID: "its source does not say that",
    Refusal.CHANGED: "it leaves out or changes something exact",
    Refusal.TOO_LONG: "it is too long",
    Refusal.REPEATED: "it was said already",
    Refusal.LANGUAGE: "it is not in English",
    Refusal.JUDGED: "a second look did not find it in its source",
}


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A sentence with what became of it: no `refusal`, and it is admitted."""

    said: SaidSentence
    refusal: Refusal | None = None

    @property
    def why(self) -> str:
        """The refusal in a few words, "" for an admitted sentence."""
        return SAYS[self.refusal] if self.refusal else ""


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The gate for one kind of text (`reply` to a mentee, `agenda` for a mentor).

    `whole`: a line has to keep everything exact that its source says, as where a planned line is only worded anew.
    """

    entailment: Entailment
    kind: str
    whole: bool = False
    words: Callable[[], Frequency] = field(default=english_frequency)

    def judge(self, said: SaidSentence, sources: Mapping[int, str], before: Sequence[str] = ()) -> Judgement:
        """One sentence against the sources it names. `before`: what was admitted already."""
        return Judgement(said=said, refusal=self._refusal(said, sources, before))

    def _refusal(self, said: SaidSentence, sources: Mapping[int, str], before: Sequence[str]) -> Refusal | None:
        text = said.text.strip()
        named = [sources[label] for label in said.labels if label in sources]
        if not text or not named or len(named) < len(set(said.labels)):
            return Refusal.NO_SOURCE
        for refusal, broken in (
            (Refusal.TOO_LONG, len(text.split()) > MOST_WORDS or "\n" in text),
            (Refusal.REPEATED, text.casefold() in {one.casefold() for one in before} or looping(text)),
            (Refusal.ORDER, ORDERS.search(text) is not None or REFUSES.search(text) is not None),
            (Refusal.LANGUAGE, language_of(text) != "en" or not latin(text)),
        ):
            if broken:
                return refusal
        return self._inexact(text, named) or self._unsaid(text, named)

    def _inexact(self, text: str, named: list[str]) -> Refusal | None:
        joined = " \n ".join(named)
        if contacts_in(text):
            return Refusal.CONTACT
        if set(MARK.findall(text)) - set(MARK.findall(joined)) or re.search(r"[{}]", MARK.sub("", text)):
            return Refusal.MARK
        if set(numbers_in(text)) - set(numbers_in(joined)) or half_days(text) - half_days(joined):
            return Refusal.NUMBER
        if miscounts(text, named):
            return Refusal.NUMBER
        if calendar_in(text) - calendar_in(joined):
            return Refusal.DAY
        if not hours_fit(text, named):
            return Refusal.HOURS
        if self._strange_name(text, joined):
            return Refusal.NAME
        return Refusal.CHANGED if self.whole and loses(text, joined) else None

    def _strange_name(self, text: str, joined: str) -> bool:
        held = set(words_of(joined))
        opening = text.split()[0].strip("\"'“‘(") if text.split() else ""
        for name in names_in(text):
            parts = [part for part in words_of(name) if part not in held]
            if (
                parts
                and not (name == opening and all(self.words()(part) >= ORDINARY for part in parts))
                and name != "I"
            ):
                return True
        return False

    def _unsaid(self, text: str, named: list[str]) -> Refusal | None:
        if check_output(text, kind=self.kind, sources=named):
            return Refusal.RULE
        bare = MARK.sub("them", text)
        return None if self.entailment.follows(bare, [MARK.sub("them", one) for one in named]) else Refusal.NOT_SAID


def latin(text: str) -> bool:
    """Whether no letter looks like one and is another, and no character is invisible."""
    return all(not c.isalpha() or ord(c) < 0x250 for c in text) and text.replace("\t", " ").isprintable()


def miscounts(text: str, named: Sequence[str]) -> bool:
    """Whether a number stands before what no sentence counts so, though the sources do count it: `3 credits` for 6."""
    said = [(set(numbers_in(one)), {stem(word) for word in words_of(one)}) for one in in_sentences(named)]
    for number, word in counted(text):
        holding = [numbers for numbers, words in said if stem(word) in words]
        if word not in STOPWORDS and holding and not any(number in numbers for numbers in holding):
            return True
    return False


def in_sentences(named: Sequence[str]) -> list[str]:
    """The sentences of several sources."""
    return [one for source in named for one in sentences(source)]


def hours_fit(text: str, named: Sequence[str]) -> bool:
    """Whether the hours said of a day are those that one source says of it."""
    known = [hours for source in named for hours in opening_hours(source)]
    return (
        all(any(said.days <= one.days and said.hours <= one.hours for one in known) for said in opening_hours(text))
        or not known
    )


def loses(text: str, line: str) -> bool:
    """Whether a worded line lacks a number, day, mark or name of the planned one, or is no question any more."""
    exact = (
        Counter(numbers_in(line)) - Counter(numbers_in(text)),
        Counter(MARK.findall(line)) - Counter(MARK.findall(text)),
        calendar_in(line) - calendar_in(text),
    )  # fmt: skip
    return any(exact) or line.rstrip("\"' ").endswith("?") != text.rstrip("\"' ").endswith("?")


def check_whole(said: Sequence[SaidSentence]) -> ModelStatus | None:
    """What is wrong with an answer as a whole: a refusal, another language, a loop; or None."""
    texts = [one.text.strip() for one in said]
    joined = " ".join(texts)
    if not joined or (len(texts) <= 2 and REFUSES.search(joined)):
        return ModelStatus.REFUSED
    if any(count > 2 for count in Counter(texts).values()) or looping(joined):
        return ModelStatus.LOOPED
    return ModelStatus.WRONG_LANGUAGE if language_of(joined) != "en" or not latin(joined) else None


def looping(text: str) -> bool:
    """Whether a stretch of four words comes back more than four times."""
    words = text.lower().split()
    fours = Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
    return bool(fours) and max(fours.values()) > 4
