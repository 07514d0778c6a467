"""The evaluator's desk: suites, runs, reports. Cases are synthetic; nobody's words are here."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from access.permissions import Permission
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import evaluating
from core.settings import ROOT

door = Door(tags=["evaluator"])
# A report carries its own style, so that it opens offline; it may load nothing at all.
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"


@door.get("/suites", needs=Permission.Program.EVALUATE)
def suites(request: Request, services: Wired) -> Response:
    """Is it safe to release?"""
    return page(request, "suites.html", suites=evaluating.suites(ROOT), runs=evaluating.runs(services))


@door.post("/suites", needs=Permission.Program.EVALUATE)
def run(services: Wired, viewer: Looking, suite: Annotated[str, Form()] = "") -> Response:
    """Run a suite in a process of its own."""
    evaluating.start(services, viewer, suite, ROOT)
    return RedirectResponse("/suites", status_code=303)


@door.get("/suites/runs/{run}/{name}", needs=Permission.Program.EVALUATE)
def report(services: Wired, run: str, name: str) -> Response:
    """One file of a report."""
    path = evaluating.file_of(services, run, name)
    return FileResponse(path, headers={"Content-Security-Policy": REPORT_POLICY})
