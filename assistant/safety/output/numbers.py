"""Figures looked up in their sources, telephone numbers in the checked lines, and names that may not be said."""

import re
from collections.abc import Iterator, Sequence

from assistant.safety.output.matching import Found
from assistant.safety.output.reading import Reading
from assistant.safety.output.rules import OutputRules

PHONE = re.compile(
    r"(?<![\d$/.-])(?:\+?1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)|(?<![\d$/.-])\d{3}[-.]\d{4}(?![\d-])|"
    r"(?<![\d-])1?-?8(?:00|33|44|55|66|77|88)-[\da-z][\da-z-]{5,}"
)
SHORT = re.compile(
    r"(?:call|text|dial) (?:us at |them at |to )?(\d{3,6})\b(?!-)(?! ?(?:students|people|words|times|min))"
)
DIGITS = re.compile(r"\d+")
FIGURE = re.compile(r"\d[\d,]*(?:[.:]\d+)*")
PRESS_3 = re.compile(r"press (?:3|three)\b")


def unsourced(
    reading: Reading, rules: OutputRules, *, kind: str, sources: Sequence[str] | None, names: Sequence[str]
) -> Iterator[Found]:  # fmt: skip
    """Figures no source holds, and names that may not be said. Flags and notes hold what people said: no figures."""
    yield from named(reading, names)
    if kind not in ("flag", "note"):
        yield from phones(reading, rules) if sources is None else not_in(reading, rules, sources)


def phones(reading: Reading, rules: OutputRules) -> Iterator[Found]:
    """Telephone numbers that are not among the checked lines, unless a page is named for them."""
    for sentence in reading.sentences:
        if rules.attributed.search(sentence.text):
            continue
        for found in (*PHONE.finditer(sentence.text), *SHORT.finditer(sentence.text)):
            if digits_of(found.group(found.lastindex or 0)) not in rules.known:
                yield Found("9-phone", sentence.start + found.start(), sentence.start + found.end())
    if "988" in reading.plain and (ended := PRESS_3.search(reading.plain)):
        yield Found("S10-press-3", *ended.span())


def digits_of(text: str) -> str:
    """A number without its punctuation and country code."""
    digits = "".join(DIGITS.findall(text))
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


def not_in(reading: Reading, rules: OutputRules, sources: Sequence[str]) -> Iterator[Found]:
    """Every figure of the text that is in none of its sources; 911 and the checked lines are always known."""
    held = {figure.strip(",") for source in sources for figure in FIGURE.findall(source.lower())}
    covered = [found.span() for found in PHONE.finditer(reading.plain) if digits_of(found.group()) in rules.known]
    for found in FIGURE.finditer(reading.plain):
        figure = found.group().strip(",")
        inside = any(first <= found.start() < last for first, last in covered)
        if figure not in held and figure not in rules.known and not inside:
            yield Found("9-unsourced", *found.span())


def named(reading: Reading, names: Sequence[str]) -> Iterator[Found]:
    """Third persons by name."""
    for name in names:
        found = re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", reading.plain) if name.strip() else None
        if found:
            yield Found("D6-name", *found.span())
