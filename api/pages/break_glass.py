"""Break-glass: the form, the openings so far, and the words while an opening lasts."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response

from access.permissions import Permission
from access.viewer import Viewer
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import breaking_glass
from assistant.wiring import Services
from core.errors import InvalidInputError

door = Door(tags=["oversight"])
Text = Annotated[str, Form()]


@door.get("/break-glass", needs=Permission.Program.BREAK_GLASS)
def form(request: Request, services: Wired, viewer: Looking) -> Response:
    """Who opened what and why, and the form to open."""
    return show(request, services, viewer)


def show(
    request: Request, services: Services, viewer: Viewer, *, status: int = 200, typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None, problem: str = "",
) -> Response:  # fmt: skip
    """The page, with what was typed if it did not go through."""
    return page(
        request, "break_glass.html", status=status, desk=breaking_glass.page(services, viewer),
        codes=breaking_glass.CODES, typed=typed or {}, problems=problems or {}, problem=problem,
        hours=breaking_glass.LASTS.seconds // 3600,
    )  # fmt: skip


@door.post("/break-glass", needs=Permission.Program.BREAK_GLASS)
def open_up(
    request: Request, services: Wired, viewer: Looking, about: Text = "", code: Text = "", reason: Text = "",
    danger: Text = "",
) -> Response:  # fmt: skip
    """Open, and go to what was opened."""
    try:
        opening = breaking_glass.open_up(
            services, viewer, about=about, code=code, reason=reason, danger=danger == "on"
        )  # fmt: skip
    except InvalidInputError as error:
        typed = {"about": about, "code": code, "reason": reason, "danger": danger}
        return show(
            request, services, viewer, status=422, typed=typed, problems=error.fields, problem=error.message
        )  # fmt: skip
    return RedirectResponse(f"/break-glass/{opening.id}", status_code=303)


@door.get("/break-glass/{opening_id}", needs=Permission.Program.BREAK_GLASS)
def look(request: Request, services: Wired, viewer: Looking, opening_id: str) -> Response:
    """The words, while it lasts."""
    return page(request, "break_glass_words.html", opened=breaking_glass.look(services, viewer, opening_id))
