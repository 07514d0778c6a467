"""Reviewed replies: what is said back for every category at every level, filled from dated lines (2.2, 2.4)."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from assistant.safety.levels import Category, Level
from assistant.safety.policy import Row
from assistant.safety.replies_filling import Fill, Lines, Piece, fill_for, read_hotlines
from core.errors import InvalidInputError
from knowledge.policy import HEAD, POLICIES, read_policy

Audience = Literal["mentee", "mentor"]
SPOKEN = (Level.S1, Level.S2, Level.S3, Level.S4)
URGENT = (Level.S3, Level.S4)
MOST_WORDS = 120  # 2.4: a person in a crisis does not read more


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A title and its lines, in the order they are read. No line is empty."""

    title: str
    lines: tuple[str, ...]


class ReplyBody(Row):
    """replies.yaml after its head.

    A piece is a line, `$name` of a part, or alternatives of which the first that can be filled is said.
    """

    reviewed_by: str
    before_confiding: tuple[Piece, ...]
    parts: dict[Audience, dict[str, tuple[Piece, ...]]]
    titles: dict[Audience, dict[Level, str]]
    again: dict[Level, tuple[tuple[Piece, ...], ...]]
    mentee: dict[Category, dict[Level, tuple[Piece, ...]]]
    mentor_levels: dict[Level, tuple[Piece, ...]]
    mentor: dict[Category, str]
    languages: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Replies:
    """The reviewed words in force. `version` and `digest` name them in a record."""

    version: str
    digest: str
    body: ReplyBody
    hotlines: Lines

    def before_confiding(self, today: date | None = None) -> tuple[str, ...]:
        """What cannot stay private, sentence by sentence, said before someone confides (T4)."""
        return fill_for(self.hotlines, today or date.max).lines(self.body.before_confiding, self.body.parts["mentee"])

    def reply(
        self, category: Category, level: Level, today: date | None = None, *, audience: Audience = "mentee"
    ) -> tuple[str, ...]:  # fmt: skip
        """The lines of one cell, never none. S0 worries nobody: it is answered as S1. A stale number is never in it.

        Without a day only 911 and 988 are shown: nothing else is known to be fresh.
        """
        fill = fill_for(self.hotlines, today or date.max)
        return self._lines(category, max(level, Level.S1), audience, fill)

    def titled(self, category: Category, level: Level, today: date, *, audience: Audience = "mentee") -> Reply:
        """The lines of one cell under the title of its level."""
        title = self.body.titles[audience][max(level, Level.S1)]
        return Reply(title=title, lines=self.reply(category, level, today, audience=audience))

    def text(self, category: Category, level: Level, *, today: date, seen: int = 0) -> str:
        """The whole reply a mentee reads in a conversation.

        `seen`: how often they have read one of this level already, so that the second is no copy of the first (L7).
        """
        variants = self.body.again.get(level, ())
        if seen and variants:
            fill = fill_for(self.hotlines, today)
            return " ".join(fill.lines(variants[(seen - 1) % len(variants)], self.body.parts["mentee"]))
        return " ".join(self.reply(category, level, today))

    def language_line(self, language: str, *, today: date) -> str:
        """One honest line in the writer's language, "" for English and for a language nobody has reviewed."""
        words = self.body.languages.get(language)
        return fill_for(self.hotlines, today).line(words) or "" if words else ""

    def _lines(self, category: Category, level: Level, audience: Audience, fill: Fill) -> tuple[str, ...]:
        parts = self.body.parts[audience]
        if audience == "mentee":
            return fill.lines(self.body.mentee[category][level], parts)
        return fill.lines(self.body.mentor_levels[level], {**parts, "category": (self.body.mentor[category],)})


@lru_cache(maxsize=4)
def load_replies(folder: Path = POLICIES, name: str = "replies") -> Replies:
    """Read and check the reviewed replies. Raises InvalidInputError naming what is wrong, missing, or too long."""
    policy = read_policy(name, folder)
    try:
        body = ReplyBody.model_validate({key: value for key, value in policy.body.items() if key not in HEAD})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInputError(f"{name}.yaml: {where}: {first['msg']}.") from None
    if holes := holes_in(body):
        raise InvalidInputError(f"{name}.yaml has no words for {', '.join(holes)}.")
    return Replies(version=policy.version, digest=policy.digest, body=body, hotlines=read_hotlines(folder))


def holes_in(body: ReplyBody) -> list[str]:
    """What the tables lack: every category at every level, for mentee and mentor."""
    holes = [f"mentee.{c}.{x}" for c in Category for x in SPOKEN if not body.mentee.get(c, {}).get(x)]
    holes += [f"mentor.{c}" for c in Category if not body.mentor.get(c)]
    holes += [f"mentor_levels.{x}" for x in SPOKEN if not body.mentor_levels.get(x)]
    holes += [f"again.{x}" for x in URGENT if not body.again.get(x)]
    return holes + [f"titles.{who}.{x}" for who in ("mentee", "mentor") for x in SPOKEN
                    if not body.titles.get(who, {}).get(x)]  # fmt: skip
