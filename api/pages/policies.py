"""Policies in force, and the lines of help that anyone may look up at any time."""

from fastapi import Request
from fastapi.responses import Response

from access.permissions import Permission, Public
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import policy_desk
from assistant.escalating.lines import read_lines, ways

door = Door(tags=["policies"])


@door.get("/policies", needs=Permission.Program.OVERSEE)
def policies(request: Request, services: Wired) -> Response:
    """Which rules are in force, since when, and what each level obliges the program to."""
    return page(
        request, "policies.html", rows=policy_desk.policies(services), escalation=services.escalation,
    )  # fmt: skip


@door.get("/help-now", needs=Public(because="help must be found by anyone, signed in or not"))
def help_now(request: Request, services: Wired) -> Response:
    """Every line of help that is not past its review date."""
    folder = services.settings.policies_dir
    lines = read_lines(folder)
    found = ways(tuple(lines), services.clock.now().date(), folder)
    return page(request, "help_now.html", ways=found)
