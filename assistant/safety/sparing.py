"""Which texts need their meaning looked up: all but those whose words alone leave the gate out of reach.

Looking up meaning is nine tenths of the cost of a long list of a mentor's notes, and most notes are far from any worry.
Of many texts the reader is heard first; only those it leaves within reach get their place in meaning as well.
"""

from collections.abc import Sequence

import numpy as np

from assistant.safety.concluding import weight_of
from assistant.safety.features import EMBEDDING_SCALE, matrix
from assistant.safety.grams import Places
from assistant.safety.heads import Heads, reader_points
from assistant.safety.hearing import Heard, by_category
from assistant.safety.lexicon import Lexicon
from assistant.safety.listening import Embedder, QuickReader

MANY = 64  # fewer texts are not worth a pass of their own
NEAREST = 1 / 3  # cosine of a vector with the gate; of 2,000 examples, half of them urgent, none came above .22


def within_reach(
    heard: Sequence[Heard], pieces: Sequence[tuple[Places, Places]], heads: Heads, embedder: Embedder
) -> list[int]:
    """Positions of the texts that could end otherwise if their meaning were known."""
    blank = np.zeros((len(heard), heads.gate.size - len(heads.names) - 1), dtype=np.float32)
    verdicts = heads.judge(matrix(heard, blank), pieces)
    lacking = [counts_from(one, one.lexicon) - verdict.gate for one, verdict in zip(heard, verdicts, strict=True)]
    near = [at for at, points in enumerate(lacking) if heads.most_meaning >= points]
    if len(near) < MANY or not isinstance(embedder, QuickReader):
        return near
    said = reader_points(embedder.listen([heard[at].original for at in near]))
    return [at for at, points in zip(near, said, strict=True) if points + most_place(heads) >= lacking[at]]


def most_place(heads: Heads) -> float:
    """Points; a text's place in meaning adds less to the gate."""
    axes = heads.gate[: heads.gate.size - len(heads.names) - 1]
    return NEAREST * EMBEDDING_SCALE * float(np.linalg.norm(axes))


def counts_from(heard: Heard, lexicon: Lexicon) -> float:
    """The fewest points over the gate from which a head changes the outcome: fewer beside cues (concluding.py)."""
    weights = [weight_of(cues) for cues in by_category(heard).values()]
    return min(lexicon.weighing.asked(weight) for weight in (0.0, *weights))
