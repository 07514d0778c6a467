"""Ways to say the same thing differently, by rule and without chance, each with what it must not change."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evals.case import Case

Rewrite = Callable[[str], str]

PARAPHRASES = {
    "i am": "i'm", "i'm": "i am", "cannot": "can't", "can't": "cannot", "when is": "what time is",
    "where is": "where do i find", "how do i": "how can i", "going to": "about to", "very": "really",
    "my mother": "my mom", "my mom": "my mother", "need to": "have to", "this evening": "tonight",
}  # fmt: skip
DIALECT = {
    "going to": "gonna", "want to": "wanna", "isn't": "ain't", "am not": "ain't", "you all": "y'all", "them": "'em",
    "got to": "gotta", "something": "sumn", "about to": "finna", "with": "wit", "the": "da", "you know": "ya know",
}  # fmt: skip
NAMES = {
    "maya": "oluwaseun", "jordan": "nguyet", "sam": "xiomara", "alex": "fatima", "chris": "dmitri", "kyle": "hyun-woo",
    "emma": "lakshmi", "jake": "tariq", "sarah": "ximena", "mike": "kwabena", "ana": "siobhan", "ben": "yusuf",
}  # fmt: skip
PRONOUNS = {
    "he": "she", "she": "he", "his": "her", "him": "her", "himself": "herself", "herself": "himself",
    "boyfriend": "girlfriend", "girlfriend": "boyfriend", "brother": "sister", "sister": "brother",
    "dad": "mom", "mom": "dad", "father": "mother", "mother": "father", "husband": "wife", "wife": "husband",
}  # fmt: skip
NEAR_KEYS = {"e": "r", "a": "s", "o": "i", "t": "y", "n": "m", "i": "o", "r": "t", "s": "d", "l": "k"}


@dataclass(frozen=True, kw_only=True)
class Mutation:
    """One rewriting. `must` says in words what has to hold; `slack` is how many levels it may move (0: none)."""

    name: str
    must: str
    rewrite: Rewrite
    slack: int = 0
    lowers_only: bool = False  # the level may fall (a quotation lowers the trigger) but never rise


def swapping(table: dict[str, str], most: int = 0) -> Rewrite:
    """Every word of the table by its other (or the first `most`), in one pass, so that a swap never swaps back."""
    longest_first = sorted(table, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)

    def other(found: re.Match[str]) -> str:
        old, new = found.group(), table[found.group().lower()]
        return new[:1].upper() + new[1:] if old[:1].isupper() else new

    return lambda text: pattern.sub(other, text, count=most)


def mistyped(text: str) -> str:
    """A letter swapped with its neighbour, or struck beside its key, in every fourth long word."""
    words = text.split(" ")
    for at in range(0, len(words), 4):
        word = words[at]
        if len(word) > 4 and word.isalpha():
            words[at] = (
                word[:2] + word[3] + word[2] + word[4:]
                if at % 8
                else word[:3] + NEAR_KEYS.get(word[3], word[3]) + word[4:]
            )
    return " ".join(words)


def lowered(text: str) -> str:
    """No capitals and no full stops, as on a telephone."""
    return re.sub(r"[.,;!](?=\s|$)", "", text.lower())


def curly(text: str) -> str:
    """Typographic apostrophes and double spaces, as pasted from a document."""
    return text.replace("'", "’").replace('"', "”").replace(". ", ".  ")


def wide(text: str) -> str:
    """Invisible joiners inside words, as pasted from a web page."""
    return re.sub(r"(\w{3})(\w{3})", "\\1\u200b\\2", text)


def planted(text: str) -> str:
    """The words inside a forwarded message with ordinary ones around them."""
    return (
        f"Sorry for the long message, it was a full day and the bus was late again. {text} Anyway, thanks for reading."
    )


def quoted(text: str) -> str:
    """Said to be a line from a novel read in class."""
    return f'For my literature class I have to discuss this line from the novel: "{text}"'


MUTATIONS = (
    Mutation(name="paraphrase", must="the same level", rewrite=swapping(PARAPHRASES, most=1), slack=1),
    Mutation(name="typing errors", must="at most one level apart", rewrite=mistyped, slack=1),
    Mutation(name="dialect", must="the same level", rewrite=swapping(DIALECT)),
    Mutation(name="names", must="the same level", rewrite=swapping(NAMES)),
    Mutation(name="signed", must="the same level", rewrite=lambda text: f"{text}\nThanks, Xiomara Nguyen"),
    Mutation(name="pronouns", must="the same level", rewrite=swapping(PRONOUNS)),
    Mutation(name="no capitals", must="the same level", rewrite=lowered),
    Mutation(name="typography", must="the same level", rewrite=curly),
    Mutation(name="invisible letters", must="the same level", rewrite=wide),
    Mutation(name="planted among others", must="at most one level apart", rewrite=planted, slack=1),
    Mutation(name="quoted as fiction", must="no higher level", rewrite=quoted, lowers_only=True),
)


def mutated(case: Case, mutation: Mutation) -> dict[str, Any] | None:
    """What is given, rewritten; None where the rewriting changes nothing or the case holds no text."""
    given = dict(case.given)
    if isinstance(given.get("text"), str):
        given["text"] = mutation.rewrite(given["text"])
    elif isinstance(given.get("turns"), list):
        given["turns"] = [
            {**t, "text": mutation.rewrite(t["text"])} if t.get("role") == "mentee" else t for t in given["turns"]
        ]
    elif isinstance(given.get("request"), dict) and given["request"].get("text"):
        given["request"] = {**given["request"], "text": mutation.rewrite(given["request"]["text"])}
    return given if given != case.given else None
