"""Output rules: no reply, agenda, check-in, flag or note leaves with words that harm (safety.md 1.4, 2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.safety.output.matching import Found, matched
from assistant.safety.output.musts import missing, too_much
from assistant.safety.output.numbers import unsourced
from assistant.safety.output.reading import read
from assistant.safety.output.rules import OutputRules, load_output_rules

KINDS = ("reply", "agenda", "check_in", "flag", "note")

__all__ = ["KINDS", "OutputContext", "OutputRules", "Violation", "check_output", "load_output_rules"]


@dataclass(frozen=True, kw_only=True)
class OutputContext:
    """What a text is: its kind, and for a reply the level and category it answers. "" when unknown."""

    kind: str = ""
    level: str = ""
    category: str = ""


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One broken rule: its id, its place in the text (characters; (0, 0) for what is missing), and why."""

    rule: str
    span: tuple[int, int]
    why: str


def check_output(
    text: str, context: OutputContext | None = None, *, kind: str = "", level: str = "", category: str = "",
    sources: Sequence[str] | None = None, names: Sequence[str] = (), rules: OutputRules | None = None,
) -> list[Violation]:  # fmt: skip
    """What may not be said in `text`, in order of place; an empty list means it may be said.

    Say what the text is by a `context` or by the same words as keywords; a text of no kind is read as a reply.
    `sources`: the texts it rests on, where they are known; then every figure must be found in them. `names`: third
    persons who may not be named. The same text and context give the same answer, always.
    Raises InvalidInputError where the policy cannot be read.
    """
    rules = rules or load_output_rules()
    given = context or OutputContext(kind=kind, level=level, category=category)
    kind = given.kind or "reply"
    reading = read(text)
    found = [
        *matched(reading, rules, kind=kind, level=given.level, category=given.category, sourced=sources is not None),
        *unsourced(reading, rules, kind=kind, sources=sources, names=names),
        *missing(reading, rules, kind=kind, level=given.level, category=given.category),
        *too_much(reading, kind=kind, level=given.level, category=given.category),
    ]
    found.sort(key=lambda one: (one.start, one.end, one.rule))
    return [violation(one, reading.span(one.start, one.end), rules) for one in found]


def violation(found: Found, span: tuple[int, int], rules: OutputRules) -> Violation:
    """What was found, in the places of the original text and with the reason from policy."""
    return Violation(rule=found.rule, span=span, why=found.why or rules.says[found.rule])
