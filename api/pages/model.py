"""The language model, for an administrator: the switch, what left, the budget."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response

from access.permissions import Permission
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import model_desk

door = Door(tags=["model"])


@door.get("/model", needs=Permission.Program.ADMINISTER)
def model(request: Request, services: Wired, viewer: Looking) -> Response:
    """Whether anything leaves this machine, and what did."""
    return page(request, "model.html", desk=model_desk.model_page(services, viewer))


@door.post("/model", needs=Permission.Program.ADMINISTER)
def switch(services: Wired, viewer: Looking, features: Annotated[list[str] | None, Form()] = None) -> Response:
    """Switch features on or off for the whole program."""
    model_desk.switch(services, viewer, frozenset(features or ()))
    return RedirectResponse("/model", status_code=303)
