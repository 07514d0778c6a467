"""From the desk to the suite: a student says yes on a closed flag, and a case is drafted for a human to accept."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response

from access.permissions import Permission
from access.viewer import Viewer
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import suite_drafts
from assistant.safety.levels import Level
from assistant.wiring import Services
from core.errors import InvalidInputError, NotFoundError

door = Door(tags=["flags"])
Text = Annotated[str, Form()]


@door.post("/flags/{flag_id}/mine/case", needs=Permission.Flag.READ_OWN)
def answer(services: Wired, viewer: Looking, flag_id: str, said: Text = "") -> Response:
    """The student's yes or no to their masked words becoming a test case."""
    suite_drafts.answer_offer(services, viewer, flag_id, yes=said == "yes")
    return RedirectResponse(f"/flags/{flag_id}/mine", status_code=303)


@door.get("/flags/{flag_id}/case", needs=Permission.Flag.REVIEW)
def form(request: Request, services: Wired, viewer: Looking, flag_id: str) -> Response:
    """The draft before it is written: the words as masked, the level a person decided on."""
    return show(request, services, viewer, flag_id)


def show(
    request: Request, services: Services, viewer: Viewer, flag_id: str, *, status: int = 200, problem: str = ""
) -> Response:
    """The page, with what went wrong."""
    offer = suite_drafts.offer_at_desk(services, viewer, flag_id)
    if offer is None:
        raise NotFoundError
    return page(request, "case_draft.html", status=status, offer=offer, levels=list(Level), problem=problem)


@door.post("/flags/{flag_id}/case", needs=Permission.Flag.REVIEW)
def draft(
    request: Request, services: Wired, viewer: Looking, flag_id: str, about: Text = "", level: Text = ""
) -> Response:
    """The draft as a YAML file to read, change and move into the suite."""
    try:
        if level not in set(Level):
            raise InvalidInputError("A level is missing.", fields={"level": "Pick a level."})
        written = suite_drafts.draft_from_flag(services, viewer, flag_id, about=about, level=level)
    except InvalidInputError as error:
        problem = next(iter(error.fields.values()), error.message)
        return show(request, services, viewer, flag_id, status=422, problem=problem)
    headers = {"Content-Disposition": 'attachment; filename="case-draft.yaml"', "Cache-Control": "no-store"}
    return Response(written, media_type="application/yaml", headers=headers)
