"""Goals, sessions ahead and check-ins to send: the small forms of a pairing's page and of a mentee's home."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response

from access.permissions import Permission
from access.viewer import Role, Viewer
from api.guard import Looking
from api.pages.render import page
from api.pages.sign_in import safe_next
from api.routing import Door
from api.services import Wired
from assistant import check_in_drafts, checking_in, goal_help, goals
from assistant.wiring import Services
from core.errors import InvalidInputError

door = Door(tags=["goals"])
Text = Annotated[str, Form()]
Number = Annotated[int, Form()]


@door.post("/goals", needs=Permission.Goal.WRITE)
def set_goal(
    request: Request, services: Wired, viewer: Looking, text: Text = "", kind: Text = "outcome",
    area: Text = "academic", mentee_id: Text = "", private: Text = "", back: Text = "/", anyway: Text = "",
) -> Response:  # fmt: skip
    """Set a goal: one's own, shared unless said otherwise; or one together with a mentee.

    Where the words have gaps, they are shown as questions first, with nothing typed lost and a way to set it anyway.
    """
    whose = viewer.person_id if viewer.has(Role.MENTEE) and not mentee_id else mentee_id
    missing = () if anyway else goal_help.gaps(services, viewer, text, kind)
    if missing:
        typed = {"text": text, "kind": kind, "area": area, "mentee_id": mentee_id, "private": private}
        return page(
            request, "goal_help.html", missing=missing, typed=typed, back=safe_next(back) or "/",
            hints=goal_help.hints_for(services, viewer, whose),
        )  # fmt: skip
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


@door.get("/pairings/{pairing_id}/check-in", needs=Permission.CheckIn.SEND)
def draft_check_in(
    request: Request, services: Wired, viewer: Looking, pairing_id: str, mentee_id: str = "", channel: str = "message"
) -> Response:
    """A check-in drafted for a mentee and a channel; the opening is left to the mentor."""
    return show_check_in(request, services, viewer, pairing_id, mentee_id, channel)


def show_check_in(
    request: Request, services: Services, viewer: Viewer, pairing_id: str, mentee_id: str, channel: str, *,
    status: int = 200, typed: dict[str, str] | None = None, problems: dict[str, str] | None = None, problem: str = "",
) -> Response:  # fmt: skip
    """The check-in's page, with what was typed if it did not go through."""
    desk = check_in_drafts.check_in_page(services, viewer, pairing_id, mentee_id, channel)
    return page(
        request, "check_in_draft.html", status=status, desk=desk, typed=typed or {"message": desk.words},
        problems=problems or {}, problem=problem, channels=checking_in.CHANNELS,
    )  # fmt: skip


@door.post("/pairings/{pairing_id}/check-ins", needs=Permission.CheckIn.SEND)
def send_check_in(
    request: Request, services: Wired, viewer: Looking, pairing_id: str, mentee_id: Text = "",
    channel: Text = "message", opening: Text = "", message: Text = "", drafted: Text = "",
) -> Response:  # fmt: skip
    """Send a check-in: the mentor's opening, then the lines they approved. A drafted one does not go without words."""
    typed = {"opening": opening, "message": message}
    try:
        if drafted and not opening.strip():
            raise InvalidInputError(
                "The opening is yours.", fields={"opening": "Write the first line in your own words."}
            )
        words = "\n".join(one.strip() for one in (opening, message) if one.strip())
        checking_in.send(
            services, viewer, pairing_id=pairing_id, mentee_id=mentee_id, channel=channel, message=words
        )  # fmt: skip
    except InvalidInputError as error:
        if channel not in checking_in.CHANNELS:
            raise
        return show_check_in(
            request, services, viewer, pairing_id, mentee_id, channel, status=422, typed=typed,
            problems=error.fields, problem=error.message,
        )  # fmt: skip
    return RedirectResponse(f"/pairings/{pairing_id}", status_code=303)
