"""The library: what is on the shelf for this reader, how fresh it is, and each document whole."""

from fastapi import Request
from fastapi.responses import Response

from access.permissions import Permission
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import library_desk

door = Door(tags=["library"])


@door.get("/library", needs=Permission.Library.READ)
def library(request: Request, services: Wired, viewer: Looking) -> Response:
    """The shelf, what is overdue first."""
    return page(request, "library.html", rows=library_desk.shelf(services, viewer))


@door.get("/library/{path:path}", needs=Permission.Library.READ)
def document(request: Request, services: Wired, viewer: Looking, path: str) -> Response:
    """One document, with its owner and dates."""
    return page(request, "document.html", row=library_desk.read(services, viewer, path))
