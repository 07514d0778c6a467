"""Help with wording, as a piece of a page: what to look at in what a mentor is typing. Nothing of it is kept."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import Response

from access.permissions import Permission
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import wording_help

door = Door(tags=["mentor"])
Text = Annotated[str, Form()]


@door.post("/wording", needs=Permission.Session.NOTE)
def advise(
    request: Request, services: Wired, viewer: Looking, concerns: Text = "", goals: Text = "", solved: Text = "",
    text: Text = "", kind: Text = "",
) -> Response:  # fmt: skip
    """What, why and one better move for each slip; an empty list says that nothing was seen."""
    texts = {"concerns": concerns, "goals": goals, "solved": solved, "text": text}
    hints = wording_help.hints(services, viewer, texts, is_note=kind == "note")
    return page(request, "wording.html", hints=hints)
