"""A roster turned around for looking up: who might be meant by this written form?"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from assistant.writing.masking_nicknames import nicknames_of
from assistant.writing.masking_words import PARTICLES

Bearers = dict[str, set[int]]
"""A folded form -> the places in the roster of those who bear it."""
FEWEST_LETTERS = 3  # below this nothing counts as misspelt
FEWEST_JOINED = 7


@dataclass(frozen=True, kw_only=True)
class RosterPerson:
    """Someone whose traces must be found. `nicknames` are what the roster itself knows; common ones are added."""

    id: str
    name: str
    nicknames: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


def fold(word: str) -> str:
    """Lower case, without accents, apostrophes, dots and hyphens: the form in which names are compared."""
    plain = unicodedata.normalize("NFKD", word.replace("ł", "l").replace("ø", "o").replace("Ø", "O").replace("ß", "ss"))
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ.-‐").lower()


def parts_of(name: str) -> list[str]:
    """The parts of a name, folded; hyphenated parts also count one by one."""
    pieces = [piece for piece in re.split(r"[\s,]+", name) if fold(piece)]
    halves = [half for piece in pieces if "-" in piece for half in piece.split("-") if len(half) > 1]
    return [fold(piece) for piece in pieces + halves]


def shortened(word: str) -> set[str]:
    """The word, and the word with each one letter left out."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))} if len(word) >= FEWEST_LETTERS else {word}


@dataclass
class NameIndex:
    """Parts, short forms, joined names and initials of everybody, and what is one slip of the hand away from them."""

    exact: Bearers = field(default_factory=dict)
    short: Bearers = field(default_factory=dict)  # forms no roster lists: Liz for Elizabeth
    joined: Bearers = field(default_factory=dict)  # janedoe, doejane, vanderberg
    initials: Bearers = field(default_factory=dict)
    particles: dict[int, frozenset[str]] = field(default_factory=dict)
    longest: int = 0  # letters of the longest joined name
    near: dict[str, set[str]] = field(default_factory=dict)  # a form with one letter left out -> forms

    @classmethod
    def of(cls, roster: Iterable[RosterPerson]) -> "NameIndex":
        """Index a roster."""
        index = cls()
        for place, person in enumerate(roster):
            index.add(place, person)
        return index

    def add(self, place: int, person: RosterPerson) -> None:
        """Index one person's name, nicknames and initials."""
        parts = parts_of(person.name)
        self.learn(self.exact, place, [*parts, *(p for nick in person.nicknames for p in parts_of(nick))])
        self.learn(self.short, place, [nick for part in parts[:1] for nick in nicknames_of(part)])
        self.particles[place] = PARTICLES & set(parts)
        whole = [fold(piece) for piece in re.split(r"[\s,]+", person.name) if fold(piece)]
        plain = [piece for piece in whole if piece not in PARTICLES]
        if len(plain) > 1:
            ends = plain[0], plain[-1]
            family = "".join(whole[1:])
            joined = ["".join(whole), family + whole[0], "".join(ends), ends[1] + ends[0]]
            self.learn(self.joined, place, joined + ([family] if len(whole) > len(plain) else []))
            self.longest = max(self.longest, len(joined[0]))
            for letters in {"".join(piece[0] for piece in plain), ends[0][0] + ends[1][0]}:
                self.initials.setdefault(letters, set()).add(place)

    def learn(self, table: Bearers, place: int, forms: list[str]) -> None:
        """Enter forms into a table, and their misspellings."""
        for form in forms:
            if len(form) > 1 and form not in PARTICLES:
                table.setdefault(form, set()).add(place)
                for short in shortened(form):
                    self.near.setdefault(short, set()).add(form)

    def bearers(self, part: str) -> set[int]:
        """Who bears a name part: by the roster's own names first, by a common short form else."""
        return self.exact.get(part) or self.short.get(part) or set()

    def misspelt(self, form: str, *, joined: bool = False) -> set[int]:
        """Who might be meant by a form that is one letter, or two swapped ones, away from a known one."""
        if len(form) < (FEWEST_JOINED if joined else FEWEST_LETTERS):
            return set()
        known = {each for short in shortened(form) for each in self.near.get(short, ())}
        close = {
            each for each in known if len(each) >= FEWEST_LETTERS and OSA.distance(each, form, score_cutoff=1) <= 1
        }
        return {place for each in close for place in (self.joined.get(each, set()) if joined else self.bearers(each))}
