"""The calendar feed: the page that shows one's own link, and the feed behind it."""

from fastapi import Request
from fastapi.responses import Response

from access.permissions import Permission, Public, SignedIn
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import calendars

door = Door(tags=["pages"])


@door.get("/calendar", needs=SignedIn(because="everyone has a calendar of their own sessions"))
def calendar_page(request: Request, services: Wired, viewer: Looking) -> Response:
    """The link to subscribe to, and what it holds."""
    base = services.settings.public_url or str(request.base_url).rstrip("/")
    return page(request, "calendar.html", link=f"{base}/calendar/{calendars.secret_for(services, viewer)}.ics")


@door.get(
    "/calendar/{secret}.ics",
    needs=Public(because="a calendar program cannot sign in: the link's secret opens times and program dates only"),
)
def feed(services: Wired, secret: str) -> Response:
    """The feed, as iCalendar."""
    headers = {"Cache-Control": "private, no-store"}
    return Response(calendars.feed(services, secret), media_type="text/calendar; charset=utf-8", headers=headers)


@door.get("/sessions/{session_id}/invite.ics", needs=Permission.Session.READ)
def invite(services: Wired, viewer: Looking, session_id: str) -> Response:
    """One session, for the viewer's own calendar."""
    headers = {"Content-Disposition": 'attachment; filename="session.ics"', "Cache-Control": "private, no-store"}
    body = calendars.invite(services, viewer, session_id)
    return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)
