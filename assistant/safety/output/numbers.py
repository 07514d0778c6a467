"""Numbers need a source: statistics, amounts, telephone numbers, hours and deadlines."""

from collections.abc import Iterator, Sequence

from assistant.safety.output.matching import Found
from assistant.safety.output.reading import Reading


def unsourced(
    reading: Reading, *, kind: str, sources: Sequence[str] | None, names: tuple[str, ...]
) -> Iterator[Found]:  # fmt: skip
    """Numbers that no source holds."""
    yield from ()
