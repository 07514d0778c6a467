"""The safety room's screen, listening to the mentor's own notes."""

from collections.abc import Sequence
from hashlib import sha256

from assistant.safety.awaited import Screening
from assistant.safety.levels import Concern, Speaker
from assistant.safety.screening import Item

MOST_KNOWN = 20_000  # sentences whose concerns are kept in mind, without their words


class MentorNoteScreen:
    """Hears every note as a mentor's."""

    def __init__(self, screen: Screening) -> None:
        """`screen` is shared with the other doors."""
        self._screen = screen
        self._known: dict[bytes, tuple[Concern, ...]] = {}  # by digest: a sentence is heard again in each later prep

    @property
    def version(self) -> str:
        """What the screen is made of."""
        return ", ".join(f"{name} {version}" for name, version in sorted(self._screen.versions.items()))

    def hear(self, texts: Sequence[str]) -> list[tuple[Concern, ...]]:
        """The concerns of each note, highest first."""
        keys = [sha256(text.encode()).digest() for text in texts]
        if len(self._known) > MOST_KNOWN:
            self._known = {}
        known = self._known
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        for key, text in fresh.items():  # one by one: what stands beside a text moves its vector by a hair (promise 10)
            (known[key],) = self.hear_many([text])
        return [known[key] for key in keys]

    def hear_many(self, texts: Sequence[str]) -> list[tuple[Concern, ...]]:
        """The same in one run, for the notes of many preps."""
        items = [Item(texts=(text,), speaker=Speaker.MENTOR_NOTE) for text in texts]
        return [result.concerns for result in self._screen.batch(items, asking=False)] if items else []


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
