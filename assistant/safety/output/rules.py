"""The output rules as types: dated patterns with their reasons, read from output_rules.yaml and compiled once."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from assistant.safety.policy import Row
from core.errors import InvalidInputError
from knowledge.policy import HEAD, POLICIES, read_policy

Guard = Literal["none", "negated", "taught"]
WORD = re.compile(r"<([a-z_0-9]+)>")


class RuleRow(Row):
    """One rule: `any` breaks it within a sentence, `unless` makes the same sentence fine.

    `guard`: also fine where the words are negated right before ("negated"), or named in order to be avoided ("taught",
    which implies the first). `kinds` empty means every kind. Where `levels`, `categories` or `about` (words anywhere in
    the text) are given, one of them must hold. `across` reads the whole text at once, `cased` as it was written.
    `without_sources`: for texts whose sources are not at hand to look a figure up in.
    """

    id: str
    cite: str
    why: str
    any: tuple[str, ...]
    unless: tuple[str, ...] = ()
    guard: Guard = "taught"
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    across: bool = False
    cased: bool = False
    without_sources: bool = False


class MustRow(Row):
    """What a reply at these levels has to say, for these categories (none: every one)."""

    id: str
    why: str
    levels: tuple[str, ...]
    categories: tuple[str, ...] = ()
    any: tuple[str, ...]


class RulesBody(Row):
    """output_rules.yaml after its head. `words` are named pieces a pattern uses as `<name>`."""

    words: dict[str, str]
    guards: dict[str, str]
    rules: tuple[RuleRow, ...]
    says: dict[str, str]
    musts: tuple[MustRow, ...]


@dataclass(frozen=True)
class Must:
    """A compiled must."""

    id: str
    why: str
    levels: tuple[str, ...]
    categories: tuple[str, ...]
    seen: re.Pattern[str]


@dataclass(frozen=True)
class Rule:
    """A compiled rule."""

    row: RuleRow
    seen: re.Pattern[str]
    fine: re.Pattern[str] | None
    about: re.Pattern[str] | None

    def applies(self, plain: str, level: str, category: str) -> bool:
        """Whether the rule is for a text of this level and category, or about this."""
        row = self.row
        if not (row.levels or row.categories or self.about):
            return True
        told = level in row.levels or category in row.categories
        return told or (self.about is not None and self.about.search(plain) is not None)


@dataclass(frozen=True)
class OutputRules:
    """The rules in force, with the version a record names. `says`: why each computed rule (numbers, musts) objects."""

    version: str
    digest: str
    rules: tuple[Rule, ...]
    negated: re.Pattern[str]
    taught: re.Pattern[str]
    says: dict[str, str]
    musts: tuple[Must, ...]
    suicide: re.Pattern[str]
    known: frozenset[str]
    attributed: re.Pattern[str]


@lru_cache(maxsize=4)
def load_output_rules(folder: Path = POLICIES, name: str = "output_rules") -> OutputRules:
    """Read and compile the rules. Raises InvalidInputError naming the rule or word that cannot be read."""
    policy = read_policy(name, folder)
    try:
        body = RulesBody.model_validate({key: value for key, value in policy.body.items() if key not in HEAD})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInputError(f"{name}.yaml: {where}: {first['msg']}.") from None
    words = spelled_out(body.words)
    return OutputRules(
        version=policy.version, digest=policy.digest,
        rules=tuple(compiled(row, words) for row in body.rules),
        negated=re.compile(filled(body.guards["negated"], words)),
        taught=re.compile(filled(body.guards["taught"], words)),
        says=body.says, musts=tuple(must_of(row, words) for row in body.musts),
        suicide=re.compile(rf"\b(?:{words['crisis']})"), known=known_numbers(folder),
        attributed=one_of(("<attributed>",), words),
    )  # fmt: skip


def must_of(row: MustRow, words: dict[str, str]) -> Must:
    """One must with its patterns joined."""
    return Must(row.id, row.why, row.levels, row.categories, one_of(row.any, words))


def known_numbers(folder: Path) -> frozenset[str]:
    """The numbers of hotlines.yaml, digits only: they are dated data, and may be said."""
    entries = read_policy("hotlines", folder).body["entries"]
    told = [str(entry.get(way) or "") for entry in entries for way in ("call", "text")]
    digits = ("".join(re.findall(r"\d", run)) for words in told for run in re.findall(r"\d[\d-]+", words))
    return frozenset(one[1:] if len(one) == 11 and one.startswith("1") else one for one in digits)


def compiled(row: RuleRow, words: dict[str, str]) -> Rule:
    """One rule with its patterns joined. Raises InvalidInputError for a pattern that is none."""
    try:
        return Rule(row, one_of(row.any, words), *(one_of(p, words) if p else None for p in (row.unless, row.about)))
    except re.error as error:
        raise InvalidInputError(f"output_rules.yaml: {row.id}: {error}.") from None


def one_of(patterns: tuple[str, ...], words: dict[str, str]) -> re.Pattern[str]:
    """Any of these, as whole words."""
    return re.compile("|".join(rf"(?<!\w)(?:{filled(one, words)})(?!\w)" for one in patterns))


def filled(pattern: str, words: dict[str, str]) -> str:
    """The pattern with its named pieces put in."""
    return WORD.sub(lambda found: f"(?:{words[found.group(1)]})" if found.group(1) in words else found.group(), pattern)


def spelled_out(words: dict[str, str]) -> dict[str, str]:
    """Named pieces with the pieces they use put in; a piece may use those above it."""
    done: dict[str, str] = {}
    for name, pattern in words.items():
        done[name] = filled(pattern, done)
    return done
