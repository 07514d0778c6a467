"""From what the screen heard to flags about to be raised: which concerns belong together, and their evidence.

Pure: no database. A message leads to at most one flag about the person and one for each kind of complaint, so that one
situation is one case and a complaint never travels with what its target may know of.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.safety.levels import Category, Concern, Lane, Level, ScreenResult, Subject

COMPLAINTS = (Category.MENTOR_CONDUCT, Category.PROGRAM_CONDUCT)
SMALLEST = Level.S2
CONTEXT_CHARACTERS = 240
SENTENCE_END = re.compile(r"[.!?\n]+\s*")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Worry:
    """One flag about to be raised: its category, its level and the evidence that goes with it (rule 10)."""

    category: Category
    level: Level
    evidence: tuple[dict[str, Any], ...]


def worries_in(heard: ScreenResult, words: str, turn: int = 0) -> tuple[Worry, ...]:
    """The flags this text leads to, most urgent first; none below S2. `turn` is its place among the turns screened:
    what earlier turns led to has its flag already."""
    big = [concern for concern in heard.concerns if concern.level >= SMALLEST]
    if not big and heard.level >= SMALLEST:
        return (whole_text(heard, words),)
    new = [concern for concern in big if any(at == turn for at, _, _ in concern.spans)]
    groups = [[c for c in new if c.category not in COMPLAINTS]]
    groups += [[c for c in new if c.category is complaint] for complaint in COMPLAINTS]
    found = [worry_of(group, heard, words, turn) for group in groups if group]
    return tuple(sorted(found, key=lambda worry: worry.level, reverse=True))


def only_earlier(heard: ScreenResult, turn: int) -> bool:
    """Whether everything big that was heard stands in earlier turns."""
    big = [concern for concern in heard.concerns if concern.level >= SMALLEST]
    return bool(big) and all(at != turn for concern in big for at, _, _ in concern.spans)


def heard_now(heard: ScreenResult, alone: ScreenResult, turn: int) -> ScreenResult:
    """What this turn says, of a screening with its history (`heard`) and of the same words by themselves (`alone`).

    The history may explain a turn, and never excuses one: what worries in the words alone counts again, however often
    it was said before; what only earlier turns said does not.
    """
    now = {one.category: one for one in heard.concerns if any(at == turn for at, _, _ in one.spans)}
    for one in alone.concerns:
        if one.category not in now or one.level > now[one.category].level:
            now[one.category] = replace(one, spans=tuple((turn, start, end) for _, start, end in one.spans))
    if not now:
        nothing = alone.level >= SMALLEST or not heard.concerns  # a level given without naming words is kept
        return heard if nothing else replace(heard, concerns=(), level=Level.S0, category=None, lane=None)
    ranked = sorted(now.values(), key=lambda one: one.level, reverse=True)
    first = next((one for one in ranked if one.level == ranked[0].level and one.category is heard.category), ranked[0])
    lanes = {Level.S4: Lane.SAFETY, Level.S3: Lane.SAFETY, Level.S2: Lane.CARE, Level.S1: Lane.CARE}
    return replace(
        heard, concerns=tuple(ranked), level=first.level, category=first.category, lane=lanes.get(first.level)
    )  # fmt: skip


def worry_of(group: Sequence[Concern], heard: ScreenResult, words: str, turn: int) -> Worry:
    """One worry out of concerns that belong together, named by the most urgent of them."""
    top = max(group, key=lambda c: (c.level, c.category is heard.category))
    third = top.subject is Subject.THIRD and top.category not in COMPLAINTS
    category = Category.THIRD_PARTY if third else top.category
    return Worry(category=category, level=top.level, evidence=tuple(evidence_of(c, words, turn) for c in group))


def whole_text(heard: ScreenResult, words: str) -> Worry:
    """The screen gave a level without naming words (an unknown language with a cue, small things that add up)."""
    category = heard.category or Category.MENTAL_HEALTH_NONACUTE
    evidence = {
        "category": str(category), "level": str(heard.level), "subject": "self", "time": "unclear",
        "fired": "screen.level", "why": "the whole message", "spans": [[0, 0, len(words)]],
        "words": [words[:CONTEXT_CHARACTERS]], "context": words[:CONTEXT_CHARACTERS],
    }  # fmt: skip
    return Worry(category=category, level=heard.level, evidence=(evidence,))


def evidence_of(concern: Concern, words: str, turn: int) -> dict[str, Any]:
    """A concern as plain values: what fired, on which words, and the sentences around them. `turn` is this text's."""
    here = [(start, end) for at, start, end in concern.spans if at == turn]
    context = surroundings(words, here) if here else ""
    return {
        "category": str(concern.category), "level": str(concern.level), "subject": str(concern.subject),
        "time": concern.time.told, "fired": concern.fired, "why": concern.why,
        "spans": [list(span) for span in concern.spans],
        "words": [words[start:end] for start, end in here], "context": context,
    }  # fmt: skip


def surroundings(words: str, spans: Sequence[tuple[int, int]]) -> str:
    """The sentences that hold the spans, and nothing else of the text."""
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    ends = [0, *(found.end() for found in SENTENCE_END.finditer(words)), len(words)]
    begin = max(end for end in ends if end <= max(0, first))
    finish = min((end for end in ends if end >= last), default=len(words))  # a span past the end loses no flag
    found = words[begin:finish].strip()
    if len(found) <= CONTEXT_CHARACTERS:
        return found
    room = max(0, CONTEXT_CHARACTERS - (last - first)) // 2
    return words[max(begin, first - room) : min(finish, last + room)].strip()


def named_in(evidence: Sequence[dict[str, Any]], words: str, names: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Who of these people (id -> names) is named in the sentences of the evidence, else in the whole text.

    It says whom a note is about, never who is told: no text chooses a recipient (C7).
    """
    for text in (" ".join(str(one["context"]) for one in evidence), words):
        said = {word.lower() for word in WORD.findall(text)}
        found = frozenset(person for person, known in names.items() if said & {name.lower() for name in known})
        if found:
            return found
    return frozenset()
