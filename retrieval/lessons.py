"""What the screen's reader learns from, row by row; numbers alone, so that whoever makes them need not load torch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.adapter import Arrays

Scores = NDArray[np.float32]
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Lessons:
    """Texts and what each teaches."""

    texts: Sequence[str]
    worry: NDArray[np.float32]  # 1 worries, 0 does not
    decided: NDArray[np.float32]  # 0 where the gate learns neither
    urgent: NDArray[np.float32]
    kinds: NDArray[np.int64]
    number_of_kinds: int


class Learning(Protocol):
    """A room where readers learn from parts of the lessons."""

    def learn(self, chosen: Sequence[int], name: str) -> Arrays:
        """What a fresh reader learns from the chosen lessons."""
        ...

    def scores(self, arrays: Arrays, chosen: Sequence[int]) -> Scores:
        """What such a reader says of the chosen lessons: gate, urgency, then kinds; shape (chosen, 2 + kinds)."""
        ...


School = Callable[[Lessons], Learning]
