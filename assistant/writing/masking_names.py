"""Find the people of a roster in a text, however their names are written: short, misspelt, lower case, spaced out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from assistant.writing.masking_nicknames import nicknames_of
from assistant.writing.masking_words import ACRONYMS, CALENDAR, CAMPUS, PARTICLES, Frequency

EVERYDAY = 4000  # from here on a word is an ordinary one: a name alike needs its capital or a personal place
RARE = 900  # below this, a lower-case word one letter away from a name is taken for the name misspelt
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*", re.UNICODE)
SPELLED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .\-_*]{1,2}){2,}[^\W\d_](?![^\W_])")
POSSESSIVE = re.compile(r"['’ʼ](?:s|S)?$")
PERSONAL_AFTER = re.compile(
    r"(?:['’]s\b|\s+(?:said|says|told|tells|asked|asks|wants|wanted|needs|needed|thinks|feels|felt|has|had|is|was|came|missed|"
    r"went|got|likes|loves|hates|seems|seemed|mentioned|agreed|finished|sent|wrote|and i\b))",
    re.IGNORECASE,
)
PERSONAL_BEFORE = re.compile(
    r"(?:\bwith|\btold|\basked|\bfrom|\bmet|\bmentee|\bmentor|\bfriend|\bnamed|\bcalled|\bmessage|\bemail|\bhelp|\bhelped|\bsaw|"
    r"\btell|\bask|\bhi|\bhey|\bhello|\bdear|\bthanks,?|\bcall|\btext|\babout|\bfor|\bmeet)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class RosterPerson:
    """Someone whose traces must be found. `nicknames` are what the roster itself knows; common ones are added."""

    id: str
    name: str
    nicknames: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NameHit:
    """A stretch of text that names one or several people of the roster (their places in it)."""

    start: int
    end: int
    people: frozenset[int]


def fold(word: str) -> str:
    """Lower case, without accents and apostrophes: the form in which names are compared."""
    plain = unicodedata.normalize("NFKD", word)
    return (
        "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ.-")
        .lower()
        .replace("ł", "l")
        .replace("ø", "o")
    )


def parts_of(name: str) -> list[str]:
    """The parts of a name, folded; hyphenated parts also count one by one."""
    pieces = [piece for piece in re.split(r"[\s,]+", name) if fold(piece)]
    halves = [half for piece in pieces if "-" in piece for half in piece.split("-") if len(half) > 2]
    return [fold(piece) for piece in pieces + halves]


@dataclass
class NameIndex:
    """The roster, turned around: folded name part -> the people who bear it."""

    exact: dict[str, set[int]] = field(default_factory=dict)
    short: dict[str, set[int]] = field(default_factory=dict)  # forms no roster lists: Liz for Elizabeth
    joined: dict[str, set[int]] = field(default_factory=dict)  # janedoe, doejane
    initials: dict[str, set[int]] = field(default_factory=dict)
    near: dict[str, set[str]] = field(default_factory=dict)  # part with one letter left out -> parts

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
        plain = [part for part in parts if part not in PARTICLES]
        if len(plain) > 1:
            for joined in ("".join(plain), "".join(reversed(plain)), plain[0] + plain[-1], plain[-1] + plain[0]):
                self.joined.setdefault(joined, set()).add(place)
            whole = [fold(piece) for piece in person.name.split() if fold(piece) and fold(piece) not in PARTICLES]
            for letters in {"".join(p[0] for p in whole), whole[0][0] + whole[-1][0]}:
                self.initials.setdefault(letters, set()).add(place)

    def learn(self, table: dict[str, set[int]], place: int, parts: list[str]) -> None:
        """Enter name parts into a table, and their misspellings."""
        for part in parts:
            if len(part) > 1 and part not in PARTICLES:
                table.setdefault(part, set()).add(place)
                for short in shortened(part):
                    self.near.setdefault(short, set()).add(part)

    def bearers(self, part: str) -> set[int]:
        """Who bears a name part: by the roster's own names first, by a common short form else."""
        return self.exact.get(part) or self.short.get(part) or set()

    def misspelt(self, word: str) -> set[int]:
        """Who might be meant by a word that is one letter away from a name part."""
        if len(word) < 3:
            return set()
        candidates = {part for short in (word, *shortened(word)) for part in self.near.get(short, ())}
        return {
            place
            for part in candidates
            if len(part) > 2 and OSA.distance(part, word, score_cutoff=1) <= 1
            for place in self.bearers(part)
        }


def shortened(word: str) -> set[str]:
    """The word, and the word with each one letter left out."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))} if len(word) > 2 else {word}


def find_names(text: str, index: NameIndex, frequency: Frequency) -> list[NameHit]:
    """Every stretch that names somebody of the roster, in order, adjacent parts joined."""
    hits = list(words_that_name(text, index, frequency))
    hits += spelled_out(text, index)
    hits += with_initials(text, index)
    return joined_up(text, sorted(hits, key=lambda hit: (hit.start, -hit.end)), index)


def words_that_name(text: str, index: NameIndex, frequency: Frequency) -> Iterator[NameHit]:
    """Single words: a part of a name, a nickname, a joined name, or one of them misspelt."""
    for match in WORD.finditer(text):
        surface = POSSESSIVE.sub("", match.group())
        word = fold(surface)
        people = index.joined.get(word) or index.bearers(word)
        if people and (word in index.joined or speaks_of_a_person(text, match, word, surface, frequency)):
            yield NameHit(start=match.start(), end=match.start() + len(surface), people=frozenset(people))
        elif not people and (near := index.misspelt(word)) and is_a_slip(text, match, word, frequency):
            yield NameHit(start=match.start(), end=match.start() + len(surface), people=frozenset(near))
        elif not people and word.endswith("s") and (bare := index.bearers(word[:-1])) and frequency(word) < EVERYDAY:
            yield NameHit(start=match.start(), end=match.start() + len(surface), people=frozenset(bare))


def speaks_of_a_person(text: str, match: re.Match[str], word: str, surface: str, frequency: Frequency) -> bool:
    """Whether a word that equals a name part is used as a name: always, unless it is also an everyday word."""
    if frequency(word) < EVERYDAY and word not in CALENDAR:
        return True
    before, after = text[max(0, match.start() - 16) : match.start()], text[match.start() + len(surface) :][:24]
    if surface[0].isupper() and not opens_sentence(before):
        return word not in CALENDAR or not re.match(r"\s*\d", after)
    personal = PERSONAL_AFTER.match(after) is not None
    if surface[0].isupper():
        return personal or re.match(r"\s+[A-Z][a-z]", after) is not None
    return after[:2] in ("'s", "’s") or (PERSONAL_BEFORE.search(before) is not None and word not in CAMPUS)


def is_a_slip(text: str, match: re.Match[str], word: str, frequency: Frequency) -> bool:
    """Whether a word one letter away from a name is the name misspelt rather than a word of its own."""
    if word in CALENDAR or word in CAMPUS:
        return False
    if match.group()[0].isupper():
        return frequency(word) < (EVERYDAY * 5 if opens_sentence(text[: match.start()]) else EVERYDAY * 100)
    return frequency(word) < RARE


def opens_sentence(before: str) -> bool:
    """Whether what comes before ends a sentence or is nothing."""
    trimmed = before.rstrip(" \"'“‘([")
    return not trimmed or trimmed[-1] in ".!?:\n"


def spelled_out(text: str, index: NameIndex) -> Iterator[NameHit]:
    """Names written letter by letter: J a n e, j-a-n-e d-o-e."""
    for match in SPELLED.finditer(text):
        word = fold(re.sub(r"[\s*_]", "", match.group()))
        people = index.joined.get(word) or index.bearers(word)
        if people:
            yield NameHit(start=match.start(), end=match.end(), people=frozenset(people))


INITIALS = re.compile(r"(?<![^\W_])(?:(?:[A-Z]\.\s?){2,4}|[A-Z]{2,4})(?![^\W_])")


def with_initials(text: str, index: NameIndex) -> Iterator[NameHit]:
    """Initials of a whole name: A.R., A. R., AR. Undotted ones that are everyday abbreviations are left alone."""
    for match in INITIALS.finditer(text):
        letters = re.sub(r"[\s.]", "", match.group()).lower()
        dotted = "." in match.group()
        if letters in index.initials and (dotted or letters not in ACRONYMS):
            end = match.end() - (len(match.group()) - len(match.group().rstrip()))
            yield NameHit(start=match.start(), end=end, people=frozenset(index.initials[letters]))


GAP = re.compile(r"(?:[ \t]{1,3}|,\s|[-_.]|\s*\n\s*|\s+(?:de|la|del|da|di|van|von|der|bin|al|el)\s+)", re.IGNORECASE)
LETTER_BEFORE = re.compile(r"(?<![^\W_])([A-Z])\.?[ \t]{1,2}$")
LETTER_AFTER = re.compile(r"[ \t]{1,2}([A-Z])(?:\.|(?![^\W_]))")


def joined_up(text: str, hits: list[NameHit], index: NameIndex) -> list[NameHit]:
    """Join the parts of one name into one hit, single initials beside it included; drop hits inside others."""
    found: list[NameHit] = []
    for hit in hits:
        last = found[-1] if found else None
        if last and hit.start < last.end:
            continue
        if last and last.people & hit.people and GAP.fullmatch(text[last.end : hit.start]):
            found[-1] = NameHit(start=last.start, end=hit.end, people=last.people & hit.people)
            continue
        found.append(hit)
    return [with_letters(text, hit, index) for hit in found]


def with_letters(text: str, hit: NameHit, index: NameIndex) -> NameHit:
    """Take in an initial that belongs to the same person: J. Doe, Jane D."""
    initials = {letter for letters, people in index.initials.items() if people & hit.people for letter in letters}
    before, after = LETTER_BEFORE.search(text[: hit.start]), LETTER_AFTER.match(text, hit.end)
    start = before.start() if before and before.group(1).lower() in initials and before.group(1) != "I" else hit.start
    end = after.end() if after and after.group(1).lower() in initials and after.group(1) != "I" else hit.end
    return NameHit(start=start, end=end, people=hit.people)
