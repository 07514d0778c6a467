"""The application: doors, headers, failures, and a thread that delivers notices while it runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api import errors
from api.background import Ticker
from api.headers import Headers
from api.limits import Limits
from api.pages.desk_doors import page_doors
from api.streaming import Streams
from api.v1.doors import api_doors
from assistant.wiring import Services

STATIC = Path(__file__).resolve().parent / "static"
LARGEST_BODY = 2_000_000  # bytes; documents are added by the folder, not through a page


def create_app(services: Services, *, background: bool = True) -> FastAPI:
    """The application over these services. `background=False` leaves the jobs to whoever calls (tests, workers)."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        ticker = Ticker(services) if background else None
        if ticker:
            ticker.start()
        yield
        if ticker:
            ticker.stop()
        await app.state.streams.finish()
        services.database.close()

    app = FastAPI(
        title="Trellis", version="1", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan,
        description="The same use cases as the pages, for programs. Sign in at POST /v1/tokens.",
    )  # fmt: skip
    app.state.services = services
    app.state.limits = Limits()
    app.state.streams = Streams()
    errors.install(app)
    for door in (*page_doors(), *api_doors()):
        app.include_router(door.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    secure = (services.settings.public_url or "").startswith("https://")
    app.add_middleware(Headers, ids=services.ids, secure=secure)
    return app
