"""A mentor's pages and preps over HTTP with two years behind them: p50, p95 and statements sent to the database.

`.venv/bin/python -m bench.prep_history [RUNS]`. The served application, in process, on a throw-away database.
"""

import logging
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from fastapi.testclient import TestClient
from sqlalchemy import event

from api.app import create_app
from assistant.signing_in import link_for
from assistant.wiring import Services, build_services
from bench.prep_scenarios import AREAS, words
from cli.demo_filling import PROGRAM, Filling
from core.settings import ROOT, Settings, default_data_dir
from knowledge.policy import read_policy
from storage.migrations import upgrade

MENTOR, MENTEE = "maya", "ana"
SHELF = ("training/goals", "training/listening", "resources/academics")
WEEKS = 104
HELD = [-day for day in range(7 * WEEKS, 3, -12)]  # a session every twelve days: 61 of them


def two_years(body: dict[str, Any], luck: random.Random) -> dict[str, Any]:
    """The demo's program with one pairing that has met for two years."""
    pairing = next(one for one in body["pairings"] if MENTEE in one["mentees"])
    ana = {"name": "Ana Duarte", "courses": ["MATH 101", "BIO 110"]}
    notes = [
        {"pairing": pairing["id"], "day": day, "lines": [["concerns", words(luck, ana)] for _ in range(6)]}
        for day in HELD
    ]
    goals = [
        {"mentee": MENTEE, "text": f"Practice topic {n} twice a week", "kind": "habit", "area": "academic", "shared": True,
         "progress": [[day, round(luck.random(), 2)] for day in HELD[n::12]]}
        for n in range(10)
    ]  # fmt: skip
    check_ins = [
        {"mentee": MENTEE, "day": day + 2, "answers": {area: luck.randint(1, 5) for area in AREAS_KEYS}, "shared": True,
         "text": "Busy with the lab."}
        for day in HELD
    ]  # fmt: skip
    return {
        **body, "pairings": [{**pairing, "held": HELD, "missed": []}, *(p for p in body["pairings"] if p is not pairing)],
        "notes": notes, "goals": goals, "check_ins": check_ins, "questions": [], "training": [],
    }  # fmt: skip


AREAS_KEYS = [area.replace(" ", "_") for area in AREAS]


def house(folder: Path) -> Services:
    """Services over two years, on today's clock."""
    for part in SHELF:
        shutil.copytree(ROOT / "knowledge" / "library" / part, folder / "library" / part)
    (folder / "data").mkdir()
    settings = Settings(
        data_dir=folder / "data", mode="demo", library_dir=folder / "library", model_dir=default_data_dir() / "model"
    )
    upgrade(settings.url)
    services = build_services(settings)
    body = two_years(read_policy("program", ROOT / "knowledge" / "demo").body, random.Random(6))
    Filling(services=replace(services), today=services.clock.now(), body=body, say=lambda _: None).run()
    return services


def timed(name: str, runs: int, counted: list[int], what: Callable[[], object]) -> None:
    """One line: milliseconds and statements of a warm run."""
    what()
    what()
    times = []
    for _ in range(runs):
        counted[0] = 0
        began = time.perf_counter()
        what()
        times.append((time.perf_counter() - began) * 1000)
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{name:<34}{statistics.median(times):>9.1f}{p95:>9.1f}{counted[0]:>12}")


def main(runs: int) -> None:
    """Fill, sign in, measure."""
    print(
        f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; {len(HELD)} sessions, {len(HELD) * 6} sentences"
    )
    with tempfile.TemporaryDirectory() as folder:
        services = house(Path(folder))
        counted = [0]

        @event.listens_for(services.database.engine, "after_cursor_execute")
        def count(*_: object) -> None:
            counted[0] += 1

        client = TestClient(create_app(services, background=False), base_url="http://127.0.0.1")
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        page = client.get(f"/sign-in/link/{link_for(services, MENTOR, PROGRAM, lasts=timedelta(days=1))}").text
        token = page.split('name="csrf" content="')[1].split('"')[0]
        session = client.get("/today").text.split("/sessions/")[1].split('"')[0].split("/")[0]
        pairing = client.get("/pairings").text.split('href="/pairings/')[1].split('"')[0]
        headers = {"x-csrf-token": token}

        def prep() -> str:
            made = client.post(f"/v1/sessions/{session}/prep", headers=headers)
            assert made.status_code == 201, made.text
            return str(made.json()["id"])

        print(f"{'':<34}{'p50 ms':>9}{'p95 ms':>9}{'statements':>12}")
        timed("a prep", runs, counted, prep)
        draft = prep()
        for name, path in (("the review of it", f"/drafts/{draft}"), ("the session", f"/sessions/{session}"),
                           ("today", "/today"), ("the pairing", f"/pairings/{pairing}"), ("reports", "/reports")):  # fmt: skip
            timed(name, runs, counted, lambda path=path: client.get(path).raise_for_status())  # type: ignore[misc]
        services.database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
