"""The coordinator's queue and moves."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from access.permissions import Permission
from api.guard import Looking
from api.pages.flag_moves import MoveForm, make_desk_move
from api.routing import Door, problem
from api.services import Wired
from assistant import escalation

door = Door("/v1", tags=["flags"], in_schema=True)
Name = Literal[
    "acknowledge", "claim", "take_over", "release", "raise_level", "lower", "open_without_agreement", "refer",
    "follow_up", "disclose_emergency", "withhold_telling", "close", "undo",
]  # fmt: skip


class FlagRow(BaseModel):
    """A row of the queue. Evidence is in the flag itself."""

    id: str
    title: str
    category: str
    level: str
    level_words: str
    lane: str
    status: str
    who: str
    due_at: datetime | None
    overdue: bool
    raised_at: datetime
    claimed_by: str


class FlagOut(BaseModel):
    """A flag as opened; opening is recorded. `moves` are possible now, each with what it demands."""

    row: FlagRow
    version: int
    evidence: list[dict[str, Any]]
    moves: dict[str, list[str]]
    routes: list[str]
    outcome: str
    next_contact_on: date | None


class MoveIn(BaseModel):
    """A move with what it demands."""

    move: Name
    reason: str = Field(default="", max_length=2000)
    cite: str = Field(default="", max_length=200)
    level: str = Field(default="", max_length=2)
    outcome: str = Field(default="", max_length=40)
    office: str = Field(default="", max_length=200)
    code: str = Field(default="", max_length=40)
    threat: str = Field(default="", max_length=2000)
    recipients: list[str] = Field(default_factory=list, max_length=10)
    protects: str = Field(default="", max_length=2000)
    next_contact_on: str = Field(default="", max_length=10)
    follow_up_on: str = Field(default="", max_length=10)
    referral_id: str = Field(default="", max_length=64)


@door.get("/flags", needs=Permission.Flag.REVIEW)
def queue(services: Wired, viewer: Looking) -> list[FlagRow]:
    """Open cases, by what is due."""
    return [row_out(row) for row in escalation.queue(services, viewer)]


@door.get("/flags/{flag_id}", needs=Permission.Flag.REVIEW)
def flag(services: Wired, viewer: Looking, flag_id: str) -> FlagOut:
    """One flag, opened."""
    view = escalation.flag_for_desk(services, viewer, flag_id)
    return FlagOut(
        row=row_out(view.row), version=view.version,
        evidence=[evidence_out(one) for one in view.evidence],
        moves={str(move): sorted(map(str, demands)) for move, demands in view.moves.items()}, routes=list(view.routes),
        outcome=view.outcome, next_contact_on=view.next_contact_on,
    )  # fmt: skip


@door.post(
    "/flags/{flag_id}/moves", needs=Permission.Flag.REVIEW, status_code=204,
    responses={409: problem("The flag has moved on, or this move is not possible from here.")},
)  # fmt: skip
def move(services: Wired, viewer: Looking, flag_id: str, made: MoveIn) -> None:
    """Make a move."""
    make_desk_move(services, viewer, flag_id, MoveForm(**made.model_dump()))


def row_out(row: escalation.QueueRow) -> FlagRow:
    """A row as the API spells it."""
    return FlagRow(
        id=row.flag_id, title=row.title, category=row.category, level=row.level, level_words=row.level_words,
        lane=row.lane, status=row.status, who=row.who, due_at=row.due_at, overdue=row.overdue,
        raised_at=row.raised_at, claimed_by=row.claimed_by,
    )  # fmt: skip


def evidence_out(one: escalation.Evidence) -> dict[str, Any]:
    """What fired on which words."""
    return {"category": one.category, "level": one.level, "fired": one.fired, "words": list(one.words)}
