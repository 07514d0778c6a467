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
        if not isinstance(needs, Public) and options["include_in_schema"]:
            options["responses"] = {**REFUSALS, **options.get("responses", {})}

        def register(endpoint: Endpoint) -> Endpoint:
            guards = [Depends(Guard(needs))]
            self.router.add_api_route(path, endpoint, methods=[method], dependencies=guards, **options)
            return endpoint

        return register


# What any guarded route of the API may answer, for its OpenAPI page.
REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"description": "Not signed in."},
    403: {"description": "The request did not carry its own page's token."},
    404: {"description": "There is no such thing, or it is not yours."},
    429: {"description": "Too many requests; the answer says when to try again."},
}
