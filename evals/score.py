"""What a scorer says of one output: a value and its reason, or why it could not say. Never a silent zero."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Score:
    """One judgement. `value` is 0 (failed) to 1 (held).

    `reason` is in our own words and never quotes the case; `quote` may, and is kept for our own cases only (safety.md
    3.5).
    """

    value: float
    reason: str
    quote: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.value <= 1:
            raise ValueError("a score is between 0 and 1")
        if not self.reason.strip():
            raise ValueError("a score needs a reason")


@dataclass(frozen=True, kw_only=True)
class Unscored:
    """The scorer could not judge. That is not a zero, and it is counted aloud."""

    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("an unscored case needs a reason")


Judgement = Score | Unscored


def held(reason: str) -> Score:
    """The expectation was met."""
    return Score(value=1.0, reason=reason)


def failed(reason: str, quote: str = "") -> Score:
    """The expectation was not met."""
    return Score(value=0.0, reason=reason, quote=quote)


def verdict(ok: bool, if_held: str, if_failed: str, quote: str = "") -> Score:
    """One or the other, each with its reason."""
    return held(if_held) if ok else failed(if_failed, quote)


def as_row(judgement: Judgement, *, quoted: bool) -> dict[str, Any]:
    """A judgement as written to `scores.jsonl`; without `quoted` no excerpt leaves."""
    if isinstance(judgement, Unscored):
        return {"unscored": judgement.reason}
    row: dict[str, Any] = {"value": judgement.value, "reason": judgement.reason}
    return {**row, "quote": judgement.quote} if quoted and judgement.quote else row
