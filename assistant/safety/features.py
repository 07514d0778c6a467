"""What a head looks at: the text's place in meaning, which cues fired, and what stands around them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.safety.hearing import Heard
from assistant.safety.levels import Category
from assistant.safety.subjects import FIRST, OBJECTS, THIRD

Matrix = NDArray[np.float32]

EMBEDDING_SCALE = 4.0  # a unit row spread over 384 axes is small beside a cue that is 0 or 1
DOMAINS = ("course", "fiction", "game", "news", "sport")
CONTEXTS = ("old", "recovered", "present", "tonight", "now", "distress", "safe_note")
CATEGORIES = tuple(Category)


def feature_names() -> tuple[str, ...]:
    """The names of the columns after the embedding, in order; stored with the weights and compared on loading.

    No single rule has a column: a cue more or less in the lexicon does not ask for new weights.
    """
    return (
        *(f"cues:{c}" for c in CATEGORIES), *(f"domain:{d}" for d in DOMAINS), *(f"says:{c}" for c in CONTEXTS),
        "strongest", "asks", "first", "firsts", "third", "thirds", "idiom", "quote", "note", "short",
    )  # fmt: skip


def row(heard: Heard, at: dict[str, int]) -> NDArray[np.float32]:
    """The columns after the embedding for one text."""
    values = np.zeros(len(at), dtype=np.float32)
    for cue in heard.cues:
        values[at[f"cues:{cue.rule.category}"]] += cue.weight
    for domain in heard.domains & set(DOMAINS):
        values[at[f"domain:{domain}"]] = 1
    for name in CONTEXTS:
        values[at[f"says:{name}"]] = heard.says(name)
    words = heard.text.split()
    firsts = sum(word in FIRST for word in words)
    thirds = sum(word in THIRD or word in OBJECTS for word in words)
    share = 3 / (len(words) + 1)
    rest = {
        "strongest": max((cue.weight for cue in heard.cues), default=0.0),
        "asks": heard.asks, "first": firsts > 0, "firsts": firsts * share, "third": thirds > 0,
        "thirds": thirds * share,
        "idiom": bool(heard.idioms), "quote": '"' in heard.text, "note": heard.speaker == "mentor_note",
        "short": len(words) < 6,
    }  # fmt: skip
    for name, value in rest.items():
        values[at[name]] = value
    return values


def matrix(heard: Sequence[Heard], embeddings: Matrix) -> Matrix:
    """Rows of features, shape (len(heard), 384 + columns)."""
    at = {name: i for i, name in enumerate(feature_names())}
    rows = np.stack([row(one, at) for one in heard]) if heard else np.zeros((0, len(at)), dtype=np.float32)
    return np.hstack([embeddings * EMBEDDING_SCALE, rows]).astype(np.float32)
