"""Which rules can match a text at all: looked up by three letters, so that a thousand literals cost what a few do."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

LENGTH = 3


class Literal(Protocol):
    """Anything with strings of which one must be there."""

    @property
    def literals(self) -> tuple[str, ...]:
        """Empty where nothing is promised: such a rule is always tried."""
        ...


Rule = TypeVar("Rule", bound=Literal)


class Shortlist(Generic[Rule]):
    """Rules indexed by the first three letters of their literals."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Index the rules once; their order is kept."""
        self._rules = tuple(rules)
        self._always = [n for n, rule in enumerate(self._rules) if not rule.literals]
        self._index: dict[str, list[tuple[str, int]]] = {}
        for number, rule in enumerate(self._rules):
            for literal in rule.literals:
                self._index.setdefault(literal[:LENGTH], []).append((literal, number))
        self._keys = frozenset(self._index)

    def possible(self, text: str) -> list[Rule]:
        """The rules that may match, in order."""
        grams = {text[i : i + size] for size in (2, LENGTH) for i in range(len(text))} & self._keys
        found = {number for gram in grams for literal, number in self._index[gram] if literal in text}
        return [self._rules[number] for number in sorted(found.union(self._always))]
