"""The default writer: a table of phrases with blanks, from dated policy. The same line always reads the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.writing.sentence import Sentence
from assistant.writing.writer import Line


@dataclass(frozen=True, kw_only=True)
class TemplateWriter:
    """Fills the phrase of a line's kind. Raises KeyError for a kind without a phrase or a blank without a value."""

    phrases: Mapping[str, str]
    version: str

    def word(self, line: Line) -> Sentence:
        """The sentence, with double spaces and a doubled closing mark tidied away."""
        text = self.phrases[line.kind].format_map(dict(line.blanks))
        text = re.sub(r"\s+", " ", text).strip()
        text = re.sub(r"([.?!])\.(?=\s|$)", r"\1", text)
        text = re.sub(r"([.?!])\"\.?$", r'\1"', text)
        return Sentence(text=text, sources=line.sources, reason=line.reason)
