"""Numbers for reviewed replies: blanks are filled from hotlines.yaml, and what is stale is not said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.policy import POLICIES, read_policy

Lines = Mapping[str, Mapping[str, Any]]
Piece = str | tuple[str, ...]
NEVER_STALE = frozenset({"emergency-911", "lifeline-988"})  # the numbers themselves are law; their notes are reviewed
BLANK = re.compile(r"\{([a-z0-9-]+)(?:\.([a-z_]+))?\}")


class UnfilledError(Exception):
    """A blank whose line is unknown, stale, or lacks the field."""


@lru_cache(maxsize=4)
def read_hotlines(folder: Path = POLICIES) -> Lines:
    """The crisis lines by id."""
    return {entry["id"]: entry for entry in read_policy("hotlines", folder).body["entries"]}


@dataclass(frozen=True)
class Fill:
    """Fills blanks from the lines that may be shown."""

    fresh: Lines

    def line(self, words: str) -> str | None:
        """The words with their blanks filled, or None where one cannot be."""
        try:
            return BLANK.sub(self._value, words)
        except UnfilledError:
            return None

    def lines(self, pieces: Iterable[Piece], parts: Mapping[str, tuple[Piece, ...]]) -> tuple[str, ...]:
        """All pieces in order. Of alternatives the first that can be filled is said; "" says nothing."""
        said: list[str] = []
        for piece in pieces:
            if isinstance(piece, str) and piece.startswith("$"):
                said += self.lines(parts[piece[1:]], parts)
                continue
            options = (piece,) if isinstance(piece, str) else piece
            said += [next((line for line in map(self.line, options) if line is not None), "")]
        return tuple(line for line in said if line)

    def _value(self, found: re.Match[str]) -> str:
        name, field = found.groups()
        line = self.fresh.get(name)
        if line is None:
            raise UnfilledError(name)
        value = line.get(field or "call")
        if not value:
            raise UnfilledError(f"{name}.{field}")
        return str(value) if field else f"{line['name']} ({value})"


def fill_for(lines: Lines, today: date) -> Fill:
    """What may be shown today: 911 and 988 always, every other line until its review is due."""
    return Fill({name: line for name, line in lines.items() if name in NEVER_STALE or line["review_by"] >= today})
