"""Check what is about to leave: replies, drafts, notes and flags against safety.md 2.4 and 1.4. Context decides, not words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.policy import POLICIES, read_policy

KINDS = ("reply", "agenda", "check_in", "flag", "note")
SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?=\d)[^.!?\n]*)*[.!?\n]?")
HARM_FROM_OTHERS = frozenset({"sexual_misconduct", "stalking_partner_violence", "abuse_neglect"})


@dataclass(frozen=True, kw_only=True)
class OutputContext:
    """What a text is: its kind, and for a reply the level and category it answers. Empty when unknown."""

    kind: str = ""
    level: str = ""
    category: str = ""


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One broken rule. `span` is (start, end) in the text; (0, 0) where something is missing."""

    rule: str
    span: tuple[int, int]
    why: str


@dataclass(frozen=True, kw_only=True)
class NeverRule:
    """What may not be said, where, about what, and unless."""

    id: str
    why: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    kinds: frozenset[str]
    about: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class MustRule:
    """What a reply at these levels has to say; every pattern once."""

    id: str
    why: str
    levels: frozenset[str]
    categories: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, kw_only=True)
class OutputRules:
    """The rules as read."""

    never: tuple[NeverRule, ...]
    must: tuple[MustRule, ...]
    topics: dict[str, re.Pattern[str]]
    limits: dict[str, Any]
    version: str
    numbers: frozenset[str] = frozenset()


@lru_cache(maxsize=2)
def load_output_rules(folder: Path = POLICIES) -> OutputRules:
    """Read `output_rules.yaml`. Raises InvalidInputError or re.error for a broken file."""
    policy = read_policy("output_rules", folder)
    body = policy.body
    return OutputRules(
        never=tuple(never_rule(entry) for entry in body["never"]),
        must=tuple(must_rule(entry) for entry in body["must"]),
        topics={name: re.compile(text) for name, text in body["topics"].items()},
        limits=body["limits"], numbers=known_numbers(folder), version=f"{policy.version}+{policy.digest[:12]}",
    )  # fmt: skip


def never_rule(entry: dict[str, Any]) -> NeverRule:
    """One rule of what may not be said."""
    unless = entry.get("unless")
    return NeverRule(
        id=entry["id"], why=entry["why"], pattern=re.compile(entry["re"], re.MULTILINE),
        unless=re.compile(unless) if unless else None, kinds=frozenset(entry.get("in", ())),
        about=frozenset(entry.get("about", ())),
    )  # fmt: skip


def must_rule(entry: dict[str, Any]) -> MustRule:
    """One rule of what has to be said."""
    return MustRule(
        id=entry["id"], why=entry["why"], levels=frozenset(entry["levels"]),
        categories=frozenset(entry.get("categories", ())), patterns=tuple(re.compile(text) for text in entry["all"]),
    )  # fmt: skip


def check_output(
    text: str, context: OutputContext | None = None, *, kind: str = "", level: str = "", category: str = "",
    rules: OutputRules | None = None,
) -> list[Violation]:  # fmt: skip
    """Every violation in a text, in order of place. An empty list means it may leave."""
    rules = rules or load_output_rules()
    context = context or OutputContext(kind=kind, level=level, category=category)
    plain = text.lower().translate({0x2019: "'", 0x2018: "'", 0x02BC: "'"})
    found = [*forbidden(plain, context, rules), *missing(plain, context, rules), *too_much(plain, context, rules)]
    return sorted(found, key=lambda v: (v.span, v.rule))


def forbidden(plain: str, context: OutputContext, rules: OutputRules) -> Iterator[Violation]:
    """What may not be said."""
    about = topics_of(plain, context, rules)
    for rule in rules.never:
        if rule.kinds and context.kind and context.kind not in rule.kinds:
            continue
        if rule.kinds and not context.kind and "reply" not in rule.kinds:
            continue
        if rule.about and not rule.about & about:
            continue
        if rule.id == "N-contact" and context.kind == "reply" and context.level in ("S3", "S4"):
            continue  # a crisis reply names the campus line; replies.py fills it from dated data only
        hit = first_hit(rule, plain, rules.numbers)
        if hit is not None:
            yield Violation(rule=rule.id, span=hit, why=rule.why)


def topics_of(plain: str, context: OutputContext, rules: OutputRules) -> frozenset[str]:
    """What a text is about: its context's category, else what it says itself."""
    said = {name for name, pattern in rules.topics.items() if pattern.search(plain)}
    if context.category:
        return frozenset({context.category, *(said & {"suicide"})})
    return frozenset(said | {"none_given"})


def first_hit(rule: NeverRule, plain: str, numbers: frozenset[str]) -> tuple[int, int] | None:
    """The first match whose sentence holds nothing that excuses it."""
    for match in rule.pattern.finditer(plain):
        sentence = sentence_of(plain, match.start(), match.end())
        if rule.unless is not None and rule.unless.search(sentence):
            continue
        if rule.id == "N-contact" and digits(match.group()) in numbers:
            continue
        return match.span()
    return None


def digits(text: str) -> str:
    """A phone number without its punctuation and country code."""
    return "".join(c for c in text if c.isdigit()).removeprefix("1")


def known_numbers(folder: Path) -> frozenset[str]:
    """The numbers of `hotlines.yaml`: they are dated data, and may be shown."""
    entries = read_policy("hotlines", folder).body["entries"]
    return frozenset(digits(str(entry[way])) for entry in entries for way in ("call", "text") if entry.get(way))


def sentence_of(plain: str, start: int, end: int) -> str:
    """The sentence around a match."""
    first = max(plain.rfind(stop, 0, start) for stop in (". ", "! ", "? ", "\n"))
    ends = [at for at in (plain.find(stop, end) for stop in (". ", "! ", "? ", "\n")) if at >= 0]
    return plain[first + 1 : (min(ends) + 1 if ends else len(plain))]


def missing(plain: str, context: OutputContext, rules: OutputRules) -> Iterator[Violation]:
    """What a crisis reply has to say and does not."""
    if context.kind != "reply":
        return
    for rule in rules.must:
        if context.level not in rule.levels or (rule.categories and context.category not in rule.categories):
            continue
        if not all(pattern.search(plain) for pattern in rule.patterns):
            yield Violation(rule=rule.id, span=(0, 0), why=f"missing: {rule.why}")


def too_much(plain: str, context: OutputContext, rules: OutputRules) -> Iterator[Violation]:
    """A crisis reply is short, asks at most one question, and is more than a link; four resources at once are too many."""
    if context.kind != "reply":
        return
    limit = rules.limits["max_words"].get(context.level)
    if limit and len(plain.split()) > limit:
        yield Violation(rule="S4-length", span=(0, len(plain)), why=f"at most {limit} words (2.4)")
    questions = rules.limits["max_questions"].get(context.level)
    if questions is not None and plain.count("?") > questions:
        yield Violation(rule="S4-questions", span=(0, len(plain)), why="no list of questions (2.4)")
    words = [word for word in plain.split() if not word.startswith(("http", "www."))]
    if context.level in ("S3", "S4") and len(words) < 12:
        yield Violation(rule="S4-link-only", span=(0, len(plain)), why="more than a link or a number (2.4)")
