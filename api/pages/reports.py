"""The mentor's reports: two weeks or a month, drafted from logs, to read, print, and put in one's own words."""

from fastapi import Request
from fastapi.responses import Response

from access.permissions import Permission
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import reporting
from assistant.preparing.reports import Period

door = Door(tags=["mentor"])
TITLES = {Period.BI_WEEKLY: "Last two weeks", Period.MONTHLY: "Last month"}


@door.get("/reports", needs=Permission.Session.PREPARE)
def reports(request: Request, services: Wired, viewer: Looking, period: str = "bi_weekly") -> Response:
    """A report as drafted today; an unknown period is read as two weeks."""
    chosen = Period(period) if period in set(Period) else Period.BI_WEEKLY
    desk = reporting.reports_page(services, viewer, chosen)
    return page(request, "reports.html", desk=desk, titles=TITLES, chosen=chosen)
