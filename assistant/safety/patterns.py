"""The small language cues are written in: macros, gaps and required literals, compiled to regular expressions."""

import re
from collections.abc import Mapping
from re import _constants as ops  # type: ignore[attr-defined]  # the parser of `re` has no stubs
from re import _parser as parser  # type: ignore[attr-defined]  # likewise
from typing import Any

NAME = re.compile(r"\{([a-z]+)\}")
WORD = r"[^ .?]+"  # a gap never crosses the end of a sentence
GAPS = ((" ... ", f"(?: {WORD}){{0,6}} "), (" .. ", f"(?: {WORD}){{0,3}} "))


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """Write out macros and gaps, and make every group non-capturing. Raises KeyError for an unknown macro."""
    while NAME.search(pattern):
        pattern = NAME.sub(lambda m: macros[m.group(1)], pattern)
    for short, long in GAPS:
        pattern = pattern.replace(short, long)
    pattern = pattern.replace(r"\S+", WORD)
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)


def compiled(pattern: str, *, whole_words: bool) -> re.Pattern[str]:
    """A compiled pattern; with `whole_words` it starts and ends between spaces."""
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)" if whole_words else pattern)


def literals(pattern: str) -> tuple[str, ...]:
    """Strings of which at least one is in every match; empty when nothing can be promised.

    Only a short cut: it lets the screen skip most patterns with a substring test, and a property test holds that the
    short cut never changes what is heard.
    """
    found = required(parser.parse(pattern))
    return tuple(sorted(found)) if found and all(len(word) > 1 for word in found) else ()


def required(tree: Any) -> frozenset[str]:
    """The most telling set of strings the parsed pattern cannot match without."""
    best: frozenset[str] = frozenset()
    run = ""
    for op, value in [*tree, (None, None)]:
        if op is ops.LITERAL:
            run += chr(value)
            continue
        if run:
            best, run = better(best, frozenset({run})), ""
        best = better(best, inside(op, value))
    return best


def inside(op: Any, value: Any) -> frozenset[str]:
    """What one part of a pattern requires."""
    if op is ops.SUBPATTERN:
        return required(value[3])
    if op is ops.BRANCH:
        sets = [required(branch) for branch in value[1]]
        return frozenset().union(*sets) if all(sets) else frozenset()
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT) and value[0] > 0:
        return required(value[2])
    return frozenset()


def better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The set that promises more: longer shortest string, then fewer strings."""

    def worth(words: frozenset[str]) -> float:
        if not words:
            return -1.0
        return min(3, min(len(word.strip()) for word in words)) - 0.02 * len(words)

    return one if worth(one) >= worth(other) else other
