"""The safety room's screen, listening to the mentor's own notes."""

from collections.abc import Sequence

from assistant.safety.awaited import Screening
from assistant.safety.levels import Concern, Speaker
from assistant.safety.screening import Item

AT_ONCE = 4  # up to here the embedder uses its one warm session; more would open others for each prep


class MentorNoteScreen:
    """Hears every note as a mentor's."""

    def __init__(self, screen: Screening) -> None:
        """`screen` is shared with the other doors."""
        self._screen = screen

    @property
    def version(self) -> str:
        """What the screen is made of."""
        return ", ".join(f"{name} {version}" for name, version in sorted(self._screen.versions.items()))

    def hear(self, texts: Sequence[str]) -> list[tuple[Concern, ...]]:
        """The concerns of each note, highest first."""
        parts = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
        return [concerns for part in parts for concerns in self.hear_many(part)]

    def hear_many(self, texts: Sequence[str]) -> list[tuple[Concern, ...]]:
        """The same in one run, for the notes of many preps."""
        items = [Item(texts=(text,), speaker=Speaker.MENTOR_NOTE) for text in texts]
        return [result.concerns for result in self._screen.batch(items)] if items else []


class HeardScreen:
    """What was heard in the notes of a whole batch, looked up: for a command that ends with its batch."""

    def __init__(self, screen: MentorNoteScreen, texts: Sequence[str]) -> None:
        """Hear every different text once."""
        each = sorted(set(texts))
        self._heard = dict(zip(each, screen.hear_many(each), strict=True))
        self.version = screen.version

    def hear(self, texts: Sequence[str]) -> list[tuple[Concern, ...]]:
        """The concerns of each note; all of them must have been heard."""
        return [self._heard[text] for text in texts]
