"""Reviewed reply texts, filled from dated hotlines: a stale number is not shown, and no model writes a word of them."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.safety.levels import Category, Level
from core.errors import InvalidInputError
from knowledge.policy import POLICIES, read_policy

BLANK = re.compile(r"\{(\w+)\}")
ALWAYS = frozenset({"emergency-911", "lifeline-988"})  # shown even past their review date: better old than absent
REPLIED = (Level.S1, Level.S2, Level.S3, Level.S4)
HIDDEN = {Category.MENTOR_CONDUCT: "told_hidden", Category.PROGRAM_CONDUCT: "told_program"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One hotline as data."""

    id: str
    name: str
    call: str
    text: str
    review_by: date

    def shown(self, today: date) -> str | None:
        """Name with how to reach it, or nothing when its review is overdue."""
        if self.review_by < today and self.id not in ALWAYS:
            return None
        ways = [f"call {self.call}"] if self.call else []
        ways += [f"text {self.text}"] if self.text and self.text != self.call else []
        return f"{self.name} ({' or '.join(ways)})" if ways else self.name


@dataclass(frozen=True, kw_only=True)
class Replies:
    """The reviewed texts. `version` goes into the record of every flag that showed one."""

    body: dict[str, Any]
    lines: dict[str, Line]
    version: str

    def before_confiding(self, today: date | None = None) -> tuple[str, ...]:
        """What someone reads before they confide: what cannot stay private (T4)."""
        return self._filled(self.body["before_confiding"], today or date.min)

    def reply(self, category: Category, level: Level, today: date | None = None) -> tuple[str, ...]:
        """The sentences shown to the mentee. Raises KeyError for S0, which is answered like any question."""
        return self._filled(self.body["replies"][category.value][level.value], today or date.min)

    def told(self, category: Category, level: Level) -> str:
        """Who was told, in role words, for the mentee at the moment of the flag (C4)."""
        return str(self.body[HIDDEN[category]] if category in HIDDEN else self.body["told"][level.value])

    def no_duty(self) -> str:
        """What is said when nobody is on duty (2.1)."""
        return str(self.body["no_duty"])

    def _filled(self, sentences: list[str], today: date) -> tuple[str, ...]:
        """Sentences with their blanks filled; one whose line is stale is left out."""
        filled = (self._fill(sentence, today) for sentence in sentences)
        return tuple(sentence for sentence in filled if sentence is not None)

    def _fill(self, sentence: str, today: date) -> str | None:
        """One sentence, or nothing."""
        for name in BLANK.findall(sentence):
            line = self.lines.get(self.body["blanks"][name])
            words = line.shown(today) if line else None
            if words is None:
                return None
            sentence = sentence.replace(f"{{{name}}}", words)
        return sentence[:1].upper() + sentence[1:]


@lru_cache(maxsize=2)
def load_replies(folder: Path = POLICIES) -> Replies:
    """Read the replies and the hotlines they name.

    Raises InvalidInputError naming a category and level without a reply, or a blank nobody defined.
    """
    policy, hotlines = read_policy("replies", folder), read_policy("hotlines", folder)
    body = policy.body
    for category in Category:
        for level in REPLIED:
            sentences = body["replies"].get(category.value, {}).get(level.value)
            if not sentences:
                raise InvalidInputError(f"replies.yaml has no text for {category} at {level}.")
            if unknown := {n for s in sentences for n in BLANK.findall(s)} - set(body["blanks"]):
                raise InvalidInputError(f"replies.yaml: {category} at {level} uses {', '.join(sorted(unknown))}.")
    lines = {
        entry["id"]: Line(id=entry["id"], name=entry["name"], call=str(entry.get("call") or ""),
                          text=str(entry.get("text") or ""), review_by=entry["review_by"])
        for entry in hotlines.body["entries"]
    }  # fmt: skip
    return Replies(body=body, lines=lines, version=f"{policy.version}+{policy.digest[:12]}")
