"""Runs the application under uvicorn, with its logs replaced by ours and a graceful stop."""

from collections.abc import Callable

import uvicorn

from api.app import create_app
from assistant.wiring import Services
from storage.erasure import finish_erasures
from storage.second_wall import WARNING, bypassed

GRACE_SECONDS = 10


def serve(services: Services, *, say: Callable[[str], None]) -> None:
    """Serve until interrupted; requests under way are finished first. An erasure broken off is finished before any."""
    settings = services.settings
    if done := finish_erasures(services.database):
        say(f"{len(done)} erasures that were broken off, or undone by a restored backup, are finished")
    if bypassed(services.database):
        say(f"WARNING: {WARNING}")
    say(f"serving http://{settings.host}:{settings.port} (stop with Ctrl-C)")
    uvicorn.run(
        create_app(services), host=settings.host, port=settings.port, log_config=None, access_log=False,
        server_header=False, timeout_graceful_shutdown=GRACE_SECONDS, proxy_headers=False,
    )  # fmt: skip
