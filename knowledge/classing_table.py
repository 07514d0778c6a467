"""The words that make a sentence more confidential, read from `policies/classing.yaml` and compiled once."""

import re
from collections.abc import Iterable
from pathlib import Path

from access.classing import ClassingTable, ClassRule
from access.flows import DataClass
from core.errors import InvalidInputError
from knowledge.policy import POLICIES, read_policy


def load_classing_table(folder: Path = POLICIES) -> ClassingTable:
    """Read `folder/classing.yaml`.

    Raises InvalidInputError naming the rule that cannot be read.
    """
    policy = read_policy("classing", folder)
    rules = []
    for number, row in enumerate(policy.body["rules"], start=1):
        try:
            weak = row.get("weak") or []
            rules.append(
                ClassRule(
                    reason=row["reason"],
                    data_class=DataClass(row["class"]),
                    strong=any_of(row["strong"]),
                    weak=any_of(weak) if weak else None,
                )
            )
        except (KeyError, ValueError, re.error):
            raise InvalidInputError(f"classing.yaml: rule {number} cannot be read.") from None
    return ClassingTable(
        version=policy.version,
        rules=tuple(rules),
        relations=any_of(policy.body["relations"]),
        given_names=frozenset(policy.body["given_names"].split()),
        word_names=frozenset(policy.body["word_names"].split()),
    )


def any_of(words: Iterable[object]) -> re.Pattern[str]:
    """One pattern for all the words of a list, for lower-case text.

    `*` is the rest of a word, `re:` opens a pattern written as such. Entries are grouped by their first letter: an
    alternation of hundreds would otherwise be tried whole at every word.
    """
    groups: dict[str, list[str]] = {}
    written: list[str] = []
    for word in map(str, words):
        if word.startswith("re:"):
            written.append(word.removeprefix("re:"))
        else:
            groups.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\*", r"\w*").replace(r"\ ", r"\s+"))
    letters = [re.escape(first) + "(?:" + "|".join(rests) + ")" for first, rests in sorted(groups.items())]
    return re.compile(r"(?<!\w)(?:" + "|".join(letters + written) + r")(?!\w)")
