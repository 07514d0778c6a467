"""Doors: every route says who may pass before it says what happens.

A plain `APIRouter` is banned outside this file (ruff, and `tests/architecture/test_doors.py` walks every route).
"""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends

from access.permissions import Needs, Public
from api.guard import Guard

Endpoint = Callable[..., Any]


class Door:
    """A family of routes under one prefix. Opening a route without `needs=` is a TypeError."""

    def __init__(self, prefix: str = "", *, tags: list[str] | None = None, in_schema: bool = False) -> None:
        self.router = APIRouter(prefix=prefix, tags=list(tags or []))
        self.in_schema = in_schema

    def get(self, path: str, *, needs: Needs, **options: Any) -> Callable[[Endpoint], Endpoint]:
        """A route that reads."""
        return self._open("GET", path, needs, options)

    def post(self, path: str, *, needs: Needs, **options: Any) -> Callable[[Endpoint], Endpoint]:
        """A route that writes."""
        return self._open("POST", path, needs, options)

    def delete(self, path: str, *, needs: Needs, **options: Any) -> Callable[[Endpoint], Endpoint]:
        """A route that removes."""
        return self._open("DELETE", path, needs, options)

    def _open(self, method: str, path: str, needs: Needs, options: dict[str, Any]) -> Callable[[Endpoint], Endpoint]:
        options.setdefault("include_in_schema", self.in_schema)
        if options["include_in_schema"]:
            guarded = {} if isinstance(needs, Public) else REFUSALS
            options["responses"] = {**ALWAYS, **guarded, **options.get("responses", {})}

        def register(endpoint: Endpoint) -> Endpoint:
            guards = [Depends(Guard(needs))]
            self.router.add_api_route(path, endpoint, methods=[method], dependencies=guards, **options)
            return endpoint

        return register


def problem(description: str) -> dict[str, Any]:
    """A refusal as the API spells it (RFC 9457), for its OpenAPI page."""
    return {"description": description, "content": {"application/problem+json": {"schema": PROBLEM}}}


PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What happened, in words for people."},
        "next_step": {"type": "string", "description": "What to do now."},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}, "description": "What is wrong where."},
    },
}

# What any route of the API may answer, whatever it does.
ALWAYS: dict[int | str, dict[str, Any]] = {
    400: problem("The request could not be read."),
    404: problem("There is no such thing, or it is not yours."),
    422: problem("Something in it needs another look; `fields` says what."),
    429: problem("Too many requests; the answer says when to try again."),
    503: problem("A part is not ready yet."),
}
# What a guarded one may answer besides.
REFUSALS: dict[int | str, dict[str, Any]] = {
    401: problem("Not signed in."),
    403: problem("The request did not carry its own page's token, or it is not yours to do."),
}
