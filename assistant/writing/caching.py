"""Answers kept by the exact masked input, for one program and one audience; never across either, and only in memory."""

import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from assistant.writing.chat import Asking, Completion


@dataclass(frozen=True, kw_only=True)
class Place:
    """For whom an answer was made: what is kept for one place is never served in another."""

    program_id: str
    audience: str
    model: str


@dataclass
class Cache:
    """The last answers. Holds masked text only."""

    kept: timedelta = timedelta(hours=1)
    most: int = 500
    _kept: OrderedDict[str, tuple[datetime, Completion]] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def get(self, place: Place, asking: Asking, now: datetime) -> Completion | None:
        """The answer to exactly this, if it is fresh."""
        with self._lock:
            found = self._kept.get(key_of(place, asking))
            return found[1] if found and now - found[0] < self.kept else None

    def keep(self, place: Place, asking: Asking, completion: Completion, now: datetime) -> None:
        """Keep an answer; the oldest goes when there are too many."""
        with self._lock:
            self._kept[key_of(place, asking)] = (now, completion)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)


def key_of(place: Place, asking: Asking) -> str:
    """A digest of everything that was asked, for whom, of which model."""
    whole = [place.program_id, place.audience, place.model, asking.role, asking.system, asking.user, asking.schema]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()
