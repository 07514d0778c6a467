"""Which texts need their meaning looked up: all but those whose words alone leave the gate out of reach.

Looking up meaning is nine tenths of the cost of a long list of a mentor's notes, and most notes are far from any worry.
"""

from collections.abc import Sequence

import numpy as np

from assistant.safety.concluding import weight_of
from assistant.safety.features import matrix
from assistant.safety.grams import Places
from assistant.safety.heads import Heads
from assistant.safety.hearing import Heard, by_category
from assistant.safety.lexicon import Lexicon


def within_reach(
    heard: Sequence[Heard], pieces: Sequence[tuple[Places, Places]], heads: Heads, lexicon: Lexicon
) -> list[int]:
    """Positions of the texts that could end otherwise if their meaning were known."""
    blank = np.zeros((len(heard), heads.gate.size - len(heads.names) - 1), dtype=np.float32)
    verdicts = heads.judge(matrix(heard, blank), pieces)
    return [
        at
        for at, (one, verdict) in enumerate(zip(heard, verdicts, strict=True))
        if verdict.gate + heads.most_meaning >= counts_from(one, lexicon)
    ]


def counts_from(heard: Heard, lexicon: Lexicon) -> float:
    """The fewest points over the gate from which a head changes the outcome: fewer beside cues (concluding.py)."""
    weights = [weight_of(cues) for cues in by_category(heard).values()]
    return min(lexicon.weighing.asked(weight) for weight in (0.0, *weights))
