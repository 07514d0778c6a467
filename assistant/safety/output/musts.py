"""What a crisis reply must hold (safety.md 2.4)."""

from collections.abc import Iterator

from assistant.safety.output.matching import Found
from assistant.safety.output.reading import Reading


def missing(reading: Reading, *, kind: str, level: str, category: str) -> Iterator[Found]:
    """What is not there and must be."""
    yield from ()
