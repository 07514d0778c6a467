"""Sentences read out of an answer while it still comes, each as soon as it is whole."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pydantic import ValidationError

from assistant.writing.shapes import MOST_SENTENCES, SaidSentence

OPENS = re.compile(r'"sentences"\s*:\s*\[')
CALM = re.compile(r'"worry"\s*:\s*false')
BETWEEN = " \t\r\n,"


@dataclass
class SentenceReader:
    """Fed with pieces, gives back sentences. Nothing comes out before the model said that it has no worry.

    What cannot be read ends the early reading; the answer as a whole is read, and judged, once it is there.
    """

    text: str = ""
    _at: int = 0
    _given: int = 0
    _stopped: bool = False
    _decoder: json.JSONDecoder = field(default_factory=json.JSONDecoder, repr=False)

    def feed(self, piece: str) -> Iterator[SaidSentence]:
        """The sentences that this piece completes."""
        self.text += piece
        if not self._at and (opened := OPENS.search(self.text)) and CALM.search(self.text, 0, opened.start()):
            self._at = opened.end()
        while self._at and not self._stopped and (one := self._next()) is not None:
            yield one

    def _next(self) -> SaidSentence | None:
        start = self._at
        while start < len(self.text) and self.text[start] in BETWEEN:
            start += 1
        if start >= len(self.text):
            return None
        if self.text[start] != "{" or self._given >= MOST_SENTENCES:
            self._stopped = True
            return None
        try:
            said, self._at = self._decoder.raw_decode(self.text, start)
        except ValueError:
            return None  # not whole yet
        try:
            one = SaidSentence.model_validate(said)
        except ValidationError:
            self._stopped = True
            return None
        self._given += 1
        return one
