"""Goals, sessions ahead and check-ins to send: the small forms of a pairing's page and of a mentee's home."""

from typing import Annotated

from fastapi import Form
from fastapi.responses import RedirectResponse, Response

from access.permissions import Permission
from access.viewer import Role
from api.guard import Looking
from api.pages.sign_in import safe_next
from api.routing import Door
from api.services import Wired
from assistant import checking_in, goals

door = Door(tags=["goals"])
Text = Annotated[str, Form()]
Number = Annotated[int, Form()]


@door.post("/goals", needs=Permission.Goal.WRITE)
def set_goal(
    services: Wired, viewer: Looking, text: Text = "", kind: Text = "outcome", area: Text = "academic",
    mentee_id: Text = "", private: Text = "", back: Text = "/",
) -> Response:  # fmt: skip
    """Set a goal: one's own, shared unless said otherwise; or one together with a mentee."""
    whose = viewer.person_id if viewer.has(Role.MENTEE) and not mentee_id else mentee_id
    goals.set_new(services, viewer, mentee_id=whose, text=text, kind=kind, area=area, shared=private != "on")
    return RedirectResponse(safe_next(back) or "/", status_code=303)


@door.post("/goals/{goal_id}/progress", needs=Permission.Goal.WRITE)
def progress(services: Wired, viewer: Looking, goal_id: str, percent: Number, back: Text = "/") -> Response:
    """Note how far along a goal is."""
    goals.progress(services, viewer, goal_id, percent=percent)
    return RedirectResponse(safe_next(back) or "/", status_code=303)


@door.post("/pairings/{pairing_id}/sessions", needs=Permission.Session.PREPARE)
def plan(
    services: Wired, viewer: Looking, pairing_id: str, starts: Text = "", minutes: Number = 60, mode: Text = "in_person"
) -> Response:
    """Plan the next session."""
    session_id = goals.plan(services, viewer, pairing_id, starts=starts, minutes=minutes, mode=mode)
    return RedirectResponse(f"/sessions/{session_id}", status_code=303)


@door.post("/pairings/{pairing_id}/check-ins", needs=Permission.CheckIn.SEND)
def send_check_in(
    services: Wired, viewer: Looking, pairing_id: str, mentee_id: Text = "", channel: Text = "message",
    message: Text = "",
) -> Response:  # fmt: skip
    """Send a check-in in the mentor's own words."""
    checking_in.send(
        services, viewer, pairing_id=pairing_id, mentee_id=mentee_id, channel=channel, message=message
    )  # fmt: skip
    return RedirectResponse(f"/pairings/{pairing_id}", status_code=303)
