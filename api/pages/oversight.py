"""Pairs at a glance, people, the audit and the health of the machine."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response

from access.permissions import Permission
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import oversight

door = Door(tags=["oversight"])
Text = Annotated[str, Form()]
ENDINGS = {
    "term_over": "The term is over",
    "changed_mentor": "The mentee asked for another mentor",
    "left_program": "Someone left the program",
    "complaint": "After a complaint",
}


@door.get("/pairs", needs=Permission.Program.OVERSEE)
def pairs(request: Request, services: Wired, viewer: Looking) -> Response:
    """Fidelity, silence and load of every pairing."""
    people = oversight.people(services, viewer).people
    return page(request, "pairs.html", rows=oversight.pairs(services, viewer), people=people, endings=ENDINGS)


@door.post("/pairs", needs=Permission.Program.OVERSEE)
def start_pairing(
    services: Wired, viewer: Looking, structure: Text = "one_to_one", mentor_id: Text = "",
    mentee_ids: Annotated[list[str] | None, Form()] = None,
) -> Response:  # fmt: skip
    """Pair a mentor with mentees."""
    oversight.start_pairing(
        services, viewer, structure=structure, mentor_id=mentor_id, mentee_ids=mentee_ids or []
    )  # fmt: skip
    return RedirectResponse("/pairs", status_code=303)


@door.post("/pairs/{pairing_id}/end", needs=Permission.Program.OVERSEE)
def end_pairing(services: Wired, viewer: Looking, pairing_id: str, reason: Text = "term_over") -> Response:
    """End a pairing; access ends with it."""
    code = reason if reason in ENDINGS else "term_over"
    oversight.stop_pairing(services, viewer, pairing_id, reason=code)
    return RedirectResponse("/pairs", status_code=303)


@door.get("/people", needs=Permission.Program.OVERSEE)
def people(request: Request, services: Wired, viewer: Looking) -> Response:
    """Everyone in the program."""
    return page(request, "people.html", desk=oversight.people(services, viewer))


@door.post("/people/{person_id}/close", needs=Permission.Program.OVERSEE)
def close_person(services: Wired, viewer: Looking, person_id: str) -> Response:
    """End a person's access at once."""
    oversight.close(services, viewer, person_id)
    return RedirectResponse("/people", status_code=303)


@door.get("/health", needs=Permission.Program.ADMINISTER)
def health(request: Request, services: Wired, viewer: Looking) -> Response:
    """Is it well?"""
    return page(request, "health.html", health=oversight.health(services, viewer))


@door.get("/audit", needs=Permission.Program.AUDIT)
def audit(request: Request, services: Wired, viewer: Looking) -> Response:
    """Who did or saw what, and why."""
    return page(request, "audit.html", entries=oversight.audit_log(services, viewer))
