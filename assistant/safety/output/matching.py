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


def matched(
    reading: Reading, rules: OutputRules, *, kind: str, level: str, category: str, sourced: bool
) -> Iterator[Found]:
    """Every rule that the text breaks; one finding for a rule and sentence."""
    whole = (Sentence(reading.plain, 0),)
    written = (Sentence(reading.cased, 0),)
    for rule in rules.rules:
        if (sourced and rule.row.without_sources) or (rule.row.kinds and kind not in rule.row.kinds):
            continue
        parts = written if rule.row.cased else whole if rule.row.across else reading.sentences
        text = reading.cased if rule.row.cased else reading.plain
        if not rule.seen.search(text) or not rule.applies(reading.plain, level, category):
            continue
        for part in parts:
            found = broken(rule, part, rules)
            if found is not None:
                yield Found(rule.row.id, part.start + found[0], part.start + found[1], rule.row.why)


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
