"""One spelling for many ways of writing: accents, apostrophes, slang, emoji, stretched, starred and spaced-out words.

Every character of the result remembers where it came from, so that a span points at what the person wrote.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from assistant.safety.lexicon import Lexicon, Spelling

TOKEN = re.compile(r"[^\W_]+(?:['’ʼ`´*@$!0-9][^\W_]+)*|[.!?…\n,;:—–()\[\]\"“”«»„]|[^\s\w]|_")
ENDS = frozenset(".!?…\n")
QUOTES = frozenset('"“”«»„')
BREAKS = frozenset(",;:—–()[]")
APOSTROPHES = re.compile(r"['’ʼ`´]")
STRETCHED = re.compile(r"([a-z])\1{2,}")
LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
SINGLE_QUOTES = re.compile(r"(?<![\w])['‘’]((?:[^'‘’\n]|(?<=\w)['’](?=\w)){4,160}?)['‘’](?!\w)")
SPACED = re.compile(r"(?<!\w)(?:[a-z][ .\-_]){3,}[a-z](?!\w)", re.IGNORECASE)


@dataclass
class Normal:
    """A text in one spelling: words, `.`, `?` and `"` with single spaces. `breaks` are where a comma stood."""

    text: str = ""
    starts: list[int] = field(default_factory=list)  # where each token begins in `text`
    origins: list[tuple[int, int]] = field(default_factory=list)  # where it stood in the original
    breaks: list[int] = field(default_factory=list)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a span of `text`."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first, bisect_right(self.starts, max(start, end - 1)) - 1)
        return self.origins[first][0], self.origins[last][1]


def normalise(text: str, lexicon: Lexicon) -> Normal:
    """Write a text in one spelling. Empty text gives an empty Normal."""
    spelling, out, pieces = lexicon.spelling, Normal(), []
    size = 0
    for word, origin in merged(spelled(text, spelling), spelling):
        if word == ",":
            out.breaks.append(size)
            continue
        out.starts.append(size)
        out.origins.append(origin)
        pieces.append(word)
        size += len(word) + 1
    out.text = " ".join(pieces)
    return out


def spelled(text: str, spelling: Spelling) -> list[tuple[str, tuple[int, int]]]:
    """Tokens with their origin; an ending is `.`, a question mark stays, a quote is `\"`, a break is a comma."""
    tokens: list[tuple[str, tuple[int, int]]] = []
    for found in TOKEN.finditer(despaced(SINGLE_QUOTES.sub(r'"\1"', text))):
        raw, origin = found.group(), found.span()
        word = mark(raw) or spelling.emoji.get(raw, "") or (spell(raw, spelling) if raw[0].isalnum() else "")
        if word and not (word == "." and (not tokens or tokens[-1][0] in ".?")):
            tokens.append((word, origin))
    return tokens


def mark(raw: str) -> str:
    """How punctuation is kept."""
    if raw == "?":
        return "?"
    if raw in ENDS:
        return "."
    if raw in QUOTES:
        return '"'
    return "," if raw in BREAKS else ""


def despaced(text: str) -> str:
    """`s u i c i d e` as one word, padded so that every position stays where it was."""

    def join(found: re.Match[str]) -> str:
        letters = re.sub(r"[ .\-_]", "", found.group())
        return letters + " " * (len(found.group()) - len(letters))

    return SPACED.sub(join, text)


def merged(tokens: list[tuple[str, tuple[int, int]]], spelling: Spelling) -> list[tuple[str, tuple[int, int]]]:
    """Two words that are one, and one word that is several, each with its origin."""
    out: list[tuple[str, tuple[int, int]]] = []
    for word, origin in tokens:
        for part in word.split():
            pair = spelling.pairs.get(f"{out[-1][0]} {part}") if out else None
            if pair is None:
                out.append((part, origin))
            else:
                begin = out.pop()[1][0]
                out.extend((piece, (begin, origin[1])) for piece in pair.split())
    return out


@lru_cache(maxsize=20_000)
def spell_known(word: str, slang: tuple[str, ...], mended: tuple[str, ...]) -> str:
    """The listed word a starred or misspelt one stands for, or the word itself."""
    if "*" in word:
        shape = re.compile(re.escape(word).replace(r"\*", "[a-z]+"))
        return next((known for known in mended if shape.fullmatch(known)), word)
    if len(word) > 5:
        return next(
            (known for known in mended if len(known) > 5 and OSA.distance(word, known, score_cutoff=1) == 1), word
        )
    return word


def spell(raw: str, spelling: Spelling) -> str:
    """One word in one spelling."""
    word = unicodedata.normalize("NFKC", raw).lower()
    word = APOSTROPHES.sub("", word)
    if word in spelling.slang:
        return spelling.slang[word]
    word = plain_letters(word)
    if any(c in "0134578@$!*" for c in word) and any(c.isalpha() for c in word):
        word = deleeted(word, spelling)
    if STRETCHED.search(word):
        word = unstretched(word, spelling)
    if word in spelling.left_alone or word in spelling.mended:
        return word
    return spelling.slang.get(word) or spell_known(word, (), spelling.mended)


def plain_letters(word: str) -> str:
    """Latin letters without their accents; other scripts as they are."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(c for c in parts if not unicodedata.combining(c)) if "a" <= parts[0] <= "z" else word


def deleeted(word: str, spelling: Spelling) -> str:
    """`k1ll` as `kill`, but only where a listed word comes out."""
    tried = word.translate(LEET)
    return tried if tried in spelling.mended or tried in spelling.slang else spell_known(word, (), spelling.mended)


def unstretched(word: str, spelling: Spelling) -> str:
    """`dieeee` as `die`, `killll` as `kill`: to a listed word if there is one, else to two letters."""
    once, twice = STRETCHED.sub(r"\1", word), STRETCHED.sub(r"\1\1", word)
    known = (*spelling.mended, *spelling.slang)
    return next((form for form in (once, twice) if form in known), once)


def plain_text(text: str) -> tuple[str, list[int]]:
    """Lower case without Latin accents, for cues in other languages; and the origin of each character."""
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    out, origins = [], []
    for at, char in enumerate(text):
        for part in unicodedata.normalize("NFKC", char).lower().replace("đ", "d"):
            base = unicodedata.normalize("NFD", part)
            base = base[0] if "a" <= base[0] <= "z" else part
            out.append({"’": "'", "ʼ": "'"}.get(base, base))
            origins.append(at)
    return "".join(out), [*origins, len(text)]
