"""The few numbers a verdict rests on: intervals, exact tests and a bootstrap.

Written on the standard library and numpy: importing scipy.stats for one constant and one sum takes longer than a suite.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from statistics import NormalDist

FEW = 30  # below this many cases a rate says little; reports warn


@dataclass(frozen=True, kw_only=True)
class Rate:
    """`held` of `n`, with its 95 % Wilson interval. Without cases there is no rate: low is 0 and high is 1."""

    held: float
    n: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share, or None where nothing was counted."""
        return self.held / self.n if self.n else None


def wilson(held: float, n: int, confidence: float = 0.95) -> Rate:
    """Wilson's interval for a share; partial scores count as their share. Never outside 0 to 1."""
    if n == 0:
        return Rate(held=0, n=0, low=0.0, high=1.0)
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    share = held / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    low = 0.0 if held == 0 else max(0.0, middle - half)
    high = 1.0 if held == n else min(1.0, middle + half)
    return Rate(held=held, n=n, low=low, high=high)


def mcnemar(lost: int, won: int) -> float:
    """Exact two-sided McNemar: how likely flips this uneven are if neither run is better. No flips: 1."""
    n = lost + won
    tail = sum(comb(n, k) for k in range(min(lost, won) + 1))
    return min(1.0, 2 * tail / 2**n)


def bootstrap_difference(
    before: Sequence[float], after: Sequence[float], *, seed: int, rounds: int = 10_000
) -> tuple[float, float]:
    """95 % interval of the mean difference of paired values, by resampling cases with a fixed seed."""
    import numpy as np

    difference = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    if difference.size == 0 or not difference.any():
        return 0.0, 0.0
    values, counts = np.unique(difference, return_counts=True)
    n = difference.size
    # Drawing how often each value comes up is the same as drawing cases, in a fraction of the memory.
    draws = np.random.default_rng(seed).multinomial(n, counts / n, size=rounds)
    low, high = np.percentile(draws @ values / n, [2.5, 97.5])
    return float(low), float(high)


def rule_of_three(n: int) -> float:
    """With no failure in n cases, the true rate may still be this high (95 %)."""
    return 1.0 if n == 0 else min(1.0, 3 / n)


def kappa(one: Sequence[str], other: Sequence[str]) -> float:
    """Cohen's kappa of two raters; 1 where both always say the same single word."""
    n = len(one)
    if n == 0 or len(other) != n:
        raise ValueError("kappa needs two raters of the same cases")
    agreed = sum(a == b for a, b in zip(one, other, strict=True)) / n
    chance = sum((one.count(w) / n) * (other.count(w) / n) for w in set(one) | set(other))
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)
