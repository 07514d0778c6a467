"""The words that make a sentence more confidential, read from `policies/classing.yaml` and compiled once."""

import re
from collections.abc import Iterable
from pathlib import Path

from access.classing import ClassingTable, ClassRule
from access.labels import DataClass
from access.wordlists import Words
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
            rules.append(
                ClassRule(
                    reason=row["reason"],
                    data_class=DataClass(row["class"]),
                    strong=words_in(row["strong"]),
                    weak=words_in(row.get("weak") or ()),
                    telling=words_in(row.get("telling") or ()),
                )
            )
        except (KeyError, ValueError, re.error):
            raise InvalidInputError(f"classing.yaml: rule {number} cannot be read.") from None
    return ClassingTable(
        version=policy.version,
        rules=tuple(rules),
        relations=words_in(policy.body["relations"]).listed,
        given_names=frozenset(policy.body["given_names"].split()),
        word_names=frozenset(policy.body["word_names"].split()),
    )


def words_in(entries: Iterable[object]) -> Words:
    """A list of the file. Raises re.error for a pattern that cannot be read."""
    words = Words(tuple(str(entry) for entry in entries))
    _ = words.written  # compiled here, so that a mistake is told when the policy is read and not when somebody writes
    return words
