"""The safety room's screen, listening to the mentor's own notes."""

from collections.abc import Sequence

from assistant.safety.levels import Concern, Speaker
from assistant.safety.screening import Item, Screen


class MentorNoteScreen:
    """Hears every note as a mentor's. One run of the screen for all notes of a prep."""

    def __init__(self, screen: Screen) -> None:
        """`screen` is shared with the other doors."""
        self._screen = screen
        self.version = ", ".join(f"{name} {version}" for name, version in sorted(screen.versions.items()))

    def hear(self, texts: Sequence[str]) -> list[tuple[Concern, ...]]:
        """The concerns of each note, highest first."""
        items = [Item(texts=(text,), speaker=Speaker.MENTOR_NOTE) for text in texts]
        return [result.concerns for result in self._screen.batch(items)] if items else []
