"""A circuit breaker: a model that fails again and again is left alone for a while, so that nobody waits for it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from assistant.writing.chat import ModelStatus

# What says something about the endpoint; a badly worded answer does not.
DOWN = frozenset(
    {
        ModelStatus.TIMED_OUT, ModelStatus.SERVER_ERROR, ModelStatus.UNREACHABLE, ModelStatus.RATE_LIMITED,
        ModelStatus.CUT_SHORT, ModelStatus.FAILED,
    }
)  # fmt: skip


@dataclass
class Breaker:
    """Opens after `most` failures in a row; after `rest` one call may try, and its ending decides."""

    most: int = 5
    rest: timedelta = timedelta(seconds=60)
    _failures: int = 0
    _since: datetime | None = None
    _lock: Lock = field(default_factory=Lock, repr=False)

    def lets_through(self, now: datetime) -> bool:
        """Whether a call may be made at `now`. After the rest, one is let through and the others go on waiting."""
        with self._lock:
            if self._failures < self.most or self._since is None:
                return True
            if now - self._since < self.rest:
                return False
            self._since = now
            return True

    def ended(self, status: ModelStatus, now: datetime) -> None:
        """Count how a call ended."""
        with self._lock:
            self._failures = self._failures + 1 if status in DOWN else 0
            self._since = now if self._failures >= self.most else None
