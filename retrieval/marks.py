"""Which words made the reader worry: each token's share of the gate, and the stretch of text where they add up most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
Stretch = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Marks:
    """One text's tokens: where each stands in the text, and what it adds to the gate."""

    places: Sequence[Stretch]
    adds: Numbers

    @property
    def strongest(self) -> Stretch:
        """Characters of the stretch of tokens that add most above the text's mean; (0, 0) for a text without tokens."""
        spans = [(start, end, add) for (start, end), add in zip(self.places, self.adds, strict=True) if end > start]
        if not spans:
            return 0, 0
        mean = sum(add for *_, add in spans) / len(spans)
        best, total, begin, found = float("-inf"), 0.0, 0, (0, 0)
        for at, (_, _, add) in enumerate(spans):
            if total <= 0:
                total, begin = 0.0, at
            total += float(add - mean)
            if total > best:
                best, found = total, (begin, at)
        return spans[found[0]][0], spans[found[1]][1]
