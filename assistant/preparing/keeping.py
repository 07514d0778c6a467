"""Whether a promise was kept: what later notes and goal progress say, and an honest "no note says" where they "
"are silent."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from assistant.preparing.extraction.finding import COMMITMENTS, FindingKind, Who
from assistant.preparing.permitted import Material, Told

SAME = 85  # token-set likeness above which two promises are one
FORGET_AFTER_DAYS = 42  # an undated promise nobody mentions again
ALL_KEPT = re.compile(
    r"\b(?:did (?:everything|all (?:of it|of them|her|his|their|the)|what (?:she|he|they) (?:said|promised)|"
    r"it all|both)|kept (?:her|his|their|the|all|both|every)\b.{0,12}promise|"
    r"(?:all|both|everything) (?:of (?:it|them) )?(?:is |are |got |were )?done|followed through|as promised|"
    r"like (?:she|he|they) said)",
    re.IGNORECASE,
)
NONE_KEPT = re.compile(
    r"\b(?:didn'?t (?:do (?:any|it|either|what (?:she|he|they))|follow through|keep (?:her|his|their|the))|"
    r"none of (?:it|them|the)|nothing (?:got )?done|"
    r"forgot (?:all|both|everything)|did(?: not|n'?t) happen|broke (?:her|his|their) promise)",
    re.IGNORECASE,
)
IRREGULAR = {
    "sent": "send", "went": "go", "met": "meet", "brought": "bring", "did": "do", "wrote": "write", "made": "make",
    "spoke": "speak", "got": "get", "took": "take", "found": "find", "bought": "buy", "kept": "keep", "read": "read",
    "e-mail": "email", "emailed": "email", "hw": "homework", "prof": "professor", "redid": "redo", "draft": "draft",
    "talk": "speak", "spoken": "speak", "done": "do", "submit": "submit", "hand": "submit", "turn": "submit",
    "hrs": "hour", "appt": "appointment", "appointments": "appointment", "chapters": "chapter", "ch": "chapter",
    "visit": "go", "attend": "go", "wk": "week", "sched": "schedule", "q's": "question", "qs": "question", "ta": "ta",
}  # fmt: skip
NO_CONTENT = """
the a an to of for in on at by and or her his their my our your it this that with w from as is be will would she he they
i we me him them us next last week today tomorrow before after until due mon tue tues wed thu thur thurs fri sat sun
monday tuesday wednesday thursday friday saturday sunday time session then also still not yet did do does done have has
had all some one two three up out about into so but if least each every more over off
"""
EMPTY = frozenset(NO_CONTENT.split())


class Standing(StrEnum):
    """How a promise stands on the day of the session."""

    BROKEN = "broken"
    LATE = "late"
    OPEN = "open"
    UNKNOWN = "unknown"
    KEPT = "kept"


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A commitment with its standing, and the later finding (or goal) that tells of it."""

    told: Told
    standing: Standing
    evidence: Told | None = None

    @property
    def mentee(self) -> str:
        """Whose it is, or whom it is for."""
        return self.told.finding.mentee


def promises(material: Material) -> tuple[Promise, ...]:
    """Every commitment once, latest telling first kept, in the order they were made."""
    commitments = [
        told for told in material.told if told.finding.kind in COMMITMENTS and told.finding.who is not Who.OTHER
    ]
    kept: list[Promise] = []
    for index, told in enumerate(commitments):
        if any(same_promise(told, later) for later in commitments[index + 1 :]):
            continue
        found = standing(told, material)
        if not is_forgotten(found, material.today):
            kept.append(found)
    return tuple(kept)


def same_promise(first: Told, second: Told) -> bool:
    """Whether two tellings are one promise."""
    one, two = first.finding, second.finding
    if one.who != two.who or one.mentee != two.mentee or first.shared != second.shared:
        return False
    words_one, words_two = content_words(one.text), content_words(two.text)
    if not words_one or not words_two:
        return one.text.lower() == two.text.lower()
    return fuzz.token_set_ratio(" ".join(sorted(words_one)), " ".join(sorted(words_two))) >= SAME and (
        len(words_one & words_two) / max(len(words_one), len(words_two)) >= 0.6
    )


def standing(told: Told, material: Material) -> Promise:
    """Look for word of it in later notes, newest last; silence is not evidence."""
    finding = told.finding
    for other in reversed([t for t in material.told if is_later(t, told)]):
        if other.finding.kind is FindingKind.NOT_KEPT and speaks_of(other, finding.text, NONE_KEPT):
            return Promise(told=told, standing=Standing.BROKEN, evidence=other)
        if other.finding.kind is FindingKind.KEPT and speaks_of(other, finding.text, ALL_KEPT):
            return Promise(told=told, standing=Standing.KEPT, evidence=other)
    if finding.due is None:
        return Promise(told=told, standing=Standing.UNKNOWN)
    return Promise(told=told, standing=Standing.LATE if finding.due < material.today else Standing.OPEN)


def is_later(other: Told, told: Told) -> bool:
    """Whether `other` was told after `told`, about the same mentee."""
    one, two = told.finding, other.finding
    return other.note.date > told.note.date and (not one.mentee or not two.mentee or one.mentee == two.mentee)


def speaks_of(other: Told, text: str, all_of_them: re.Pattern[str]) -> bool:
    """Whether a later statement is about this promise: a third of its words, one of them not just a verb."""
    if all_of_them.search(other.finding.statement):
        return True
    wanted, said = content_words(text), content_words(other.finding.statement)
    common = wanted & said
    if not wanted - VERBS:  # "she'll go": only its verb can be found again
        return bool(common)
    return bool(common - VERBS) and len(common) / max(1, len(wanted)) >= 0.3


DEEDS = """
send go meet bring do write make speak get take find buy keep read email finish start call ask work try use check submit
review look
"""
VERBS = frozenset(DEEDS.split())


def content_words(text: str) -> frozenset[str]:
    """The words that carry a promise, brought to one form."""
    words = (word for word in re.findall(r"[a-z0-9][a-z0-9'-]*", text.lower()) if word not in EMPTY)
    return frozenset(word for word in map(plain_form, words) if word not in EMPTY)


@lru_cache(maxsize=8192)
def plain_form(word: str) -> str:
    """A rough stem: enough to match "emailed the professor" with "email prof"."""
    word = IRREGULAR.get(word, word)
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lse":
        word = word[:-1]
    word = word.removesuffix("e") if len(word) > 3 else word
    return IRREGULAR.get(word, word)


def is_forgotten(promise: Promise, today: date) -> bool:
    """Stale lines are dropped: kept long ago, or never mentioned again."""
    age = (today - promise.told.note.date).days
    if promise.standing is Standing.KEPT:
        return promise.evidence is not None and (today - promise.evidence.note.date).days > 21
    if promise.standing is Standing.OPEN:
        return False
    due = promise.told.finding.due
    past = (today - due).days if due else age
    return past > FORGET_AFTER_DAYS


def resolved_topics(told: Sequence[Told] | Iterable[Told]) -> list[tuple[date, frozenset[str], str]]:
    """Day, words and mentee of every win: a struggle about the same thing told before it is over."""
    return [
        (t.note.date, content_words(t.finding.text), t.finding.mentee)
        for t in told
        if t.finding.kind is FindingKind.WIN
    ]
