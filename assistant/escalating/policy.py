"""The acting policy as types: who is told in which words, and what each move needs. Read from dated YAML."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from assistant.safety.levels import Category, Lane, Level
from assistant.safety.moves import FLAG_SIGHTS, Move, Status
from assistant.safety.policy import Due, Row
from core.errors import InvalidInputError
from knowledge.policy import HEAD, POLICIES, read_policy

Sees = Literal["nothing", "exists", "category"]
PURPOSES = (
    "page", "walk", "contact", "used_up", "queue", "joined", "overdue", "unanswered", "for_you", "mentor", "seen",
    "outcome", "follow_up", "next_contact", "glass", "opened",
)  # fmt: skip


class WalkRow(Row):
    """How a page of one level walks the chain; minutes."""

    wait_minutes: int = Field(gt=0)
    again_minutes: int = Field(gt=0)
    rounds: int = Field(ge=1)


class CareRow(Row):
    """The student's own time in the care lane."""

    more_time: Due
    times: int = Field(ge=1)


class DeliveryRow(Row):
    """How notices are sent and tried again."""

    lease_seconds: int = Field(gt=0)
    batch: int = Field(gt=0)
    backoff_minutes: tuple[int, ...]


class Override(Row):
    """A reason for which a care flag may be opened without agreement, and the rule it rests on."""

    cite: str
    when: str


class Outcome(Row):
    """How a flag ends: the coordinator's words for it, and what whoever raised it hears."""

    label: str
    told: str


class NoticeWords(Row):
    """A notice's subject and its one line."""

    subject: str
    line: str


class CardWords(Row):
    """A safety card's own title and lines."""

    title: str
    lines: tuple[str, ...]


class Acting(Row):
    """The whole file after its head. `version` goes into every flag."""

    version: str
    digest: str
    walk: dict[Level, WalkRow]
    care: CareRow
    undo_minutes: int = Field(gt=0)
    digest_window_days: int = Field(gt=0)
    delivery: DeliveryRow
    mentor_sees: dict[Category, Sees]
    closed_to: dict[Category, Literal["mentors", "first_on_call"]]
    quiet: frozenset[Category]
    overrides: dict[str, Override]
    withholding: dict[str, str]
    outcomes: dict[str, Outcome]
    referral_outcomes: tuple[str, ...]
    recipients: dict[str, str]
    notices: dict[str, NoticeWords]
    told: dict[Lane, dict[Status, str]]
    when: dict[Literal["service", "otherwise"], str]
    also_told: dict[Level, str]
    also_told_hidden: str
    also_told_contact: str
    history: dict[str, str]
    lines: dict[str, tuple[str, ...]]
    card: dict[Literal["mentee", "mentor"], dict[Level, CardWords]]
    mentor_lines: tuple[str, ...]


@lru_cache(maxsize=4)
def load_acting(folder: Path = POLICIES, name: str = "acting") -> Acting:
    """Read and check the acting policy. Raises InvalidInputError naming the part that is wrong or missing."""
    policy = read_policy(name, folder)
    rest = {key: value for key, value in policy.body.items() if key not in HEAD}
    try:
        acting = Acting.model_validate({**rest, "version": policy.version, "digest": policy.digest})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInputError(f"{name}.yaml: {where}: {first['msg']}.") from None
    if holes := holes_in(acting):
        raise InvalidInputError(f"{name}.yaml has no words for {', '.join(holes)}.")
    return acting


def holes_in(acting: Acting) -> list[str]:
    """What the tables lack: every purpose, move, status, category and urgent level needs its cell."""
    holes = [f"notices.{purpose}" for purpose in PURPOSES if purpose not in acting.notices]
    holes += [f"history.{move}" for move in (*Move, "raised", "joined") if move not in acting.history]
    holes += [f"mentor_sees.{category}" for category in Category if category not in acting.mentor_sees]
    holes += [
        f"told.{lane}.{status}" for lane, status in FLAG_SIGHTS if status not in acting.told.get(lane, {})
    ]  # fmt: skip
    holes += [f"walk.{level}" for level in (Level.S3, Level.S4) if level not in acting.walk]
    holes += [
        f"card.{who}.{level}" for who in ("mentee", "mentor") for level in (Level.S2, Level.S3, Level.S4)
        if level not in acting.card[who]
    ]  # fmt: skip
    return holes + (["lines.default"] if "default" not in acting.lines else [])
