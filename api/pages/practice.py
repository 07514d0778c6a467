"""The drill: a practice queue that holds known errors. It has no way to approve, keep or send anything."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import Response

from access.permissions import Permission
from api.pages.render import page
from api.routing import Door
from assistant import drilling

door = Door(tags=["mentor"])


@door.get("/drill", needs=Permission.Draft.REVIEW)
def drill(request: Request) -> Response:
    """A new practice queue."""
    seed = drilling.new_seed()
    return page(request, "drill.html", seed=seed, draft=drilling.queue(seed), report=None, marked=frozenset())


@door.post("/drill", needs=Permission.Draft.REVIEW)
def mark(
    request: Request, seed: Annotated[int, Form()] = 0,
    wrong: Annotated[list[str] | None, Form()] = None,
) -> Response:  # fmt: skip
    """What was planted, what was caught, and what was let through. The result is shown and not kept."""
    marked = frozenset(wrong or ())
    draft, report = drilling.report(seed, marked)
    return page(request, "drill.html", seed=seed, draft=draft, report=report, marked=marked)
