"""What came out: the lines a person sees, the ids they rest on, and the named ending."""

from dataclasses import dataclass, field

from core.errors import InvalidInputError


@dataclass(frozen=True, kw_only=True)
class Shown:
    """`lines` in order; `sources` are the stored ids whose words are among them, in stored order."""

    lines: tuple[str, ...]
    status: str
    sources: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """Everything the person sees, as one text."""
        return "\n".join(self.lines)


def fixed(line: str, status: str) -> Shown:
    """An ending that says the same whatever is stored."""
    if not status.startswith(("answered", "declined_", "unanswerable_")):
        raise InvalidInputError("a status needs a family")
    return Shown(lines=(line,), status=status)
