"""All the doors of the API in one list, and its OpenAPI description."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi

from access.permissions import Public
from api.routing import Door
from api.v1 import break_glass, conversations, flags, prep, signing

door = Door("/v1", tags=["api"])


@door.get("/openapi.json", needs=Public(because="it describes the API and holds nothing about anybody"))
def description(request: Request) -> dict[str, Any]:
    """The API's OpenAPI description."""
    return description_of(request.app)


def description_of(app: FastAPI) -> dict[str, Any]:
    """What the API answers, by route and status."""
    return get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)


def api_doors() -> tuple[Door, ...]:
    """Every family of API routes."""
    return (door, signing.door, prep.door, conversations.door, flags.door, break_glass.door)
