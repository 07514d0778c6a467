"""Sessions, prep and review."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from access.permissions import Permission
from api import wording
from api.guard import Looking
from api.routing import Door, problem
from api.services import Wired
from assistant import mentor_desk, noting, reviewing
from assistant.noting import NoteText
from storage.drafts import Draft, DraftSentence

door = Door("/v1", tags=["prep"], in_schema=True)
STALE = {409: problem("It changed since the version that was sent, or something must be opened first.")}


class SessionOut(BaseModel):
    """A session ahead, with whom, and its latest draft."""

    id: str
    number: int
    starts_at: datetime
    minutes: int
    mode: str
    status: str
    with_whom: str
    draft: str | None


class SourceOut(BaseModel):
    """What a line rests on."""

    kind: str
    id: str
    title: str
    quote: str
    dated: str


class LineOut(BaseModel):
    """A line of a draft: what it says now, and what was drafted."""

    id: str
    block: str
    text: str
    original: str
    reason: str
    sources: list[SourceOut]
    edited: bool
    removed: bool
    must_open: bool
    proposed: bool = Field(default=False, description="A model's addition: no part of the draft until accepted.")


class DraftOut(BaseModel):
    """A draft with what still stands before its approval."""

    id: str
    status: str
    version: int
    blocks: list[dict[str, Any]]
    lines: list[LineOut]
    made_with: dict[str, Any]
    may_approve: bool
    unfilled: list[str]


class Made(BaseModel):
    """The id of what was made."""

    id: str


class Change(BaseModel):
    """New words for a line, or taking it out or back."""

    version: int
    act: Literal["edit", "remove", "restore", "accept"] = "edit"
    text: str = Field(default="", max_length=600)


class Addition(BaseModel):
    """A line of the mentor's own."""

    version: int
    text: str = Field(min_length=1, max_length=600)


class Decision(BaseModel):
    """Approve, or reject with a reason code."""

    version: int
    approve: bool
    reason: Literal["not_useful", "wrong", "own_plan", "not_needed"] = "not_useful"


class NoteIn(BaseModel):
    """A note by section; `about` names mentees of the pairing, all of them by default."""

    concerns: str = Field(default="", max_length=8000)
    goals: str = Field(default="", max_length=8000)
    solved: str = Field(default="", max_length=8000)
    about: list[str] = Field(default_factory=list, max_length=8)


class NoteOut(BaseModel):
    """What keeping the note led to."""

    id: str
    level: str
    clarifying_question: str | None


@door.get("/sessions", needs=Permission.Session.PREPARE)
def upcoming(services: Wired, viewer: Looking) -> list[SessionOut]:
    """The mentor's sessions of the next two weeks."""
    desk = mentor_desk.today(services, viewer)
    meetings = ([desk.next] if desk.next else []) + list(desk.later)
    return [
        SessionOut(
            id=one.session.id, number=one.session.number, starts_at=one.session.starts_at, minutes=one.session.minutes,
            mode=one.session.mode, status=one.session.status, with_whom=one.with_whom,
            draft=one.draft.id if one.draft else None,
        )
        for one in meetings
    ]  # fmt: skip


@door.post("/sessions/{session_id}/prep", needs=Permission.Session.PREPARE, status_code=201)
async def prepare(services: Wired, viewer: Looking, session_id: str) -> Made:
    """Draft a brief and an agenda."""
    return Made(id=await wording.prepare(services, viewer, session_id))


@door.post("/sessions/{session_id}/notes", needs=Permission.Session.NOTE, status_code=201)
def write_note(services: Wired, viewer: Looking, session_id: str, note: NoteIn) -> NoteOut:
    """Keep a note; it is screened as it is kept."""
    typed = NoteText(concerns=note.concerns, goals=note.goals, solved=note.solved, about=frozenset(note.about))
    kept = noting.write(services, viewer, session_id, typed)
    return NoteOut(id=kept.note_id, level=kept.heard.level, clarifying_question=kept.heard.clarifying_question)


@door.get("/drafts/{draft_id}", needs=Permission.Draft.READ)
def read_draft(services: Wired, viewer: Looking, draft_id: str) -> DraftOut:
    """A draft."""
    standing = reviewing.review(services, viewer, draft_id)
    return draft_out(standing.draft, may_approve=standing.may_approve, unfilled=standing.unfilled)


@door.post("/drafts/{draft_id}/lines/{line_id}", needs=Permission.Draft.REVIEW, responses=STALE)
def change_line(services: Wired, viewer: Looking, draft_id: str, line_id: str, change: Change) -> DraftOut:
    """Change a line."""
    if change.act == "edit":
        reviewing.edit(services, viewer, draft_id, line_id, change.text, version=change.version)
    elif change.act == "accept":
        reviewing.accept(services, viewer, draft_id, line_id, version=change.version)
    else:
        back = change.act == "restore"
        reviewing.remove(services, viewer, draft_id, line_id, version=change.version, back=back)
    return read_draft(services, viewer, draft_id)


@door.post("/drafts/{draft_id}/blocks/{block_key}", needs=Permission.Draft.REVIEW, responses=STALE)
def add_line(services: Wired, viewer: Looking, draft_id: str, block_key: str, addition: Addition) -> DraftOut:
    """Add a line of one's own."""
    reviewing.add(services, viewer, draft_id, block_key, addition.text, version=addition.version)
    return read_draft(services, viewer, draft_id)


@door.post("/drafts/{draft_id}/lines/{line_id}/source", needs=Permission.Draft.REVIEW)
def open_source(services: Wired, viewer: Looking, draft_id: str, line_id: str) -> LineOut:
    """Open what a line rests on; approval may ask for it."""
    return line_out(reviewing.open_source(services, viewer, draft_id, line_id)[0])


@door.post("/drafts/{draft_id}/decision", needs=Permission.Draft.REVIEW, responses=STALE)
def decide(services: Wired, viewer: Looking, draft_id: str, decision: Decision) -> DraftOut:
    """Approve or reject, by name."""
    if decision.approve:
        reviewing.approve(services, viewer, draft_id, version=decision.version)
    else:
        reviewing.reject(services, viewer, draft_id, version=decision.version, reason_code=decision.reason)
    return read_draft(services, viewer, draft_id)


def draft_out(draft: Draft, *, may_approve: bool, unfilled: tuple[str, ...]) -> DraftOut:
    """A draft as the API spells it."""
    return DraftOut(
        id=draft.id, status=draft.status, version=draft.version, blocks=list(draft.blocks),
        lines=[line_out(one) for one in draft.sentences], made_with=draft.made_with, may_approve=may_approve,
        unfilled=list(unfilled),
    )  # fmt: skip


def line_out(line: DraftSentence) -> LineOut:
    """A line as the API spells it."""
    return LineOut(
        id=line.id, block=line.block_key, text=line.text, original=line.original, reason=line.reason,
        sources=[SourceOut(kind=s.kind, id=s.id, title=s.title, quote=s.quote, dated=s.dated) for s in line.sources],
        edited=line.edited, removed=line.removed, must_open=line.risky and line.opened_at is None,
        proposed=line.proposed,
    )  # fmt: skip
