"""A text as the output rules read it: plain letters, single spaces, in sentences, each place mapped back."""

import re
import unicodedata
from dataclasses import dataclass

SPECIAL = {
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "‑": "-", "…": "...",
    "*": "", "_": " ", "~": "", "\t": " ", "\r": " ", "\n": "\n",
}  # fmt: skip
LOOKALIKES = dict(zip("аеіорсухѕԁ", "aeiopcyxsd", strict=True))  # Cyrillic letters that pass for Latin ones
UNSEEN = frozenset({"Cf", "Mn", "Cc"})
END = re.compile(r"(?<=[a-z0-9)'\"%])[.!?]+(?=[\s'\")]|$)['\")]*|\n+|(?:^|(?<=\n))\s*(?:[-*•]|\d{1,2}[.)])\s+|;|[!?]+")
ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|dr|mr|ms|mrs|prof|vs|etc|approx|no|ext|a\.m|p\.m|u\.s)|\b[a-z])$")


@dataclass(frozen=True)
class Sentence:
    """A sentence in plain form and where it begins in the plain text."""

    text: str
    start: int


@dataclass(frozen=True)
class Reading:
    """The plain text in lower case and with its capitals, its sentences, and each character's place in the original."""

    original: str
    plain: str
    cased: str
    places: tuple[int, ...]
    sentences: tuple[Sentence, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where plain[start:end] stands in the original text."""
        if not self.places or end <= start:
            return (0, 0)
        return (self.places[start], self.places[min(end, len(self.places)) - 1] + 1)


def read(text: str) -> Reading:
    """Read a text. Letters dressed up (full width, look-alikes, unseen, emphasised) are read as what they show."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for shown in shown_as(char):
            if shown == " " and letters and letters[-1] in " \n":
                continue
            letters.append(shown)
            places.append(place)
    plain = "".join(letters)
    cased = "".join(
        text[place] if text[place].lower() == letter else letter for letter, place in zip(plain, places, strict=True)
    )
    return Reading(text, plain, cased, tuple(places), tuple(sentences(plain)))


def shown_as(char: str) -> str:
    """The plain characters one character shows; "" for what is not seen."""
    if char in SPECIAL:
        return SPECIAL[char]
    if char.isascii():
        return char.lower()
    if char.isspace():
        return " "
    lower = char.casefold()
    if lower in LOOKALIKES:
        return LOOKALIKES[lower]
    parts = unicodedata.normalize("NFKD", lower)
    return "".join(part for part in parts if unicodedata.category(part) not in UNSEEN)


def sentences(plain: str) -> list[Sentence]:
    """Sentences, list entries and lines, each with its place."""
    found, begin = [], 0
    for end in END.finditer(plain):
        if end.group().startswith(".") and ABBREVIATION.search(plain[begin : end.start()]):
            continue
        found.append(Sentence(plain[begin : end.end()], begin))
        begin = end.end()
    found.append(Sentence(plain[begin:], begin))
    return [one for one in found if one.text.strip()]
