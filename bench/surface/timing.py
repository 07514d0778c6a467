"""Can the clock tell? The same pages opened in turn with and without a secret, by somebody who may not know of it."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from httpx2 import ASGITransport, AsyncClient
from scipy.stats import wilcoxon

from api.app import create_app
from api.guard import COOKIE
from api.limits import Limits
from bench.surface.campus import Campus
from bench.surface.compare import planted
from bench.surface.secrets import SECRETS, Secret

PAGES = {
    "gus": ("/home", "/ask", "/about-me", "/sessions/none"), "theo": ("/today", "/pairings", "/pairings/p-mia", "/reports"),
    "tara": ("/today", "/pairings/p-mia", "/reports"), "cora": ("/pairs", "/people", "/audit", "/queue"),
    "adam": ("/health", "/audit"), "val": ("/suites",),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Timed:
    """One page: median milliseconds without, the median of the paired differences, and how likely that is by chance."""

    secret: str
    person: str
    page: str
    without: float
    difference: float
    p: float


def timed(campus: Campus, folder: Path, rounds: int) -> list[Timed]:
    """Every secret, for everybody of PAGES who may not know of it."""
    found = []
    for number, secret in enumerate(SECRETS):
        without, told = campus.copied(folder / f"w{number}"), campus.copied(folder / f"t{number}")
        planted(secret, told)
        people = [person for person in PAGES if person not in secret.words | secret.minimum]
        found += asyncio.run(pairs(without, told, secret, people, rounds))
        without.close()
        told.close()
    return found


async def pairs(without: Campus, told: Campus, secret: Secret, people: list[str], rounds: int) -> list[Timed]:
    found = []
    apps = [create_app(each.services, background=False) for each in (without, told)]
    for person in people:
        clients = [
            AsyncClient(transport=ASGITransport(app=app), base_url="http://127.0.0.1", cookies={COOKIE: each.tokens[person]})
            for app, each in zip(apps, (without, told), strict=True)
        ]  # fmt: skip
        for page in PAGES[person]:
            taken = np.array([await one_round(clients, apps, page, turn) for turn in range(rounds + 2)])[2:] * 1000
            difference = taken[:, 1] - taken[:, 0]
            p = float(wilcoxon(difference).pvalue) if np.any(difference) else 1.0
            found.append(Timed(
                secret=secret.name, person=person, page=page, without=float(np.median(taken[:, 0])),
                difference=float(np.median(difference)), p=p,
            ))  # fmt: skip
        for client in clients:
            await client.aclose()
    return found


async def one_round(clients: list[AsyncClient], apps: list, page: str, turn: int) -> tuple[float, float]:
    """Seconds without and with; who goes first alternates."""
    seconds = [0.0, 0.0]
    for which in (0, 1) if turn % 2 else (1, 0):
        apps[which].state.limits = Limits()
        started = time.perf_counter()
        await clients[which].get(page)
        seconds[which] = time.perf_counter() - started
    return seconds[0], seconds[1]
