"""Lists of words and phrases, looked up fast: a list is only searched where one of its opening words stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

OPENING = re.compile(r"\w+")


@dataclass(frozen=True)
class Words:
    """Phrases in lower case. `*` is the rest of a word; an entry opening with `re:` is a pattern written as such."""

    entries: tuple[str, ...]

    @cached_property
    def listed(self) -> re.Pattern[str]:
        """All plain entries as one pattern, grouped by first letter so that few are tried at a word."""
        groups: dict[str, list[str]] = {}
        for entry in self.plain:
            rest = re.escape(entry[1:]).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
            groups.setdefault(entry[0], []).append(rest)
        letters = (re.escape(first) + "(?:" + "|".join(rests) + ")" for first, rests in sorted(groups.items()))
        return re.compile(r"(?<!\w)(?:" + ("|".join(letters) or r"(?!)") + r")(?!\w)")

    @cached_property
    def written(self) -> re.Pattern[str] | None:
        """All entries written as patterns, or None. Raises re.error where one cannot be read."""
        patterns = [entry.removeprefix("re:") for entry in self.entries if entry.startswith("re:")]
        return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)") if patterns else None

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The entries that are words."""
        return tuple(entry.lower() for entry in self.entries if not entry.startswith("re:"))

    @cached_property
    def openings(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """The first words of the plain entries, whole, and those of which only the beginning is given."""
        whole: set[str] = set()
        begun: set[str] = set()
        for entry in self.plain:
            if match := OPENING.match(entry):
                (begun if entry[match.end() : match.end() + 1] == "*" else whole).add(match.group())
        return frozenset(whole), tuple(sorted(begun))

    def found(self, plain: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
        """Every place of a lower-case text where an entry stands. `words` are the text's words, split once."""
        whole, begun = self.openings
        if not whole.isdisjoint(words) or (begun and any([word.startswith(begun) for word in words])):
            yield from self.listed.finditer(plain)
        if self.written is not None:
            yield from self.written.finditer(plain)


def words_of(text: str) -> frozenset[str]:
    """The distinct words of a lower-case text."""
    return frozenset(OPENING.findall(text))
