"""Patterns over sentences: who says what to whom, unless the words are negated, taught or about something else."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.safety.output.reading import Reading, Sentence
from assistant.safety.output.rules import OutputRules, Rule


@dataclass(frozen=True)
class Found:
    """A rule broken at a place of the plain text. `why` is "" where the policy's `says` gives the reason."""

    rule: str
    start: int
    end: int
    why: str = ""


def matched(reading: Reading, rules: OutputRules, *, kind: str, level: str, category: str) -> Iterator[Found]:
    """Every rule that a sentence breaks; one finding a rule and sentence."""
    for rule in rules.rules:
        if not rule.applies(kind, level, category) or not rule.seen.search(reading.plain):
            continue
        if rule.about is not None and not rule.about.search(reading.plain):
            continue
        for sentence in reading.sentences:
            found = broken(rule, sentence, rules)
            if found is not None:
                yield Found(rule.row.id, sentence.start + found[0], sentence.start + found[1], rule.row.why)


def broken(rule: Rule, sentence: Sentence, rules: OutputRules) -> tuple[int, int] | None:
    """Where the sentence breaks the rule, if it does."""
    if rule.fine is not None and rule.fine.search(sentence.text):
        return None
    for match in rule.seen.finditer(sentence.text):
        if not excused(rule, sentence.text[: match.start()], rules):
            return match.span()
    return None


def excused(rule: Rule, before: str, rules: OutputRules) -> bool:
    """Whether the words before the match say that it is not meant: "do not say ...", "never ..."."""
    if rule.row.guard == "none":
        return False
    if rules.negated.search(before):
        return True
    return rule.row.guard == "taught" and rules.taught.search(before) is not None
