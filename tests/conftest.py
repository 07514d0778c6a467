"""A house to test in: the whole application over a filled demo program, copied afresh for each test that asks."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, sync_playwright

from api.app import create_app
from assistant.signing_in import link_for
from assistant.wiring import Services, build_services
from cli.demo_filling import PROGRAM, fill
from core.clock import FixedClock
from core.settings import ROOT, Settings, default_data_dir
from storage.database import Database
from storage.migrations import upgrade

NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
SHELF = (
    "resources/academics", "resources/basic-needs", "resources/health", "training/safety", "training/listening",
    "training/goals",
)  # fmt: skip


@dataclass(frozen=True)
class House:
    """Services over a filled program, and a way in as anyone."""

    services: Services

    def client(self, person: str = "", **options: object) -> TestClient:
        """A browser, signed in as this person of the demo ("" for nobody)."""
        client = TestClient(create_app(self.services, background=False), base_url="http://127.0.0.1", **options)
        if person:
            link = link_for(self.services, person, PROGRAM, lasts=timedelta(days=1))
            client.get(f"/sign-in/link/{link}")
        return client

    @property
    def clock(self) -> FixedClock:
        """The clock everything here runs on."""
        assert isinstance(self.services.clock, FixedClock)
        return self.services.clock


def csrf_of(page: str) -> str:
    """The page's own token, as its forms send it."""
    found = re.search(r'name="csrf" (?:value|content)="([^"]*)"', page)
    assert found, "the page has no token"
    return found[1]


def post(client: TestClient, path: str, *, page: str, **fields: object) -> object:
    """Send a form of `page` as a browser would, token included; follows where it leads."""
    token = csrf_of(client.get(page).text)
    return client.post(path, data={"csrf": token, **fields}, headers={"sec-fetch-site": "same-origin"})


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A filled demo program over part of the shelf, built once a worker."""
    folder = tmp_path_factory.mktemp("filled")
    library = folder / "library"
    for part in SHELF:
        shutil.copytree(ROOT / "knowledge" / "library" / part, library / part)
    data = folder / "data"
    data.mkdir()
    settings = Settings(
        data_dir=data, mode="demo", library_dir=library, model_dir=default_data_dir() / "model",
    )  # fmt: skip
    upgrade(settings.url)
    services = build_services(settings, clock=FixedClock(NOON))
    fill(replace(services, settings=settings.model_copy(update={"library_dir": ROOT / "knowledge" / "library"})), str)
    yield services
    services.database.close()


@pytest.fixture
def house(filled: Services, tmp_path: Path) -> Iterator[House]:
    """The filled program, copied: what a test does to it is seen by that test alone."""
    for path in filled.settings.data_dir.glob("*"):
        if path.is_file():
            shutil.copy(path, tmp_path / path.name)
    settings = filled.settings.model_copy(update={"data_dir": tmp_path})
    clock = FixedClock(NOON)
    database = Database.from_settings(settings, clock=clock, ids=filled.ids)
    services = replace(filled, settings=settings, clock=clock, database=database)
    yield House(services)
    database.close()


@pytest.fixture
def sign_in(house: House) -> Callable[[str], TestClient]:
    """A way in by person id."""
    return house.client


FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str | None:
    """Where Chromium is, if anywhere."""
    return os.environ.get("TRELLIS_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on this machine, and CI must run the browser tests")
        pytest.skip("no Chromium on this machine: THE BROWSER TESTS WERE NOT RUN")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()
