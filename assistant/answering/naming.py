"""What a question names that the page found does not: another term, another campus, another kind of the same thing.

Likeness alone cannot tell a neighbour from the thing itself: the page on mathematics tutoring is near a question about
physics tutoring. These three checks look at names, and a page that fails one is not answered from.
"""

import re
from collections.abc import Sequence

from assistant.answering.kinds import EMPTY_WORDS, Kind
from assistant.answering.turn import Part
from retrieval.passage import Passage
from retrieval.ranking import same_campus
from retrieval.words import STOPWORDS, related, stem, words_of

SEASON = re.compile(r"\b(fall|autumn|winter|spring|summer)\b(?! (?:coats?|jackets?|clothes|concert|sports?))")
TIMELY = {Kind.DEADLINE, Kind.HOURS, Kind.COST}
PLACE = re.compile(r"\b([a-z][\w-]+) (?:campus|branch)\b")
NO_PLACE = frozenset(
    ["this", "that", "which", "what", "other", "another", "both", "each", "every", "any", "off", "whole", "college", "main", "one", "across", "around", "new", "near", "every", "school", "nearest", "closest", "same", "student", "all", "two"]
)  # fmt: skip
# Things that come in kinds: the word before one says which.
COMES_IN_KINDS = re.compile(
    r"\b([a-z][\w-]+) (?:(?:student|academic|college|campus) )?(tutoring|tutors?|labs?|clinics?|fees?|deposits?|fines?|tickets?|scholarships?|programs?|clubs?|teams?|"
    r"majors?|degrees?|certificates?|departments?|counselors?|coaches|directors?|permits?|lockers?|gowns?|licen[cs]es?|insurance)\b(?! (?:audit|office|desk|fair|form|plan|hours))"
)
NO_KIND = frozenset(
    ["late", "free", "new", "full", "extra", "good", "best", "own", "online", "peer", "first", "second", "next", "last", "big", "small", "cheap", "normal", "special", "private", "public", "different", "certain", "particular", "current", "local", "many", "much", "long", "student", "students", "college", "school", "campus", "academic", "total", "replacement", "annual", "monthly", "weekly", "daily", "open", "offer", "offers", "apply", "pay", "need", "find", "join", "start", "become", "see", "meet", "another", "different", "graduate", "evening", "weekend", "night", "day", "drop-in", "walk-in", "help", "use", "book", "change", "switch", "declare", "change", "two", "three", "personal", "official", "without", "with", "general", "what-if"]
)  # fmt: skip


def names_something_else(part: Part, document: Sequence[Passage]) -> str:
    """Which name of the question the best page lacks: `term`, `campus`, `kind`, or '' when none.

    `document` is all passages of the page that the best hit stands on, as far as the asker may see them.
    """
    if not part.hits or not document:
        return ""
    lowered = part.text.lower()
    held = {stem(word) for passage in document for word in words_of(passage.searched)}
    if another_term(lowered, part, document):
        return "term"
    if another_campus(lowered, part, held):
        return "campus"
    return "kind" if Kind.COMPARISON not in part.kinds and another_kind(lowered, held) else ""


def another_term(lowered: str, part: Part, document: Sequence[Passage]) -> bool:
    """The question asks about a term, and the page speaks only of others."""
    asked = {named.replace("autumn", "fall") for named in SEASON.findall(lowered)}
    if not asked or not TIMELY & set(part.kinds):
        return False
    said = SEASON.findall(" ".join(passage.searched for passage in document).lower())
    return bool(said) and not asked & {named.replace("autumn", "fall") for named in said}


def another_campus(lowered: str, part: Part, held: set[str]) -> bool:
    """The question names a place, and the page is for another one or has never heard of it."""
    place = part.hits[0].passage.campus.casefold()
    if part.campus and place not in ("", "all", "any", "both", "every") and not same_campus(part.campus, place):
        return not {stem(word) for word in words_of(part.campus)} <= held
    named = [word for word in PLACE.findall(lowered) if word not in NO_PLACE and word not in STOPWORDS]
    return any(stem(word) not in held for word in named)


def another_kind(lowered: str, held: set[str]) -> bool:
    """The question asks for one kind of a thing (`physics tutoring`), and the page does not know that kind or thing."""
    for kind, thing in COMES_IN_KINDS.findall(lowered):
        if kind in NO_KIND or kind in STOPWORDS or kind in EMPTY_WORDS or kind.isdigit():
            continue
        if lacks(kind, held) or lacks(thing, held):
            return True
    return False


def lacks(word: str, held: set[str]) -> bool:
    """Whether neither the word nor one used alike is there."""
    return stem(word) not in held and not held & set(related(word))
