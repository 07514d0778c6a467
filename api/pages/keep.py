"""Where pages keep what is being typed, until it is sent or discarded."""

from typing import Annotated

from fastapi import Form
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from access.permissions import SignedIn
from api.guard import Looking
from api.pages.sign_in import safe_next
from api.routing import Door
from api.services import Wired
from assistant import keeping

door = Door(tags=["pages"])


class Typed(BaseModel):
    """What a form holds, by field, and the version it grew from."""

    texts: dict[str, str] = Field(max_length=30)
    version: int = 0


@door.post("/keep/{key}", needs=SignedIn(because="what someone types belongs to themselves, whatever their role"))
def keep(services: Wired, viewer: Looking, key: str, typed: Typed) -> Response:
    """Keep what was typed."""
    return JSONResponse({"version": keeping.keep(services, viewer, key, typed.texts, version=typed.version)})


@door.post("/discard/{key}", needs=SignedIn(because="what someone types belongs to themselves, whatever their role"))
def discard(services: Wired, viewer: Looking, key: str, back: Annotated[str, Form()] = "/") -> Response:
    """Throw away what was typed and go back to the page."""
    keeping.discard(services, viewer, key)
    return RedirectResponse(safe_next(back) or "/", status_code=303)
