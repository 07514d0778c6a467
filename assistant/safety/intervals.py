"""Rates with the interval they deserve."""

from math import sqrt

Z = 1.959964  # 95 %


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a rate; (0, 1) for no cases."""
    if total == 0:
        return 0.0, 1.0
    share, spread = hits / total, Z * Z / total
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def told(hits: int, total: int) -> str:
    """Such as `12 of 40 = 30.0 % (18.1 to 45.4)`."""
    low, high = wilson(hits, total)
    share = 100 * hits / total if total else 0.0
    return f"{hits} of {total} = {share:.1f} % ({100 * low:.1f} to {100 * high:.1f})"
