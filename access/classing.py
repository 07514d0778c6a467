"""What class a written sentence has: the sender's choice first, then rules that only make it more confidential.

The words come from `policies/classing.yaml` as a ClassingTable; nothing depends on who asks or what else is stored.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from access.labels import DataClass
from access.plans import PERSON, PLAN
from access.sentences import sentences
from access.wordlists import Words, words_of

STRICTNESS = (
    DataClass.D0, DataClass.D1, DataClass.D9, DataClass.D7, DataClass.D3, DataClass.D6, DataClass.D2, DataClass.D10,
    DataClass.D4, DataClass.D5, DataClass.D8,
)  # fmt: skip
"""Least confidential first, as the mentor sees it. D2 stands above D3 and D6, whose topic a coordinator may know."""
CHOSEN = frozenset({DataClass.D0, DataClass.D1, DataClass.D9})
"""Classes by which a sender chose to share: for these a topic alone (a weak word) changes nothing."""


@dataclass(frozen=True, kw_only=True)
class ClassRule:
    """One topic: the class it asks for, and its words.

    `strong` say it; `weak` only name it; `telling` count where a sentence tells of a life and holds no plan.
    """

    reason: str
    data_class: DataClass
    strong: Words
    weak: Words
    telling: Words


@dataclass(frozen=True, kw_only=True)
class ClassingTable:
    """All topics, the words for people near a writer, and the given names that count as names."""

    version: str
    rules: tuple[ClassRule, ...]
    relations: re.Pattern[str]
    given_names: frozenset[str] = field(default=frozenset())
    word_names: frozenset[str] = field(default=frozenset())
    heard: Callable[[str], DataClass | None] | None = field(default=None, compare=False)
    """Asked besides the words: a class that a sentence's meaning asks for, or none. It can only add."""


@dataclass(frozen=True, kw_only=True)
class Classed:
    """A sentence with its class. `classes` are all it falls under: a flow must be allowed for each of them."""

    text: str
    data_class: DataClass
    classes: frozenset[DataClass]
    reasons: tuple[str, ...]

    @property
    def tightened(self) -> bool:
        """Whether a rule made it more confidential than its writer chose."""
        return bool(self.reasons)


def tighter(first: DataClass, second: DataClass) -> DataClass:
    """The more confidential of two classes."""
    return max(first, second, key=STRICTNESS.index)


def class_sentence(
    text: str, chosen: DataClass, table: ClassingTable, *, known: frozenset[str] = frozenset()
) -> Classed:
    """Class one sentence. `known` are lower-case names that are no third person here: writer, subjects, reader."""
    plain = text.replace("’", "'").lower()
    words = words_of(plain)
    found = [rule for rule in table.rules if says(rule, plain, words, chosen)]
    asked = {rule.data_class for rule in found}
    reasons = [rule.reason for rule in found]
    if table.heard is not None and (meant := table.heard(text)) is not None:
        asked.add(meant)
        reasons.append("by meaning")
    if names_someone(text, table, known):
        asked.add(DataClass.D6)
        reasons.append("third person named")
    elif asked and table.relations.search(plain):
        asked.add(DataClass.D6)
        reasons.append("third person")
    data_class = chosen
    for each in sorted(asked):
        data_class = tighter(data_class, each)
    raising = asked if data_class is not chosen else {c for c in asked if tighter(c, chosen) is not chosen}
    return Classed(
        text=text,
        data_class=data_class,
        classes=frozenset({chosen} | raising),
        reasons=tuple(reasons) if raising else (),
    )


def class_text(
    text: str, chosen: DataClass, table: ClassingTable, *, known: frozenset[str] = frozenset()
) -> tuple[Classed, ...]:
    """Class every sentence of a text on its own: the sentence is the unit, not the document (3.1)."""
    return tuple(class_sentence(each, chosen, table, known=known) for each in sentences(text))


def says(rule: ClassRule, plain: str, words: frozenset[str], chosen: DataClass) -> bool:
    """Whether a rule's words are there; mere topic words count only where the sender did not choose to share."""
    studied = rule.data_class is DataClass.D3  # only there is a sensitive word ever a mere subject of study
    if any(not studied or not is_subject_matter(plain, match) for match in rule.strong.found(plain, words)):
        return True
    if chosen not in CHOSEN:
        return any(True for _ in rule.weak.found(plain, words))
    return tells(plain) and any(True for _ in rule.telling.found(plain, words))


def tells(plain: str) -> bool:
    """Whether a sentence tells of somebody's life: it has a person for a subject and no word of work or plans."""
    return PERSON.search(plain) is not None and PLAN.search(plain) is None


STUDIED_BEFORE = re.compile(
    r"\b(?:essay|paper|presentation|report|chapters?|article|reading|book|project|poster|debate|lecture|speech|module|seminar"
    r"|exam|quiz|midterm)s? (?:on|about) (?!my|her|his|their|our)(?:[\w-]+ ){0,3}$"
    r"|\b(?:volunteer\w*|intern\w*|shadow\w*|tour|work(?:ing)?|career|research|interview\w*) (?:\w+ )?"
    r"(?:at|with|in|as) (?:the |an? )?$"
    r"|\b(?:interview|shadow|become|be|becoming) (?:the |an? )(?:[\w-]+ )?$"
)
STUDIED_AFTER = re.compile(
    r" (?:course|class|lecture|exam|quiz|chapter|seminar|studies|research|biology|essay|project|module|midterm|textbook"
    r"|lab|history|policy|major|theory|journalism|and society)\b"
)


def is_subject_matter(plain: str, match: re.Match[str]) -> bool:
    """Whether a sensitive word is only what somebody studies: "the essay on the opioid crisis", "cancer biology"."""
    return (
        STUDIED_AFTER.match(plain, match.end()) is not None or STUDIED_BEFORE.search(plain[: match.start()]) is not None
    )


WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
PERSON_VERB = re.compile(
    r"\s+(?:said|says|told|tells|asked|asks|wants|thinks|feels|thought|felt|came|and (?:i|her|his))\b"
)
BEFORE_A_PERSON = re.compile(r"\b(?:with|named|called|from|told|asked|met|meet|help|helps|saw|tell|ask|and)\s+$")
STAFF = re.compile(
    r"\b(?:dr|prof|professor|dean|advisor|adviser|librarian|instructor|director|coach|registrar|ta|tutor)\b\.?\s+(?:[a-z]\.\s+)?$"
)
"""Before a name: somebody met in their office, whose name is logistics and no confidence."""
POSSESSIVE = re.compile(r"['’]s$")


def names_someone(text: str, table: ClassingTable, known: frozenset[str] = frozenset()) -> bool:
    """Whether the sentence names a person who is not among `known`."""
    return bool(named_spans(text, table, known))


def named_spans(text: str, table: ClassingTable, known: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Where people are named, as [start, end) pairs, surnames that follow included, in order."""
    spans: list[tuple[int, int]] = []
    for match in WORD.finditer(text):
        if spans and match.start() < spans[-1][1]:
            continue
        if is_name(match, text, table):
            start, end = match.start(), end_of_name(match.end(), text)
            if not names_a_thing(text[:start], text[start:end], text[end:]):
                spans.append((start, end))
    return [span for span in spans if not is_known(text[span[0] : span[1]], known)]


THING = re.compile(
    r"(?:hall|library|center|centre|building|house|auditorium|street|st|avenue|ave|road|college|university|commons|union|field|"
    r"gym|tower|park|scholarship|award|fund|foundation|county|prize|lecture|program|theorem|law|lounge|plaza|room|theater|"
    r"theatre|annex|lab|laboratory|chapel|court|school|institute)\b",
    re.IGNORECASE,
)
WORK = re.compile(
    r"\b(?:essay|paper|presentation|report|book|novel|chapter|speech|poem|play|article|reading)s? (?:on|about|by)\s+$"
)


def names_a_thing(before: str, name: str, after: str) -> bool:
    """Whether a person's name stands for a place or an author studied: Martin Hall, an essay on Jane Austen."""
    if THING.match(name.split()[-1]) and len(name.split()) > 1:
        return True
    return (after[:1] == " " and THING.match(after[1:]) is not None) or WORK.search(before.lower()) is not None


def is_known(name: str, known: frozenset[str]) -> bool:
    """Whether every part of a name is known: a namesake with another surname is somebody else."""
    return all(POSSESSIVE.sub("", part).lower() in known for part in name.split())


def is_name(match: re.Match[str], text: str, table: ClassingTable) -> bool:
    """A capitalised given name, or any capitalised word straight after a relation ("my roommate Zsofi")."""
    word = POSSESSIVE.sub("", match.group())
    lower = word.lower()
    before = text[max(0, match.start() - 24) : match.start()].lower()
    if not word[0].isupper() or STAFF.search(before):
        return False
    if lower in table.given_names and lower not in table.word_names:
        return True
    if not word[1:].islower():
        return False
    after = text[match.end() :].lower()
    return after_relation(before, table) or (lower in table.word_names and looks_personal(before, after))


def after_relation(before: str, table: ClassingTable) -> bool:
    """Whether the text ends in a word for a person near the writer, with nothing but a space or comma behind it."""
    ending = before.rstrip(" ,")
    return before != ending and any(found.end() == len(ending) for found in table.relations.finditer(ending))


def looks_personal(before: str, after: str) -> bool:
    """Whether a word that may be a name (May, Grant) stands where a person would; a number after it makes it a date."""
    if PERSON_VERB.match(after):
        return True
    return BEFORE_A_PERSON.search(before) is not None and not after.lstrip()[:1].isdigit()


SURNAME = re.compile(r"\s+(?!(?:And|But|The|I|On|In|At)\b)[^\W\d_a-z][^\W\d_]+(?:['’-][^\W\d_]+)*")


def end_of_name(end: int, text: str) -> int:
    """Where a name ends: a capitalised word straight after a given name is its surname."""
    match = None if POSSESSIVE.search(text[:end]) else SURNAME.match(text, end)
    return match.end() if match else end
