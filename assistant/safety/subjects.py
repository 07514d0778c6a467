"""Whom words are about, and when: rule 0 of safety.md 2.3. Grammar by position, no model."""

import re

from assistant.safety.hearing import Cue, Heard
from assistant.safety.levels import Category, Speaker, Subject, When

FIRST = frozenset(["i", "im", "ive", "id", "ill", "me", "my", "myself", "mine", "we", "weve", "us", "our"])
THIRD = frozenset(
    [
        "he",
        "she",
        "hes",
        "shes",
        "they",
        "theyre",
        "theyve",
        "hell",
        "shell",
        "theyll",
        "himself",
        "herself",
        "themself",
    ]
)
OBJECTS = frozenset(["him", "her", "them", "his", "their"])
KIN = frozenset(
    [
        "roommate",
        "roommates",
        "friend",
        "friends",
        "brother",
        "sister",
        "mom",
        "dad",
        "stepdad",
        "stepmom",
        "cousin",
        "aunt",
        "auntie",
        "uncle",
        "nephew",
        "niece",
        "son",
        "daughter",
        "kid",
        "husband",
        "wife",
        "boyfriend",
        "girlfriend",
        "partner",
        "ex",
        "classmate",
        "teammate",
        "coworker",
        "neighbor",
        "neighbour",
        "mentee",
        "student",
        "girl",
        "guy",
        "dude",
        "boy",
        "grandma",
        "grandpa",
        "twin",
        "buddy",
        "homie",
        "bro",
        "sis",
        "colleague",
        "someone",
        "cuzzo",
        "countryman",
        "labmate",
        "flatmate",
        "person",
        "woman",
        "man",
        "lady",
        "resident",
        "hallmate",
        "everyone",
        "people",
        "parents",
        "family",
    ]
)
NOMINATIVE = frozenset(["i", "im", "ive", "id", "ill"])
SUFFERER = frozenset(["me", "i", "im", "ive", "id", "ill", "us", "myself"])
SUFFERED = frozenset(
    {Category.SEXUAL_MISCONDUCT, Category.STALKING_PARTNER_VIOLENCE, Category.HAZING, Category.ABUSE_NEGLECT,
     Category.DISCRIMINATION, Category.MENTOR_CONDUCT}
)  # fmt: skip
OPENERS = frozenset(
    [
        "and",
        "but",
        "so",
        "because",
        "that",
        "when",
        "if",
        "then",
        "while",
        "says",
        "said",
        "told",
        "thinks",
        "think",
        "since",
        "like",
        ".",
        "?",
        "yesterday",
        "today",
        "lately",
    ]
)
PEOPLE_IN_GENERAL = re.compile(
    r"(?<!\S)(?:someone|somebody|a person|people|students|one|teens|patients|clients|anyone)(?!\S)"
)


def subject_of(cue: Cue, heard: Heard) -> Subject:
    """Whom one cue is about."""
    if cue.rule.language != "en" or heard.language not in ("en", "und"):
        return Subject.THIRD if heard.speaker is Speaker.MENTOR_NOTE else Subject.SELF
    inside = heard.text[cue.span[0] : cue.span[1]].split()
    if heard.speaker is Speaker.MENTOR_NOTE:
        return Subject.THIRD
    if cue.rule.victim:
        return victim(inside) or suffered(cue, heard) or default(heard)
    return actor(inside) or before(cue.span[0], heard) or default(heard)


def suffered(cue: Cue, heard: Heard) -> Subject | None:
    """Nobody named as the object: the writer if they stand anywhere in the sentence, else whoever does."""
    first, last = heard.sentence(cue.span[0])
    words = set(heard.text[first:last].split())
    if words & SUFFERER:
        return Subject.SELF
    return Subject.THIRD if words & (THIRD | KIN | OBJECTS) else None


def victim(words: list[str]) -> Subject | None:
    """The one it is done to: a first person anywhere in the match, else a third."""
    if any(word in FIRST and word not in ("my", "our", "mine") for word in words):
        return Subject.SELF
    own = any(a in ("my", "our") and b not in KIN for a, b in zip(words, [*words[1:], ""], strict=True))
    if own:
        return Subject.SELF
    return Subject.THIRD if any(word in OBJECTS and word != "his" for word in words) else None


def actor(words: list[str]) -> Subject | None:
    """The one who does it: reflexives decide, then the first pronoun in the match."""
    if "myself" in words:
        return Subject.SELF
    if any(word in ("himself", "herself", "themself") for word in words):
        return Subject.THIRD
    for word in words:
        if word in FIRST:
            return Subject.SELF
        if word in THIRD:
            return Subject.THIRD
    return None


def before(at: int, heard: Heard) -> Subject | None:
    """The nearest subject to the left, in this sentence and then the one before."""
    first, _ = heard.sentence(at)
    found = nearest(heard.text[first:at].split())
    if found is None and first > 0:
        earlier, _ = heard.sentence(first - 1)
        found = nearest(heard.text[earlier:first].split())
    return found


def nearest(words: list[str]) -> Subject | None:
    """Walk left to the nearest subject: a pronoun, or a noun phrase that opens a clause."""
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word in THIRD:
            return Subject.THIRD
        if word in KIN and opens_clause(words, at):
            return Subject.THIRD
        if word in FIRST and word not in ("my", "me", "our", "us"):
            return Subject.SELF
    return None


def opens_clause(words: list[str], at: int) -> bool:
    """Whether the noun at `at` is a subject: its phrase stands at the start of a clause, within four words."""
    for back in range(at - 1, max(-1, at - 5), -1):
        if words[back] in OPENERS:
            return True
        if words[back] in FIRST and words[back] not in ("my", "our"):
            return False
    return at < 4


def default(heard: Heard) -> Subject:
    """Nobody named: the writer, unless the text asks about people in general."""
    words = heard.text.split()
    if any(word in FIRST for word in words):
        return Subject.SELF
    if heard.domains & {"fiction", "game"}:
        return Subject.FICTIONAL
    if heard.domains & {"course", "news"} or (heard.asks and PEOPLE_IN_GENERAL.search(heard.text)):
        return Subject.GENERAL
    return Subject.THIRD if any(word in THIRD or word in KIN for word in words) else Subject.SELF


def whole_subject(heard: Heard, category: Category) -> Subject:
    """Whom a whole text is about, for what a head heard: the first person if there is one who acts or suffers."""
    if heard.speaker is Speaker.MENTOR_NOTE:
        return Subject.THIRD
    if heard.language not in ("en", "und"):
        return Subject.SELF
    words = heard.text.split()
    if category in SUFFERED and set(words) & SUFFERER:
        return Subject.SELF
    firsts = sum(1.5 if word in NOMINATIVE else word in FIRST and word not in ("my", "our", "we") for word in words)
    thirds = sum(word in THIRD or word in OBJECTS for word in words) + sum(
        word in KIN and opens_clause(words, at) for at, word in enumerate(words)
    )
    if firsts or thirds:
        return Subject.SELF if firsts >= thirds * 0.7 else Subject.THIRD
    return default(heard)


def time_of(heard: Heard, span: tuple[int, int] | None = None) -> When:
    """When it is: old and described as over is RECOVERED; old with anything present said stays PAST (rule 3)."""
    around = widened(heard, span)
    old, over, present = (heard.says(name, around) for name in ("old", "recovered", "present"))
    if old:
        return When.RECOVERED if over and not present else When.PAST
    if over and not present and heard.says("recovered"):
        return When.UNCLEAR
    return When.NOW


def widened(heard: Heard, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The cue's sentence and its neighbours: people say `that was years ago` in the next one."""
    if span is None:
        return None
    first, last = heard.sentence(span[0])
    start = heard.sentence(first - 1)[0] if first else 0
    end = heard.sentence(last)[1] if last < len(heard.text) else last
    return start, end
