"""How people type: a text without its punctuation, without its apostrophes, or with a letter lost, swapped or doubled.

The base model reads no capitals, so there is nothing to lose there.
"""

import random
import re

BARE, UNMARKED = 0.35, 0.5  # shares of texts without punctuation, and up to which share without apostrophes only
SHORTEST = 4  # letters a word needs to be misspelt
WORDS_EACH = 10  # one word in so many


def misspelt(text: str, chance: random.Random) -> str:
    """The text as someone in a hurry might send it."""
    way = chance.random()
    if way < BARE:
        return re.sub(r"[^\w\s']", "", text)
    if way < UNMARKED:
        return re.sub(r"['’]", "", text)
    words = text.split()
    for _ in range(max(1, len(words) // WORDS_EACH) if words else 0):
        at = chance.randrange(len(words))
        words[at] = slipped(words[at], chance)
    return " ".join(words)


def slipped(word: str, chance: random.Random) -> str:
    """A word with one inner letter lost, swapped with the next, or doubled."""
    if len(word) < SHORTEST:
        return word
    at = chance.randrange(1, len(word) - 1)
    lost, swapped = word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice((lost, swapped, word[: at + 1] + word[at:]))
