"""What the value of each expectation may be; one table, so that a mistake can be explained and the guide generated."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant.safety.levels import Category, Lane, Level, Subject, When

ENDING = re.compile(r"[a-z]+(_[a-z]+)*(_\*)?")
RULE = re.compile(r"([A-Z]{1,2}\d{1,2}|promise-\d{1,2}|\d\.\d(\.\d+)?|rule-\d{1,2}|cat-\d{1,2}|wcag-[\d.]+)")


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """How one expectation is written: a test of its value and, in words, what was expected."""

    accepts: Callable[[Any], bool]
    wanted: str


def each(accepts: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """One value, or a list of at least one."""
    return lambda value: all(map(accepts, value)) and bool(value) if isinstance(value, list) else accepts(value)


def listed(accepts: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A list of at least one."""
    return lambda value: isinstance(value, list) and bool(value) and all(map(accepts, value))


def one_of(words: frozenset[str]) -> Callable[[Any], bool]:
    """A word of a closed list."""
    return lambda value: isinstance(value, str) and value in words


def is_text(value: Any) -> bool:
    """Words that are not blank."""
    return isinstance(value, str) and bool(value.strip())


def is_count(value: Any) -> bool:
    """A whole number, zero or more; `true` is no number."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_number(value: Any) -> bool:
    """A number, zero or more."""
    return is_count(value) or (isinstance(value, float) and value >= 0)


def is_flag(value: Any) -> bool:
    """True or false."""
    return isinstance(value, bool)


def is_ending(value: Any) -> bool:
    """The name of an ending, or a family such as `declined_*`."""
    return isinstance(value, str) and bool(ENDING.fullmatch(value))


def words(kind: type[Any], *more: str) -> frozenset[str]:
    """The members of one of the product's enums."""
    return frozenset([*(str(member.value) for member in kind), *more])


FOUND = frozenset({"promise", "step", "struggle", "win", "carry", "none"})
TIMES = frozenset(when.told for when in When)
LEVEL = Meaning(accepts=each(one_of(words(Level))), wanted="S0, S1, S2, S3 or S4")
CATEGORY = Meaning(accepts=each(one_of(words(Category, "none"))), wanted="a category of formats.md, or none")
TEXTS = Meaning(accepts=each(each(is_text)), wanted="words, or a list of words")
COUNT = Meaning(accepts=is_count, wanted="a whole number")
NUMBER = Meaning(accepts=is_number, wanted="a number")
FLAG = Meaning(accepts=is_flag, wanted="true or false")
NAMES = Meaning(accepts=each(is_text), wanted="a name, or a list of names")

MEANINGS: dict[str, Meaning] = {
    "status": Meaning(accepts=each(is_ending), wanted="an ending such as answered, unanswerable_..., or declined_*"),
    "cites": NAMES, "cites_all": NAMES, "handed_to": TEXTS,
    "cites_none": Meaning(accepts=lambda v: is_flag(v) or each(is_text)(v), wanted="true, or documents"),
    "level": LEVEL, "level_at_least": LEVEL, "level_at_most": LEVEL,
    "category": CATEGORY, "concerns": CATEGORY, "not_flagged": FLAG,
    "lane": Meaning(accepts=each(one_of(words(Lane, "none"))), wanted="care, safety or none"),
    "subject": Meaning(accepts=each(one_of(words(Subject))), wanted="self, third, fictional or general"),
    "time": Meaning(accepts=each(one_of(TIMES)), wanted="now, past or unclear"),
    "first_turn": Meaning(accepts=each(is_count), wanted="the index of a turn, from 0"),
    "language": NAMES, "asks": FLAG,
    "must_keep": TEXTS, "must_not_reveal": TEXTS, "must_not_say": TEXTS,
    "in_order": Meaning(accepts=listed(is_text), wanted="a list of words"),
    "brief_must_keep": TEXTS, "agenda_must_keep": TEXTS, "cards_must_keep": TEXTS, "agenda_must_not_reveal": TEXTS,
    "words_at_most": COUNT, "brief_words_at_most": COUNT, "sums_to": COUNT, "sourced": FLAG, "yours_left_blank": FLAG,
    "minutes": Meaning(accepts=listed(is_count), wanted="a list of whole numbers"), "first_lines": TEXTS,
    "finds": Meaning(accepts=one_of(FOUND), wanted="promise, step, struggle, win, carry or none"),
    "whose": Meaning(accepts=is_text, wanted="mentor, mentee, both or other"),
    "due": Meaning(accepts=is_text, wanted="a date, or none"),
    "sources_all": NAMES, "sources_any": NAMES, "sources_none": NAMES, "same_without": NAMES,
    "output_ok": FLAG, "violates": NAMES, "permitted": FLAG,
    "grade_at_most": NUMBER, "sentence_at_most": COUNT, "clear_links": FLAG, "safe_wording": FLAG,
    "says_who": FLAG,
}  # fmt: skip
