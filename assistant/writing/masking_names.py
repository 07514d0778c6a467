"""Find the people of a roster in a text, however their names are written: short, misspelt, lower case, spaced out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.writing.masking_roster import NameIndex, fold
from assistant.writing.masking_words import ACRONYMS, CALENDAR, CAMPUS, EVERYDAY, PARTICLES, RARE, Frequency

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)+")
SPELLED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .\-_*]{1,2}){2,}[^\W\d_](?![^\W_])")
POSSESSIVE = re.compile(r"['’ʼ](?:s|S)?$")
PERSONAL_AFTER = re.compile(
    r"(?:['’]s\b|\s+(?:said|says|told|tells|asked|asks|wants|wanted|needs|needed|thinks|feels|felt|has|had|is|was|came|missed|"
    r"went|got|likes|loves|hates|seems|seemed|mentioned|agreed|finished|sent|wrote|and i\b))",
    re.IGNORECASE,
)
PERSONAL_BEFORE = re.compile(
    r"\b(?:with|told|asked|from|met|mentee|mentor|friend|named|called|message|email|help|helped|saw|tell|ask|hi|hey|hello|dear|"
    r"thanks,?|call|text|meet)\s+$",
    re.IGNORECASE,
)
CONTRACTED = re.compile(r"['’ʼ](?:ve|ll|re|m|d|t)$", re.IGNORECASE)
WIDEST_WINDOW = 5  # words
SHORTEST_SLIP = 3  # letters: a lower-case word this short is more often slang than a name misspelt


@dataclass(frozen=True, kw_only=True)
class NameHit:
    """A stretch that names people of the roster, by their places in it. Unsure: an everyday word that is a name too."""

    start: int
    end: int
    people: frozenset[int]
    sure: bool = True


def find_names(text: str, index: NameIndex, frequency: Frequency) -> list[NameHit]:
    """Every stretch that names somebody of the roster, in order, adjacent parts joined."""
    if not index.exact:
        return []
    hits = [
        *compounds(text, index),
        *words_that_name(text, index, frequency),
        *windows(text, index),
        *spelled_out(text, index),
        *with_initials(text, index),
    ]
    ordered = sorted(hits, key=lambda hit: (hit.start, -hit.end, not hit.sure))
    whole = [reaching_out(text, hit, index) for hit in joined_up(text, ordered)]
    return [hit for hit in whole if hit.sure]


def words_that_name(text: str, index: NameIndex, frequency: Frequency) -> Iterator[NameHit]:
    """Single words: a part of a name, a nickname, a joined name, or one of them misspelt."""
    for match in WORD.finditer(text):
        surface = POSSESSIVE.sub("", match.group())
        word = fold(surface)
        end = match.start() + len(surface)
        if people := index.joined.get(word) or index.bearers(word):
            sure = word in index.joined or speaks_of_a_person(text, match, word, surface, frequency)
            yield NameHit(start=match.start(), end=end, people=frozenset(people), sure=sure)
        elif word not in PARTICLES and (near := slip(text, match, word, index, frequency)):
            yield NameHit(start=match.start(), end=end, people=frozenset(near))


def slip(text: str, match: re.Match[str], word: str, index: NameIndex, frequency: Frequency) -> set[int]:
    """Who is meant by a misspelt name, or by one whose possessive lost its apostrophe."""
    if (near := index.misspelt(word)) and is_a_slip(text, match, word, frequency):
        return near
    bare = index.bearers(word[:-1]) if word.endswith("s") and len(word) > 3 else set()
    return bare if frequency(word) < EVERYDAY else set()


def speaks_of_a_person(text: str, match: re.Match[str], word: str, surface: str, frequency: Frequency) -> bool:
    """Whether a word that equals a name part is used as a name: always, unless it is also an everyday word."""
    if frequency(word) < EVERYDAY and word not in CALENDAR:
        return True
    before, after = text[max(0, match.start() - 16) : match.start()], text[match.start() + len(surface) :][:24]
    if surface[0].isupper() and not opens_sentence(before):
        return word not in CALENDAR or not re.match(r"\s*\d", after)
    if surface[0].isupper():
        return PERSONAL_AFTER.match(after) is not None or re.match(r"\s+[A-Z][a-z]", after) is not None
    return after[:2] in ("'s", "’s") or (PERSONAL_BEFORE.search(before) is not None and word not in CAMPUS)


def is_a_slip(text: str, match: re.Match[str], word: str, frequency: Frequency) -> bool:
    """Whether a word one letter away from a name is the name misspelt rather than a word of its own."""
    if word in CALENDAR or word in CAMPUS or CONTRACTED.search(match.group()):
        return False
    if match.group()[0].isupper():
        return frequency(word) < (EVERYDAY * 5 if opens_sentence(text[: match.start()]) else EVERYDAY * 100)
    return len(word) > SHORTEST_SLIP and frequency(word) < RARE


def opens_sentence(before: str) -> bool:
    """Whether what comes before ends a sentence or is nothing."""
    trimmed = before.rstrip(" \"'“‘([")
    return not trimmed or trimmed[-1] in ".!?:\n"


def compounds(text: str, index: NameIndex) -> Iterator[NameHit]:
    """Hyphenated names as a whole, their hyphen astray included: Hye-jin, Hy-ejin."""
    for match in COMPOUND.finditer(text):
        word = fold(match.group())
        people = index.joined.get(word) or index.exact.get(word) or (len(word) > 4 and index.misspelt(word))
        if people:
            yield NameHit(start=match.start(), end=match.end(), people=frozenset(people))


APART = re.compile(r"[ \t\n,.\-_]{1,3}")


def windows(text: str, index: NameIndex) -> Iterator[NameHit]:
    """Two to five words that together are a name, wherever its spaces fell and with one slip: van er Berg."""
    words = [(match.start(), match.start() + len(POSSESSIVE.sub("", match.group()))) for match in WORD.finditer(text)]
    folded = [fold(text[start:end]) for start, end in words]
    for first, (start, _) in enumerate(words):
        joined = folded[first]
        for place in range(first + 1, min(first + WIDEST_WINDOW, len(words))):
            joined += folded[place]
            if len(joined) > index.longest + 1 or not APART.fullmatch(text[words[place - 1][1] : words[place][0]]):
                break
            ordinary = folded[first] in CAMPUS or folded[place] in CAMPUS  # "and Park" is not Ana Park misspelt
            if people := index.joined.get(joined) or (not ordinary and index.misspelt(joined, joined=True)):
                yield NameHit(start=start, end=words[place][1], people=frozenset(people))


def spelled_out(text: str, index: NameIndex) -> Iterator[NameHit]:
    """Names written letter by letter: J a n e, j-a-n-e d-o-e."""
    for match in SPELLED.finditer(text):
        word = fold(re.sub(r"[\s*_]", "", match.group()))
        if people := index.joined.get(word) or index.bearers(word):
            yield NameHit(start=match.start(), end=match.end(), people=frozenset(people))


INITIALS = re.compile(r"(?<![^\W_])(?:(?:[A-Z]\.[ ]?){1,3}[A-Z]\.?|[A-Z]{2,4})(?![^\W_])")


def with_initials(text: str, index: NameIndex) -> Iterator[NameHit]:
    """Initials of a whole name: A.R., A. R., AR. Undotted ones that are everyday abbreviations are left alone."""
    for match in INITIALS.finditer(text):
        letters = re.sub(r"[\s.]", "", match.group()).lower()
        if letters in index.initials and ("." in match.group() or letters not in ACRONYMS):
            yield NameHit(start=match.start(), end=match.end(), people=frozenset(index.initials[letters]))


BETWEEN = rf"(?:{'|'.join(sorted(PARTICLES - {'y', 'e', 'of'}))})"
GAP = re.compile(rf"(?:[ \t]{{1,3}}|,\s|[-_.]|\s*\n\s*|\s+(?:{BETWEEN}\s+){{1,3}})", re.IGNORECASE)


def joined_up(text: str, hits: list[NameHit]) -> list[NameHit]:
    """Join the parts of one name into one hit; two unsure parts of one name make each other sure."""
    found: list[NameHit] = []
    for hit in hits:
        last = found[-1] if found else None
        if last and hit.start < last.end:
            found[-1] = merged(last, hit)
        elif last and last.people & hit.people and GAP.fullmatch(text[last.end : hit.start]):
            found[-1] = NameHit(start=last.start, end=hit.end, people=last.people & hit.people)
        else:
            found.append(hit)
    return found


def merged(last: NameHit, hit: NameHit) -> NameHit:
    """One hit for two that overlap: as far as either reaches, and whom both mean where they agree."""
    agreed = (last.people & hit.people) or last.people
    return NameHit(start=last.start, end=max(last.end, hit.end), people=agreed, sure=last.sure or hit.sure)


LETTER_BEFORE = re.compile(r"(?<![^\W_])([A-Z])(\.?)[ \t]{0,2}$")
LETTER_AFTER = re.compile(r"[ \t]{1,2}([A-Z])(\.|(?![^\W_]))")
PARTICLES_BEFORE = re.compile(rf"(?<![^\W_])(?:{BETWEEN}\s+){{1,3}}$", re.IGNORECASE)


def reaching_out(text: str, hit: NameHit, index: NameIndex) -> NameHit:
    """Take in what belongs to the same person beside the hit: particles (van der), an initial (J. Doe, Jane D.)."""
    particles = PARTICLES_BEFORE.search(text[: hit.start])
    if particles and {fold(p) for p in particles.group().split()} <= set().union(
        *(index.particles[p] for p in hit.people)
    ):
        hit = replace(hit, start=particles.start())
    initials = {letter for letters, people in index.initials.items() if people & hit.people for letter in letters}
    before, after = LETTER_BEFORE.search(text[: hit.start]), LETTER_AFTER.match(text, hit.end)
    if before and belongs(before, initials):
        hit = replace(hit, start=before.start(), sure=True)
    if after and belongs(after, initials):
        hit = replace(hit, end=after.end(), sure=True)
    return hit


def belongs(match: re.Match[str], initials: set[str]) -> bool:
    """Whether a single letter is an initial of the person; an undotted I or A is a word."""
    return match.group(1).lower() in initials and (bool(match.group(2)) or match.group(1) not in "IA")
