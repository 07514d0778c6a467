"""Rate limits per person (or per address before sign-in): a sliding minute, in memory, one process."""

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from threading import Lock

from fastapi import Request

from core.errors import TrellisError

WRITES_A_MINUTE = 120
READS_A_MINUTE = 600
WINDOW_SECONDS = 60.0
MOST_KEYS = 20_000  # a flood of addresses must not fill the memory


class TooManyRequestsError(TrellisError):
    """The person or address asks faster than a person can."""


@dataclass
class SlidingWindow:
    """Counts what each key did in the last minute. `seconds` is a monotonic clock, so tests can bring their own."""

    limit: int
    seconds: float = WINDOW_SECONDS
    seen: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    lock: Lock = field(default_factory=Lock)

    def allow(self, key: str, now: float) -> bool:
        """Count one more; False when it is one too many."""
        with self.lock:
            times = self.seen[key]
            while times and times[0] <= now - self.seconds:
                times.popleft()
            if len(times) >= self.limit:
                return False
            times.append(now)
            if len(self.seen) > MOST_KEYS:
                self.seen.pop(next(iter(self.seen)))
            return True


@dataclass
class Limits:
    """The windows of one application."""

    reads: SlidingWindow = field(default_factory=lambda: SlidingWindow(READS_A_MINUTE))
    writes: SlidingWindow = field(default_factory=lambda: SlidingWindow(WRITES_A_MINUTE))


def check_rate(request: Request, person_id: str | None) -> None:
    """Raise TooManyRequestsError when this person or address is over its limit."""
    limits: Limits = request.app.state.limits
    window = limits.reads if request.method in {"GET", "HEAD"} else limits.writes
    address = request.client.host if request.client else "unknown"
    if not window.allow(person_id or address, time.monotonic()):
        raise TooManyRequestsError(
            "That was a lot of requests in one minute.", next_step="Wait a minute, then try again. Nothing was lost."
        )
