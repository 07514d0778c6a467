"""Is it up, and is it ready: for whatever watches the machine. Says nothing about anybody."""

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from access.permissions import Public
from api.routing import Door
from api.services import Wired
from core.logs import get_logger

door = Door(tags=["health"])


@door.get("/healthz", needs=Public(because="a watcher has no account, and it says only that the process answers"))
def healthz() -> Response:
    """The process answers."""
    return JSONResponse({"status": "ok"})


@door.get("/readyz", needs=Public(because="a watcher has no account, and it says only which part is not ready"))
def readyz(request: Request, services: Wired) -> Response:
    """The parts a request needs answer."""
    parts = {"database": services.database.ping, "index": services.shelf_answers, "screen": services.screen_hears}
    failed = []
    for name, ping in parts.items():
        try:
            ping()
        except Exception as error:
            get_logger().error("not ready", step=name, error_type=type(error).__name__)
            failed.append(name)
    status = "not ready" if failed else "ok"
    return JSONResponse({"status": status, "not_ready": failed}, status_code=503 if failed else 200)
