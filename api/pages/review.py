"""Review: the draft in the middle, sentence by sentence; its source beside it; the decision at the end."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from access.permissions import Permission
from access.viewer import Viewer
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import exporting, mentor_desk, reviewing, wording_help
from assistant.agenda_pdf import agenda_pdf
from assistant.wiring import Services
from core.errors import ConflictError, InvalidInputError

door = Door(tags=["mentor"])
Text = Annotated[str, Form()]
Version = Annotated[int, Form()]
REASONS = {
    "not_useful": "Not useful this time",
    "wrong": "Something in it is wrong",
    "own_plan": "I have my own plan",
    "not_needed": "The session is not happening",
}


@door.get("/drafts/{draft_id}", needs=Permission.Draft.READ)
def review(request: Request, services: Wired, viewer: Looking, draft_id: str, editing: str = "") -> Response:
    """The review page. `editing` names the line whose form is open (it works without scripts)."""
    return show(request, services, viewer, draft_id, editing=editing)


def show(
    request: Request, services: Services, viewer: Viewer, draft_id: str, *, status: int = 200, editing: str = "",
    problem: str = "", typed: str = "", hints: tuple[wording_help.Hint, ...] | None = None,
) -> Response:  # fmt: skip
    """The review page, with what was typed if it did not go through."""
    standing = reviewing.review(services, viewer, draft_id)
    desk = mentor_desk.session_page(services, viewer, standing.draft.session_id)
    return page(
        request, "review.html", status=status, standing=standing, draft=standing.draft, desk=desk, editing=editing,
        problem=problem, typed=typed, reasons=REASONS, hints=hints,
    )  # fmt: skip


@door.post("/drafts/{draft_id}/lines/{line_id}", needs=Permission.Draft.REVIEW)
def change_line(
    request: Request, services: Wired, viewer: Looking, draft_id: str, line_id: str, version: Version,
    text: Text = "", act: Text = "edit",
) -> Response:  # fmt: skip
    """Edit a line, take it out, put it back as it was drafted, or accept what a model proposed."""
    try:
        if act == "edit":
            reviewing.edit(services, viewer, draft_id, line_id, text, version=version)
        elif act == "accept":
            line_id, _ = reviewing.accept(services, viewer, draft_id, line_id, version=version)
        else:
            reviewing.remove(services, viewer, draft_id, line_id, version=version, back=act == "restore")
    except (InvalidInputError, ConflictError) as error:
        problem = f"{error.message} {error.next_step}"
        status = 422 if isinstance(error, InvalidInputError) else 409
        return show(
            request, services, viewer, draft_id, status=status, editing=line_id, problem=problem, typed=text
        )  # fmt: skip
    return RedirectResponse(f"/drafts/{draft_id}#{line_id}", status_code=303)


@door.post("/drafts/{draft_id}/blocks/{block_key}", needs=Permission.Draft.REVIEW)
def add_line(
    request: Request, services: Wired, viewer: Looking, draft_id: str, block_key: str, version: Version,
    text: Text = "", act: Text = "",
) -> Response:  # fmt: skip
    """Add the mentor's own words to a part of the agenda; or only look at how they are put."""
    if act == "wording":
        hints = wording_help.hints(services, viewer, {"text": text}, is_note=False)
        return show(request, services, viewer, draft_id, editing=block_key, typed=text, hints=hints)
    try:
        line_id, _ = reviewing.add(services, viewer, draft_id, block_key, text, version=version)
    except (InvalidInputError, ConflictError) as error:
        status = 422 if isinstance(error, InvalidInputError) else 409
        return show(
            request, services, viewer, draft_id, status=status, editing=block_key, problem=error.message, typed=text
        )  # fmt: skip
    return RedirectResponse(f"/drafts/{draft_id}#{line_id}", status_code=303)


@door.post("/drafts/{draft_id}/lines/{line_id}/source", needs=Permission.Draft.REVIEW)
def open_source(request: Request, services: Wired, viewer: Looking, draft_id: str, line_id: str) -> Response:
    """Show what a line rests on, whole, and note that the reviewer looked."""
    line, places = reviewing.open_source(services, viewer, draft_id, line_id)
    return page(request, "source.html", line=line, draft_id=draft_id, places=places)


@door.post("/drafts/{draft_id}/approve", needs=Permission.Draft.REVIEW)
def approve(request: Request, services: Wired, viewer: Looking, draft_id: str, version: Version) -> Response:
    """Approve, by name; or say what still stands before it."""
    try:
        reviewing.approve(services, viewer, draft_id, version=version)
    except ConflictError as error:
        problem = f"{error.message} {error.next_step}"
        return show(request, services, viewer, draft_id, status=409, problem=problem)
    return RedirectResponse(f"/drafts/{draft_id}", status_code=303)


@door.post("/drafts/{draft_id}/reject", needs=Permission.Draft.REVIEW)
def reject(services: Wired, viewer: Looking, draft_id: str, version: Version, reason: Text = "not_useful") -> Response:
    """Reject, with one of the reasons offered."""
    code = reason if reason in REASONS else "not_useful"
    reviewing.reject(services, viewer, draft_id, version=version, reason_code=code)
    return RedirectResponse(f"/drafts/{draft_id}", status_code=303)


@door.get("/drafts/{draft_id}/agenda.md", needs=Permission.Draft.READ)
def as_markdown(services: Wired, viewer: Looking, draft_id: str) -> Response:
    """The approved agenda as Markdown: only what its reader may see."""
    text = exporting.agenda_markdown(services, viewer, draft_id)
    return PlainTextResponse(text, media_type="text/markdown; charset=utf-8")


@door.get("/drafts/{draft_id}/agenda", needs=Permission.Draft.READ)
def to_print(request: Request, services: Wired, viewer: Looking, draft_id: str) -> Response:
    """The agenda alone, for paper or PDF by the browser's own print: only what its reader may see."""
    return page(request, "agenda_print.html", printed=exporting.agenda_to_print(services, viewer, draft_id))


@door.get("/drafts/{draft_id}/agenda.pdf", needs=Permission.Draft.READ)
def as_pdf(services: Wired, viewer: Looking, draft_id: str) -> Response:
    """The agenda as PDF: only what its reader may see."""
    body = agenda_pdf(exporting.agenda_to_print(services, viewer, draft_id), services.clock.now())
    headers = {"Content-Disposition": 'attachment; filename="agenda.pdf"', "Cache-Control": "private, no-store"}
    return Response(body, media_type="application/pdf", headers=headers)
