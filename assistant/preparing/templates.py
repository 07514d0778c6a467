"""Session templates and phrases as types, read from dated policy that a campus may edit."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.preparing.scenario import Mode, Scenario, Structure
from core.errors import InvalidInputError
from knowledge.policy import POLICIES, read_policy


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """A fixed line of a block. `only_if_empty` holds it back where the block has lines of its own."""

    id: str
    text: str
    only_if_empty: bool = False


@dataclass(frozen=True, kw_only=True)
class BlockTemplate:
    """A block before its minutes are dealt out: fixed `minutes`, or a `share` of what is left."""

    part: str
    title: str
    purpose: str
    minutes: int | None
    share: int
    yours: bool
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, kw_only=True)
class SessionTemplates:
    """All layouts by name, the phrases of the lines, and the version a draft names."""

    version: str
    layouts: dict[str, tuple[BlockTemplate, ...]]
    phrases: dict[str, str]

    def layout_for(self, scenario: Scenario) -> tuple[str, tuple[BlockTemplate, ...]]:
        """The layout's name and blocks: a question card when asynchronous, else the structure's own."""
        if scenario.session.mode is Mode.ASYNC:
            return "async", self.layouts["async"]
        return scenario.structure.value, self.layouts[scenario.structure.value]


@dataclass(frozen=True, kw_only=True)
class Root:
    """What several topics rest on. `found` matches any of their words."""

    first: str
    found: re.Pattern[str]


@dataclass(frozen=True, kw_only=True)
class Prerequisites:
    """The dated table of roots."""

    version: str
    roots: tuple[Root, ...]

    def root_of(self, text: str) -> tuple[str, str] | None:
        """What to check first, and the topic's own words, for the longest topic named; None where none is."""
        best: tuple[str, str] | None = None
        for root in self.roots:
            for match in root.found.finditer(text):
                if best is None or len(match[0]) > len(best[1]):
                    best = root.first, match[0]
        return best


@lru_cache(maxsize=4)
def load_session_templates(folder: Path = POLICIES) -> SessionTemplates:
    """Read `session_templates.yaml`. Raises InvalidInputError naming the block that cannot be laid out."""
    policy = read_policy("session_templates", folder)
    layouts = {
        name: tuple(
            _block(f"session_templates.yaml: {name} block {number}", row)
            for number, row in enumerate(body["blocks"], 1)
        )
        for name, body in policy.body["templates"].items()
    }
    for needed in [*(structure.value for structure in Structure), "async"]:
        if needed not in layouts:
            raise InvalidInputError(f"session_templates.yaml has no template for {needed}.")
        if not any(block.share for block in layouts[needed]):
            raise InvalidInputError(f"session_templates.yaml: {needed} needs a block with a share.")
    return SessionTemplates(
        version=f"{policy.version} {policy.digest[:12]}", layouts=layouts, phrases=dict(policy.body["lines"])
    )


def _block(place: str, row: dict[str, Any]) -> BlockTemplate:
    try:
        minutes, share = row.get("minutes"), int(row.get("share", 0))
        if (minutes is None) == (share == 0):
            raise InvalidInputError(f"{place} needs either minutes or a share.")
        prompts = tuple(
            Prompt(id=str(p["id"]), text=str(p["text"]), only_if_empty=p.get("when") == "empty")
            for p in row.get("prompts", ())
        )
        return BlockTemplate(
            part=str(row["part"]),
            title=str(row["title"]),
            purpose=str(row["purpose"]),
            share=share,
            prompts=prompts,
            minutes=None if minutes is None else int(minutes),
            yours=bool(row.get("yours", False)),
        )
    except KeyError as missing:
        raise InvalidInputError(f"{place} lacks {missing.args[0]}.") from None


@lru_cache(maxsize=4)
def load_prerequisites(folder: Path = POLICIES) -> Prerequisites:
    """Read `prerequisites.yaml`."""
    policy = read_policy("prerequisites", folder)
    roots = []
    for row in policy.body["roots"]:
        words = sorted((re.escape(str(topic)) for topic in row["topics"]), key=len, reverse=True)
        roots.append(
            Root(
                first=row["first"], found=re.compile(r"(?<![\w-])(?:" + "|".join(words) + r")(?![\w-])", re.IGNORECASE)
            )
        )
    return Prerequisites(version=f"{policy.version} {policy.digest[:12]}", roots=tuple(roots))
