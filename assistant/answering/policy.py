"""The reviewed words and rules of this room, read from `policies/answering.yaml` and checked once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answering.answer import AnswerStatus, Office
from core.errors import InvalidInputError
from knowledge.policy import POLICIES, read_policy


@dataclass(frozen=True, kw_only=True)
class ScopeRule:
    """Words that end a turn, unless other words show that an office is asked for."""

    status: AnswerStatus
    text: str
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, kw_only=True)
class Route:
    """Words of a question, and what to look for in the library to find who would know."""

    words: frozenset[str]
    look_for: str


@dataclass(frozen=True, kw_only=True)
class AnsweringPolicy:
    """Everything reviewed. `texts` has a text for every ending; `version` names the file as it was read."""

    texts: Mapping[str, str]
    languages: Mapping[str, str]
    routes: tuple[Route, ...]
    default_office: Office
    scope: tuple[ScopeRule, ...]
    small_talk: tuple[tuple[re.Pattern[str], str], ...]
    version: str

    def text(self, name: str, **blanks: str) -> str:
        """A reviewed text with its blanks filled."""
        return self.texts[name].strip().format(**blanks)


NEED_NO_TEXT = {AnswerStatus.ANSWERED, AnswerStatus.ANSWERED_WITH_CONFLICT}


def load_policy(folder: Path = POLICIES) -> AnsweringPolicy:
    """Read the policy. Raises InvalidInputError naming an ending without a text."""
    policy = read_policy("answering", folder)
    body = policy.body
    lacking = [s.value for s in AnswerStatus if s not in NEED_NO_TEXT and s.value not in body["texts"]]
    if lacking:
        raise InvalidInputError(f"answering.yaml has no text for {', '.join(lacking)}.")
    return AnsweringPolicy(
        texts=body["texts"], languages=body["languages"],
        routes=tuple(Route(words=frozenset(r["words"].split()), look_for=r["look_for"]) for r in body["routes"]),
        default_office=Office(**body["default_office"]),
        scope=tuple(scope_rule(rule) for rule in body["scope"]),
        small_talk=tuple((re.compile(rule["pattern"]), rule["text"]) for rule in body["small_talk"]),
        version=f"answering/{policy.version}/{policy.digest[:8]}",
    )  # fmt: skip


def scope_rule(rule: dict[str, Any]) -> ScopeRule:
    """One rule, compiled."""
    return ScopeRule(
        status=AnswerStatus(rule["status"]), text=rule.get("text", rule["status"]),
        patterns=tuple(re.compile(pattern) for pattern in rule["patterns"]),
        unless=re.compile(rule["unless"]) if rule.get("unless") else None,
    )  # fmt: skip
