"""Which texts need their meaning looked up: all but those whose words alone leave the gate out of reach.

Looking up meaning is nine tenths of the cost of a long list of a mentor's notes, and most notes are far from any worry.
"""

from collections.abc import Sequence

import numpy as np

from assistant.safety.features import matrix
from assistant.safety.grams import Places
from assistant.safety.heads import Heads
from assistant.safety.hearing import Heard
from assistant.safety.lexicon import Lexicon

MOST_MEANING = 8.5  # points; meaning adds less to the gate in each of the 4,264 worrying examples (most: 8.1)
BESIDE_CUES = -4.0  # points over the gate from which a head may change the outcome where a cue stands ...
BARE = 0.0  # ... and where none does


def within_reach(
    heard: Sequence[Heard], pieces: Sequence[tuple[Places, Places]], heads: Heads, lexicon: Lexicon
) -> list[int]:
    """Positions of the texts that could end otherwise if their meaning were known."""
    blank = np.zeros((len(heard), heads.gate.size - len(heads.names) - 1), dtype=np.float32)
    verdicts = heads.judge(matrix(heard, blank, lexicon), pieces)
    return [
        at
        for at, (one, verdict) in enumerate(zip(heard, verdicts, strict=True))
        if verdict.gate + MOST_MEANING >= (BESIDE_CUES if one.cues else BARE)
    ]
