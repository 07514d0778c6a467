"""Break-glass for programs: open with a reason, read while it lasts."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from access.permissions import Permission
from api.guard import Looking
from api.routing import Door, problem
from api.services import Wired
from assistant import breaking_glass

door = Door("/v1", tags=["oversight"], in_schema=True)
Code = Literal["danger_to_life", "missing", "court_order", "investigation", "data_fault"]


class OpeningIn(BaseModel):
    """Whose words, and why. `danger`: telling the person afterwards would put somebody in danger."""

    about: str = Field(min_length=1, max_length=64)
    code: Code
    reason: str = Field(min_length=20, max_length=1000)
    danger: bool = False


class OpeningOut(BaseModel):
    """An opening: who was told, and when it ends."""

    id: str
    about: str
    opened_by: str
    second: str
    code: str
    opened_at: datetime
    expires_at: datetime


class WordOut(BaseModel):
    """A sentence that was opened."""

    id: str
    text: str
    data_class: str
    kind: str
    said_by: str
    said_at: datetime


@door.post(
    "/break-glass", needs=Permission.Program.BREAK_GLASS, status_code=201,
    responses={409: problem("There is no second coordinator who would be told.")},
)  # fmt: skip
def open_up(services: Wired, viewer: Looking, asked: OpeningIn) -> OpeningOut:
    """Open one person's words to oneself for an hour. A second coordinator is told at once, the person afterwards."""
    one = breaking_glass.open_up(
        services, viewer, about=asked.about, code=asked.code, reason=asked.reason, danger=asked.danger
    )  # fmt: skip
    return OpeningOut(
        id=one.id, about=one.about_id, opened_by=one.opened_by, second=one.second_id, code=one.code,
        opened_at=one.opened_at, expires_at=one.expires_at,
    )  # fmt: skip


@door.get("/break-glass/{opening_id}", needs=Permission.Program.BREAK_GLASS)
def look(services: Wired, viewer: Looking, opening_id: str) -> list[WordOut]:
    """The words, while it lasts; every look is recorded."""
    opened = breaking_glass.look(services, viewer, opening_id)
    return [
        WordOut(
            id=one.id, text=one.text, data_class=one.labels.data_class, kind=one.kind, said_by=one.labels.said_by,
            said_at=one.created_at,
        )
        for one in opened.words
    ]  # fmt: skip
