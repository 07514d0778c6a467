"""Closed by default: every route of the running application has a guard, and a planted open one is seen."""

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Mount

from access.permissions import Permission, Public
from api.app import create_app
from api.guard import Guard
from api.routing import Door
from assistant.wiring import Services

LEAST_ROUTES = 70
UNGUARDED_MOUNTS = {"/static"}


def guards_of(app: FastAPI) -> dict[str, list[Guard]]:
    """Guards by method and path. What is not an APIRoute counts as unguarded, except the static files."""
    found: dict[str, list[Guard]] = {}
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, Mount) and route.path in UNGUARDED_MOUNTS:
            continue
        methods = "|".join(sorted(getattr(route, "methods", None) or {"?"}))
        dependencies = route.dependencies if isinstance(route, APIRoute) else []
        guards = [one.dependency for one in dependencies if isinstance(one.dependency, Guard)]
        found[f"{methods} {context.path}"] = guards
    return found


def test_every_route_has_exactly_one_guard(filled: Services) -> None:
    guards = guards_of(create_app(filled, background=False))

    assert len(guards) >= LEAST_ROUTES
    assert [name for name, found in guards.items() if len(found) != 1] == []


def test_a_planted_open_route_is_seen(filled: Services) -> None:
    app = create_app(filled, background=False)

    app.add_api_route("/planted", lambda: "open")

    assert guards_of(app)["GET /planted"] == []


def test_a_route_without_needs_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="needs"):
        Door().get("/forgotten")  # type: ignore[call-arg]


def test_every_public_route_says_why(filled: Services) -> None:
    needs = [guard.needs for found in guards_of(create_app(filled, background=False)).values() for guard in found]

    public = [one for one in needs if isinstance(one, Public)]

    assert public
    assert all(len(one.because.split()) > 4 for one in public)


def test_a_public_door_is_the_exception(filled: Services) -> None:
    guards = guards_of(create_app(filled, background=False))

    public = [name for name, found in guards.items() if isinstance(found[0].needs, Public)]

    assert len(public) < len(guards) / 4
    assert any(found[0].needs is Permission.Flag.REVIEW for found in guards.values())
