"""What it knows about me: every item, who saw it; share, take back, contest, export, erase."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from access.permissions import Permission
from api.guard import COOKIE, Looking
from api.pages.render import page
from api.pages.sign_in import safe_next
from api.routing import Door
from api.services import Wired
from assistant import knowing, mentee_desk, tightening

door = Door(tags=["mentee"])
Text = Annotated[str, Form()]


@door.get("/about-me", needs=Permission.Statement.READ_OWN)
def about_me(request: Request, services: Wired, viewer: Looking, done: str = "") -> Response:
    """Every item kept about the viewer, who saw it, which drafts used it."""
    return page(request, "about_me.html", known=mentee_desk.known(services, viewer), done=done)


@door.post("/statements/{statement_id}/share", needs=Permission.Statement.SHARE)
def share(services: Wired, viewer: Looking, statement_id: str) -> Response:
    """Share exactly this sentence with one's mentor (C3)."""
    knowing.share(services, viewer, statement_id)
    return RedirectResponse(f"/about-me?done=shared#{statement_id}", status_code=303)


@door.post("/statements/{statement_id}/unshare", needs=Permission.Statement.SHARE)
def unshare(services: Wired, viewer: Looking, statement_id: str) -> Response:
    """Take a consent back, until it was delivered."""
    knowing.unshare(services, viewer, statement_id)
    return RedirectResponse(f"/about-me?done=unshared#{statement_id}", status_code=303)


@door.post("/statements/{statement_id}/contest", needs=Permission.Statement.READ_OWN)
def contest(services: Wired, viewer: Looking, statement_id: str) -> Response:
    """Mark a sentence as not right; it stays, marked, and a coordinator sees the mark."""
    knowing.contest(services, viewer, statement_id)
    return RedirectResponse(f"/about-me?done=contested#{statement_id}", status_code=303)


@door.post("/statements/{statement_id}/tighten", needs=Permission.Statement.READ_OWN)
def tighten(
    services: Wired, viewer: Looking, statement_id: str, data_class: Text = "", back: Text = "/about-me"
) -> Response:
    """Make a sentence more confidential, by its writer or whom it concerns; there is no way back but consent."""
    tightening.tighten(services, viewer, statement_id, data_class)
    return RedirectResponse(f"{safe_next(back) or '/'}#{statement_id}", status_code=303)


@door.get("/about-me/export.json", needs=Permission.Statement.READ_OWN)
def export(services: Wired, viewer: Looking) -> Response:
    """Everything, for a program to read."""
    headers = {"Content-Disposition": 'attachment; filename="trellis-about-me.json"'}
    return JSONResponse(knowing.export(services, viewer), headers=headers)


@door.get("/about-me/export", needs=Permission.Statement.READ_OWN)
def readable(request: Request, services: Wired, viewer: Looking) -> Response:
    """Everything, for a person to read or print."""
    return page(request, "about_me_export.html", everything=knowing.export(services, viewer))


@door.post("/about-me/erase", needs=Permission.Statement.ERASE)
def erase(request: Request, services: Wired, viewer: Looking, confirm: Text = "") -> Response:
    """Erase everything, once the word has been typed; the person is signed out for good."""
    knowing.erase(services, viewer, confirm=confirm)
    answer = page(request, "erased.html")
    answer.delete_cookie(COOKIE)
    return answer
