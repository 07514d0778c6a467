"""Output rules: no reply, agenda, check-in, flag or note leaves with words that harm (safety.md 1.4, 2.4). Deterministic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.safety.output.matching import Found, matched
from assistant.safety.output.musts import missing
from assistant.safety.output.numbers import unsourced
from assistant.safety.output.reading import read
from assistant.safety.output.rules import OutputRules, load_output_rules

KINDS = ("reply", "agenda", "check_in", "flag", "note")


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One broken rule: its id, where in the text (characters; (0, 0) for what is missing), and why, for who corrects it."""

    rule: str
    span: tuple[int, int]
    why: str


def check_output(
    text: str, *, kind: str = "reply", level: str = "", category: str = "", sources: Sequence[str] | None = None,
    names: Iterable[str] = (), rules: OutputRules | None = None,
) -> list[Violation]:  # fmt: skip
    """What may not be said in `text`, in order of place; an empty list means it may be said.

    `kind`, `level` and `category` are the context of formats.md. `sources`: the texts a sentence rests on; given, every
    telephone number, hour, date, percentage and amount must be found there. `names`: third persons who may not be named
    in what others read. The same text and context give the same answer, always.
    """
    rules = rules or load_output_rules()
    reading = read(text)
    found = [*matched(reading, rules, kind=kind, level=level, category=category),
             *unsourced(reading, kind=kind, sources=sources, names=tuple(names)),
             *missing(reading, kind=kind, level=level, category=category)]  # fmt: skip
    found.sort(key=lambda one: (one.start, one.end, one.rule))
    return [violation(one, reading.span(one.start, one.end), rules) for one in found]


def violation(found: Found, span: tuple[int, int], rules: OutputRules) -> Violation:
    """What was found, in the places of the original text and with the reason from policy."""
    return Violation(rule=found.rule, span=span, why=found.why or rules.says[found.rule])
