"""The mentor's desk: today, a session, a pairing, training."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response

from access.permissions import Permission
from api import wording
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import finding_in_notes, goal_help, keeping, mentor_desk, noting, training, wording_help
from assistant.escalation import safety_card
from assistant.noting import NoteText
from core.errors import InvalidInputError

door = Door(tags=["mentor"])
Text = Annotated[str, Form()]


@door.get("/today", needs=Permission.Session.PREPARE)
def today(request: Request, services: Wired, viewer: Looking) -> Response:
    """Whom am I meeting next, and what do I need to know?"""
    return page(request, "today.html", desk=mentor_desk.today(services, viewer))


@door.get("/sessions/{session_id}", needs=Permission.Session.READ)
def session(request: Request, services: Wired, viewer: Looking, session_id: str, kept: str = "") -> Response:
    """One session: its draft, its notes, the form for new ones."""
    return show_session(request, services, viewer, session_id, kept=kept)


def show_session(
    request: Request, services: Wired, viewer: Looking, session_id: str, *, status: int = 200, kept: str = "",
    problems: dict[str, str] | None = None, typed: dict[str, str] | None = None, card: object = None,
    hints: tuple[wording_help.Hint, ...] | None = None,
) -> Response:  # fmt: skip
    """The session page, with what was typed if it did not go through."""
    waiting = keeping.kept(services, viewer, f"note:{session_id}")
    return page(
        request, "session.html", status=status, desk=mentor_desk.session_page(services, viewer, session_id),
        typed=typed or waiting.texts, keep_version=waiting.version, problems=problems or {}, kept=kept, card=card,
        found=finding_in_notes.found_in_last_note(services, viewer, session_id) if kept else (), hints=hints,
    )  # fmt: skip


@door.post("/sessions/{session_id}/prep", needs=Permission.Session.PREPARE)
async def prepare(services: Wired, viewer: Looking, session_id: str) -> Response:
    """Draft a brief and an agenda, then review them."""
    draft_id = await wording.prepare(services, viewer, session_id)
    return RedirectResponse(f"/drafts/{draft_id}", status_code=303)


@door.post("/sessions/{session_id}/notes", needs=Permission.Session.NOTE)
def write_note(
    request: Request, services: Wired, viewer: Looking, session_id: str, concerns: Text = "", goals: Text = "",
    solved: Text = "", about: Annotated[list[str] | None, Form()] = None, act: Text = "",
) -> Response:  # fmt: skip
    """Keep a note; what the screen heard is shown at once, above everything."""
    typed = {"concerns": concerns, "goals": goals, "solved": solved}
    if act == "wording":
        hints = wording_help.hints(services, viewer, typed, is_note=True)
        return show_session(request, services, viewer, session_id, typed=typed, hints=hints)
    note = NoteText(**typed, about=frozenset(about or ()))
    try:
        kept = noting.write(services, viewer, session_id, note)
    except InvalidInputError as error:
        return show_session(request, services, viewer, session_id, status=422, problems=error.fields, typed=typed)
    keeping.discard(services, viewer, f"note:{session_id}")
    if kept.heard.level >= "S3":
        card = safety_card(services, kept.heard, viewer)
        return show_session(request, services, viewer, session_id, kept="note", card=card)
    return RedirectResponse(f"/sessions/{session_id}?kept=note", status_code=303)


@door.post("/sessions/{session_id}/dates", needs=Permission.Session.NOTE)
def confirm_date(
    services: Wired, viewer: Looking, session_id: str, mentee_id: Text = "", text: Text = "", due_on: Text = ""
) -> Response:
    """Keep a date found in a note, once the mentor has confirmed its words and its day."""
    finding_in_notes.confirm(services, viewer, session_id, mentee_id=mentee_id, text=text, due_on=due_on)
    return RedirectResponse(f"/sessions/{session_id}?kept=date#found", status_code=303)


@door.get("/pairings", needs=Permission.Session.PREPARE)
def pairings(request: Request, services: Wired, viewer: Looking) -> Response:
    """The mentor's mentees and groups."""
    return page(request, "pairings.html", pairings=mentor_desk.pairings(services, viewer))


@door.get("/pairings/{pairing_id}", needs=Permission.Goal.READ)
def pairing(request: Request, services: Wired, viewer: Looking, pairing_id: str) -> Response:
    """Goals with sparklines, the timeline of what may be seen, dosage."""
    desk = mentor_desk.pairing_page(services, viewer, pairing_id)
    hints = {one: goal_help.hints(line.goal for line in lines) for one, lines in desk.goals.items()}
    return page(request, "pairing.html", desk=desk, hints=hints)


@door.get("/training", needs=Permission.Session.PREPARE)
def training_page(request: Request, services: Wired, viewer: Looking) -> Response:
    """The ledger, and the modules on the shelf."""
    return page(request, "training.html", desk=training.training_page(services, viewer))


@door.post("/training", needs=Permission.Session.PREPARE)
def log_training(services: Wired, viewer: Looking, module: Text = "", minutes: Annotated[int, Form()] = 0) -> Response:
    """Enter training of one's own."""
    training.log(services, viewer, module=module, minutes=minutes)
    return RedirectResponse("/training", status_code=303)
