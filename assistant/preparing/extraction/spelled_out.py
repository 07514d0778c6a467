"""Hasty typing spelled out, so that one rule reads "cant" and "can't" alike; every place can be traced back."""

import re
from dataclasses import dataclass

CONTRACTED = {
    "cant": "can't", "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "isnt": "isn't", "arent": "aren't",
    "wasnt": "wasn't", "werent": "weren't", "hasnt": "hasn't", "havent": "haven't", "hadnt": "hadn't",
    "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "wont": "won't", "aint": "isn't",
    "im": "I'm", "ive": "I've", "shes": "she's", "hes": "he's", "theyre": "they're", "theyll": "they'll",
    "itll": "it'll", "youll": "you'll", "theyve": "they've", "weve": "we've", "thats": "that's", "lets": "let's",
    "w/": "with", "w/o": "without", "thru": "through", "outta": "out of", "bc": "because", "tho": "though",
    "prof's": "prof's", "ppl": "people", "abt": "about", "nite": "night", "agn": "again", "diff": "different",
}  # fmt: skip
# Forms that are also words of their own count only before a verb's place: "ill send", "shed do", "well meet".
ELIDED = {"ill": "I'll", "id": "I'd", "shell": "she'll", "hell": "he'll", "well": "we'll", "shed": "she'd",
          "hed": "he'd", "theyd": "they'd", "wed": "we'd"}  # fmt: skip
BEFORE_ELIDED = re.compile(
    r"(?:^|\b(?:that|and|but|so|her|him|them|me|said|says|told|promised|then|day|time)\s+"
    r"|[,;:]\s*)$",
    re.I,
)
AFTER_ELIDED = re.compile(
    r"\s+(?:also |try |def |just )?(?!(?:be|feel|is|was|and|of|as|with"
    r"|or)\b)[a-z]{2,}",
    re.IGNORECASE,
)
TOKEN = re.compile(r"\bw/o?(?=\s|$|\w)|[A-Za-z']+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Spelled:
    """A text spelled out. `places[i]` is where its character i stands in the original; one more for the end."""

    text: str
    original: str
    places: tuple[int, ...]

    def as_typed(self, words: str) -> str:
        """A run of spelled-out words as the writer typed it; itself where it is no run of the text."""
        start = self.text.rfind(words)
        if start < 0:
            return words
        return self.original[self.places[start] : self.places[start + len(words)]]


def spelled_out(text: str) -> Spelled:
    """The text with contractions, elisions and short forms written out."""
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for match in TOKEN.finditer(text):
        full = long_form(text, match)
        if full is None:
            continue
        parts += [text[done : match.start()], full]
        places += [*range(done, match.start()), *([match.start()] * len(full))]
        done = match.end()
    parts.append(text[done:])
    places += range(done, len(text) + 1)
    return Spelled(text="".join(parts), original=text, places=tuple(places))


def long_form(text: str, match: re.Match[str]) -> str | None:
    """What a token stands for, or None where it stands for itself."""
    word = match[0].lower()
    if word in ELIDED:
        plain = BEFORE_ELIDED.search(text[: match.start()]) and AFTER_ELIDED.match(text[match.end() :])
        return ELIDED[word] if plain else None
    full = CONTRACTED.get(word)
    if full and word.startswith("w/") and text[match.end() : match.end() + 1].strip():
        full += " "
    return full
