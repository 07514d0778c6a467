"""80 questions at once against a model that takes a second: do plain pages stay quick, do all end, is the pool enough?

`.venv/bin/python -m bench.model_load [QUESTIONS]` fills a demo program in a temporary folder, serves it, and prints figures.
"""

import asyncio
import json
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2 as httpx
import uvicorn
from pydantic import SecretStr

from api.app import create_app
from assistant.signing_in import link_for
from assistant.wiring import Services, build_services, models_from
from cli.demo_filling import PROGRAM, fill
from cli.fake_model import FakeModel
from core.model_settings import ModelRole, ModelSettings
from core.settings import Settings, default_data_dir
from storage.audit import Audit
from storage.migrations import upgrade
from storage.programs import Programs, change_settings
from storage.system import Job, SystemViewer

QUESTIONS = 80
PAGE = "/how-it-works"


def main(questions: int = QUESTIONS) -> dict[str, Any]:
    """Measure, print and return the figures."""
    with tempfile.TemporaryDirectory() as folder, FakeModel(seconds=1.0) as fake:
        services = built(Path(folder), fake)
        found = asyncio.run(measured(services, questions))
        services.database.close()
    print(json.dumps({**found, "model_calls": len(fake.received)}, indent=2))
    return found


def built(folder: Path, fake: FakeModel) -> Services:
    """A filled demo with the fake model switched on."""
    role = ModelRole(name="fake", base_url=fake.url, api_key=SecretStr("none"), seconds=20)
    chosen = ModelSettings(on=True, agreement="bench", writer=role, calls_a_person=100_000, calls_a_day=100_000)
    settings = Settings(data_dir=folder, mode="demo", model_dir=default_data_dir() / "model", model=chosen)
    upgrade(settings.url)
    services = build_services(settings.model_copy(update={"model": ModelSettings()}))
    fill(services, str)
    system = SystemViewer(job=Job.DEMO, program_id=PROGRAM)
    with services.database.write(Audit(actor="system", action="program.change")) as db:
        program = dict(Programs(db, system).get(PROGRAM).settings)
        change_settings(db, system, PROGRAM, {**program, "model": {"on": True, "features": ["answers"]}})
    return replace(services, settings=settings, models=models_from(settings, services.clock))


async def measured(services: Services, questions: int) -> dict[str, Any]:
    """Idle pages first, then pages while the questions are under way."""
    server = uvicorn.Server(uvicorn.Config(create_app(services, background=False), port=0, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        await asyncio.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
        token = await signed_in(services, client)
        idle = [await timed(client, token) for _ in range(60)]
        asking = [asyncio.create_task(asked(client, token, at)) for at in range(questions)]
        most, busy = 0, []
        started = time.monotonic()
        while not all(task.done() for task in asking):
            busy.append(await timed(client, token))
            most = max(most, services.database.engine.pool.checkedout())  # type: ignore[attr-defined]
            await asyncio.sleep(0.02)
        codes = [task.result() for task in asking]
    server.should_exit = True
    return {
        "questions": questions, "ended": codes.count(201), "seconds": round(time.monotonic() - started, 1),
        "idle_p95_ms": p95(idle), "busy_p95_ms": p95(busy), "pages_while_busy": len(busy),
        "most_connections": most, "pool": services.database.engine.pool.size(),  # type: ignore[attr-defined]
    }  # fmt: skip


async def signed_in(services: Services, client: httpx.AsyncClient) -> str:
    """A way in as a mentee: the cookie of a sign-in link."""
    link = link_for(services, "wen", PROGRAM, lasts=timedelta(days=1))
    answer = await client.get(f"/sign-in/link/{link}")
    return answer.cookies["trellis_sign_in"]


async def asked(client: httpx.AsyncClient, token: str, at: int) -> int:
    """One question, each in other words so that none comes from the cache."""
    body = {"text": f"When is the math lab open, please? ({at})", "key": f"bench-key-{at}"}
    answer = await client.post("/v1/questions", json=body, headers={"authorization": f"Bearer {token}"})
    return int(answer.status_code)


async def timed(client: httpx.AsyncClient, token: str) -> float:
    """Milliseconds of a plain page."""
    started = time.monotonic()
    await client.get(PAGE, headers={"authorization": f"Bearer {token}"})
    return (time.monotonic() - started) * 1000


def p95(values: list[float]) -> float:
    """The value nineteen in twenty stay below."""
    return round(sorted(values)[int(len(values) * 0.95) - 1], 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS)
