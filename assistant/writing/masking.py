"""Mask the people of a program in a text, and put them back: roster first, then the shapes of identifiers.

For logs, gap reports, evaluators' views and any language model (safety.md 3.4, 3.5). A person has the same token in
every text masked with the same roster; a name that several people bear has a token that names them all.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from assistant.writing.masking_names import find_names
from assistant.writing.masking_patterns import find_patterns
from assistant.writing.masking_roster import NameIndex, RosterPerson
from assistant.writing.masking_words import Frequency, english_frequency

TOKEN = re.compile(r"\[[A-Z]+(?:_\d+(?:_OR_\d+)*)?(?:_[A-Z])?\]")


@dataclass(frozen=True, kw_only=True)
class Span:
    """A stretch to be replaced. `key` is what makes two stretches the same thing; earlier kinds win an overlap."""

    start: int
    end: int
    kind: str
    key: str
    rank: int


@dataclass(frozen=True, kw_only=True)
class Masked:
    """The masked text, and what each of its tokens stood for. The table never leaves the process."""

    text: str
    tokens: dict[str, str] = field(default_factory=dict, repr=False)

    def restore(self, text: str | None = None) -> str:
        """Put the people back into this text, or into another that speaks of the same tokens (a model's answer)."""
        return TOKEN.sub(
            lambda match: self.tokens.get(match.group(), match.group()), self.text if text is None else text
        )


@dataclass(frozen=True)
class Masker:
    """Masks with one roster. Build it once per program: the index is made at the first text."""

    roster: tuple[RosterPerson, ...] = ()
    words: Callable[[], Frequency] = english_frequency

    @cached_property
    def index(self) -> NameIndex:
        """The roster turned around."""
        return NameIndex.of(self.roster)

    @cached_property
    def identifiers(self) -> tuple[tuple[re.Pattern[str], str, str], ...]:
        """Each roster identifier as a pattern that sees through spaces and dashes, with kind and person."""
        found = []
        for place, person in enumerate(self.roster, start=1):
            for kind, values in (("EMAIL", person.emails), ("PHONE", person.phones), ("ID", person.ids)):
                found += [(spaced(value, kind), kind, str(place)) for value in values if len(value.strip()) > 2]
        return tuple(found)

    def mask(self, text: str) -> Masked:
        """Replace every person and identifier by a token. Words that only look like a name are left alone."""
        spans = without_overlaps(self.spans(text))
        return written(text, spans)

    def spans(self, text: str) -> Iterable[Span]:
        """All candidates: the roster's identifiers, its names, then shapes."""
        for pattern, kind, place in self.identifiers:
            for match in pattern.finditer(text):
                yield Span(start=match.start(), end=match.end(), kind=f"{kind}_OF", key=place, rank=0)
        for hit in find_names(text, self.index, self.words()):
            who = "_OR_".join(str(place + 1) for place in sorted(hit.people))
            yield Span(start=hit.start, end=hit.end, kind="PERSON", key=who, rank=2)
        for shape in find_patterns(text):
            yield Span(start=shape.start, end=shape.end, kind=shape.kind, key=text[shape.start : shape.end], rank=1)


def spaced(value: str, kind: str) -> re.Pattern[str]:
    """An identifier's characters with anything a hand may put between them; a country code may be missing."""
    bare = [c for c in value.strip() if c.isalnum() or c in "@."]
    if kind == "PHONE":
        bare = [c for c in value if c.isdigit()]
        bare = bare[-10:] if len(bare) > 10 else bare
    gap = r"[\s\-_()/.]{0,3}"
    other = {"@": r"(?:@|\(at\)|\[at\]|at)", ".": r"(?:\.|\(dot\)|\[dot\]|dot|)"}
    body = gap.join(other.get(c, re.escape(c)) for c in bare)
    if kind == "PHONE":
        body = rf"(?:\+?\d{{1,3}}[\s\-.(]{{0,3}})?\(?{body}"
    return re.compile(rf"(?<![^\W_]){body}(?![^\W_])", re.IGNORECASE)


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """One span for each stretch: a roster identifier before a shape, a shape before a name, longer before shorter."""
    taken: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.rank, s.start - s.end, s.start)):
        if all(span.end <= other.start or span.start >= other.end for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda s: s.start)


def written(text: str, spans: list[Span]) -> Masked:
    """Write the tokens in. A second way of writing the same thing gets a letter, so that it comes back as it was."""
    tokens: dict[str, str] = {}
    numbers: dict[tuple[str, str], int] = {}
    pieces: list[str] = []
    end = 0
    for span in spans:
        surface = text[span.start : span.end]
        token = token_for(span, surface, tokens, numbers)
        tokens[token] = surface
        pieces += [text[end : span.start], token]
        end = span.end
    return Masked(text="".join([*pieces, text[end:]]), tokens=tokens)


def token_for(span: Span, surface: str, tokens: dict[str, str], numbers: dict[tuple[str, str], int]) -> str:
    """The token of a span: by its place in the roster, or counted in order of appearance."""
    if span.kind == "PERSON" or span.kind.endswith("_OF"):
        base = f"{span.kind.removesuffix('_OF')}_{span.key}"
    else:
        count = sum(1 for kind, _ in numbers if kind == span.kind)
        base = f"{span.kind}_{numbers.setdefault((span.kind, span.key), count + 1)}"
    for letter in ("", *(f"_{chr(65 + n)}" for n in range(1, 26))):
        token = f"[{base}{letter}]"
        if tokens.get(token, surface) == surface:
            return token
    return f"[{base}_Z]"


__all__ = ["Masked", "Masker", "RosterPerson"]
