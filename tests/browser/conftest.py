"""A real Chromium against the real application on loopback. Without one these are skipped; in CI they fail."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from api.app import create_app
from assistant.signing_in import link_for
from assistant.wiring import Services
from cli.demo_filling import PROGRAM
from core.clock import SystemClock
from storage.database import Database

PICTURES = Path(os.environ.get("TRELLIS_PICTURES", "")) if os.environ.get("TRELLIS_PICTURES") else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests share one worker, one browser and one server."""
    for item in items:
        if "tests/browser" in str(item.fspath):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Site:
    """The application, served on loopback."""

    url: str
    services: Services
    browser: Browser

    def visit(self, person: str = "", **options: object) -> Page:
        """A page in a browser of its own, signed in as this person."""
        context: BrowserContext = self.browser.new_context(base_url=self.url, **options)
        context.set_default_timeout(30_000)
        page = context.new_page()
        if person:
            link = link_for(self.services, person, PROGRAM, lasts=timedelta(days=1))
            page.goto(f"/sign-in/link/{link}")
        return page


@pytest.fixture(scope="session")
def site(filled: Services, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The filled program, served; its clock runs, because a browser's does."""
    folder = tmp_path_factory.mktemp("site")
    for path in filled.settings.data_dir.glob("*"):
        if path.is_file():
            shutil.copy(path, folder / path.name)
    settings = filled.settings.model_copy(update={"data_dir": folder})
    database = Database.from_settings(settings, clock=SystemClock(), ids=filled.ids)
    services = replace(filled, settings=settings, clock=SystemClock(), database=database)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(services, background=False)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield Site(f"http://127.0.0.1:{port}", services, browser)
    server.should_exit = True
    thread.join(timeout=20)
