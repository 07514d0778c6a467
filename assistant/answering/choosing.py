"""Pick the sentences, items and rows of a passage that answer this kind of question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.kinds import DAY, EMPTY_WORDS, MONTH, Kind, headed, holds
from assistant.answering.turn import Part
from retrieval.passage import Passage, Unit, UnitKind
from retrieval.ranking import EARLIER_EDITION, NEWER_EXISTS, Hit
from retrieval.words import content_words, related, stem, words_of

WHOLE = 130  # words up to which a passage is quoted whole: cutting saves nobody time
MOST_WORDS = 130
TERM = re.compile(
    rf"\b(fall|autumn|spring|summer|winter|finals?|break|holidays?|intersession|weekends?|{DAY}|{MONTH})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A passage with the units picked from it, in its own order."""

    hit: Hit
    units: tuple[Unit, ...]

    @property
    def passage(self) -> Passage:
        """Where the units stand."""
        return self.hit.passage


def choose(hit: Hit, part: Part, budget: int = MOST_WORDS) -> Chosen:
    """The best units of a passage within `budget` words; a short passage whole."""
    units = hit.passage.units
    if sum(len(unit.text.split()) for unit in units) <= min(WHOLE, budget):
        return Chosen(hit=hit, units=units)
    scores = [score(unit, part, hit.passage) for unit in units]
    order = sorted(range(len(units)), key=lambda i: (-scores[i], i))
    picked: list[int] = []
    words = 0
    for at in order:
        length = len(units[at].text.split())
        if picked and (words + length > budget or scores[at] < scores[order[0]] * 0.35):
            continue
        picked.append(at)
        words += length
    return Chosen(hit=hit, units=tuple(units[at] for at in with_openers(sorted(picked), units)))


def with_openers(picked: list[int], units: Sequence[Unit]) -> list[int]:
    """An item keeps the sentence that opens its list."""
    first = next((at for at in picked if units[at].kind is UnitKind.ITEM), None)
    if first is None:
        return picked
    opener = next((at for at in range(first - 1, -1, -1) if units[at].kind is UnitKind.SENTENCE), None)
    if opener is None or opener in picked or not units[opener].text.endswith(":"):
        return picked
    return sorted([*picked, opener])


def score(unit: Unit, part: Part, passage: Passage) -> float:
    """How well a unit fits: words of the question, the kind that is asked, the named day or term."""
    asked = content_words(part.text)
    held = {stem(word) for word in words_of(unit.text)}
    known = {stem(word) for word in words_of(" ".join(passage.path))}
    own = [word for word in asked if stem(word) not in known] or asked
    hit = sum(1.0 if stem(word) in held else 0.4 if held & set(related(word)) else 0.0 for word in own)
    overlap = hit / max(len(own), 1)
    kind = sum(holds(kind, unit.text) for kind in part.kinds) / max(len(part.kinds), 1)
    return 0.1 + overlap + 0.5 * kind + 0.6 * timely_text(unit.text, part.text)


def timely_text(text: str, question: str) -> float:
    """1 when words speak of the day or term that is asked for, ranges of days included."""
    named = {match.lower()[:3] for match in TERM.findall(question)}
    if not named:
        return 0.0
    said = {match.lower()[:3] for match in TERM.findall(text)} | days_between(text)
    return len(named & said) / len(named)


WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RANGE = re.compile(rf"\b({DAY})\s*(?:-|–|—|to|through|thru)\s*({DAY})", re.IGNORECASE)


def days_between(text: str) -> set[str]:
    """Days inside ranges: `Mon to Thu` holds Tuesday."""
    days: set[str] = set()
    for first, last in RANGE.findall(text):
        start, end = WEEK.index(first.lower()[:3]), WEEK.index(last.lower()[:3])
        days.update(WEEK[at % 7] for at in range(start, (end if end >= start else end + 7) + 1))
    return days


def more_that_helps(part: Part, first: Hit) -> list[Hit]:
    """Further hits worth quoting: the next section of the document, and another document that is as near."""
    helpful: list[Hit] = []
    documents = {first.passage.document}
    for hit in part.hits[1:]:
        same = hit.passage.document == first.passage.document
        if hit.passage.withdrawn or {NEWER_EXISTS, EARLIER_EDITION, "another campus"} & set(hit.reasons):
            continue
        if same and first.score - hit.score < (0.1 if part.kinds else 0.14) and adds(hit, first, part):
            helpful.append(hit)
        elif not same and hit.passage.document not in documents and first.score - hit.score < 0.08:
            documents.add(hit.passage.document)
            helpful.append(hit)
    return helpful[:3]


def adds(hit: Hit, first: Hit, part: Part) -> bool:
    """Whether a section holds what the first does not: an asked kind of thing, or a word of the question."""
    if not part.kinds:
        return True
    open_kinds = [kind for kind in part.kinds if not settled(kind, first.passage)]
    if any(headed(kind, hit.passage.heading) or holds(kind, hit.passage.text) for kind in open_kinds):
        return True
    said = {stem(word) for word in words_of(first.passage.searched)}
    held = {stem(word) for word in words_of(f"{hit.passage.heading} {hit.passage.text}")}
    own = {stem(word) for word in content_words(part.text) if word not in EMPTY_WORDS}
    return bool((own & held) - said)


def settled(kind: Kind, passage: Passage) -> bool:
    """Whether a section both announces a kind of thing and holds it."""
    return headed(kind, passage.heading) and holds(kind, passage.text)
