"""Everyone opens every address, and what came back is kept to the byte: status, headers, body, log lines."""

import asyncio
import io
import re
from collections.abc import Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import select

from access.permissions import Needs, Public
from access.permits import opens
from access.viewer import Viewer
from api.app import create_app
from api.guard import COOKIE, Guard
from assistant.calendars import secret_for
from bench.surface.campus import Campus
from core.logs import configure_logs
from storage.system import Job, SystemViewer
from storage.tables import Table

T = TypeVar("T")
MASKED = (
    (re.compile(r"req(?:uest)?_[0-9a-z]{6,20}"), "REQUEST"),
    (re.compile(r'"seconds":\s*[\d.e-]+'), '"seconds":0'),
    (re.compile(r'"timestamp":\s*"[^"]*"'), '"timestamp":""'),
)
PARAMETER = re.compile(r"{(\w+)(?::path)?}")
POOLS = {
    "session_id": "mentoring_sessions", "pairing_id": "pairings", "draft_id": "drafts", "flag_id": "flags",
    "question_id": "questions", "conversation_id": "conversations", "check_in_id": "check_ins", "opening_id": "break_glass",
}  # fmt: skip
FIXED = {
    "path": ("training/listening/README.md", "nothing.md"), "run": ("run_1",), "name": ("report.html",),
    "link": ("no-such-link",), "secret": ("no~such~secret",),
}  # fmt: skip
NOT_WALKED = {"/leave", "/readyz", "/drill"}  # the drill is drawn anew each time, and holds nobody
QUERIES = (
    "/queue?lane=safety", "/queue?whose=all", "/reports?period=monthly", "/library?q=archive", "/ask?conversation=none",
    "/pairings/p-mia/check-in?mentee_id=mia", "/pairings/p-group/check-in?mentee_id=mo", "/flags/raise?about=mia",
    "/flags/raise?about=zed", "/trends?month=2026-11",
)  # fmt: skip
DEEDS = (
    ("tara", "/v1/sessions/{ahead:p-mia}/prep", {}),
    ("theo", "/v1/sessions/{ahead:p-group}/prep", {}),
    ("mo", "/v1/questions", {"text": "What did Mia say to you in private?", "key": "key-walk"}),
    ("tara", "/v1/questions", {"text": "How is Mia doing, and is Zed in the program?", "key": "key-walk"}),
    ("theo", "/v1/questions", {"text": "When is the tutoring center open?", "key": "key-walk"}),
)  # fmt: skip


Ids = dict[str, list[str]]
Answer = tuple[int, str, str]  # status, headers, body


@dataclass
class Seen:
    """What each person got, by `METHOD address`; `logs` are the lines written meanwhile."""

    answers: dict[str, dict[str, Answer]] = field(default_factory=dict)
    logs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Address:
    """A GET address and what its door asks for."""

    path: str
    needs: Needs
    plain: bool  # without an id of a thing that is there

    def worth(self, viewer: Viewer | None) -> bool:
        """A door that is shut to a role is tried once, not with every id."""
        return self.plain or opens(viewer, self.needs)


def walk(campus: Campus, *, ids: Ids, people: Iterable[str], only: str = "") -> Seen:
    """Let these people ("" is nobody) open every GET address with every id of `ids`, then do what they may do.

    `only`: a pattern of addresses to open instead of all.
    """
    app = create_app(campus.services, background=False)
    addresses = [one for one in addresses_of(app, ids) if re.search(only, one.path)]
    seen = Seen()
    for person in people:
        campus.services.ids.last = 700_000  # what a walk makes is numbered alike, whatever was written before it
        with logged() as lines:
            seen.answers[person] = to_the_end(opened_by(app, campus, person, addresses, only))
        seen.logs[person] = masked(lines.getvalue())
    return seen


def to_the_end(call: Coroutine[Any, Any, T]) -> T:
    """Run on a loop and in a thread of its own: the caller's may be driving a browser."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(copy_context().run, asyncio.run, call).result()


async def opened_by(
    app: FastAPI, campus: Campus, person: str, addresses: list[Address], only: str
) -> dict[str, Answer]:
    viewer = campus.viewer(person) if person else None
    paths = [one.path for one in addresses if one.worth(viewer)]
    if viewer and re.search(only, "/calendar/"):
        paths.append(f"/calendar/{secret_for(campus.services, viewer)}.ics")
    token = {COOKIE: campus.tokens[person]} if person else {}
    transport = ASGITransport(app=app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://127.0.0.1", cookies=token) as client:
        found = {f"GET {path}": kept(await client.get(path)) for path in paths}
        for doer, path, body in DEEDS:
            if doer == person and re.search(only, path):
                found |= await done(client, campus, path, body)
    return found


async def done(client: AsyncClient, campus: Campus, path: str, body: dict[str, Any]) -> dict[str, Answer]:
    """Do one thing by token, as a program would, and open what it made."""
    headers = {"authorization": f"Bearer {client.cookies[COOKIE]}"}
    path = re.sub(r"{ahead:([\w-]+)}", lambda match: ahead(campus, match[1]), path)
    answer = await client.post(path, json=body, headers=headers)
    found = {f"POST {path} {body.get('text', '')}": kept(answer)}
    if path.endswith("/prep") and answer.status_code == 201:
        made = answer.json()["id"]
        for what, address in (("page", "/drafts/{}"), ("json", "/v1/drafts/{}"), ("export", "/drafts/{}/agenda.md")):
            found[f"THEN {path} {what}"] = kept(await client.get(address.format(made)))
    return found


def ahead(campus: Campus, pairing: str) -> str:
    table = Table.metadata.tables["mentoring_sessions"]
    with campus.services.database.read() as db:
        query = select(table.c.id).where(table.c.pairing_id == pairing, table.c.status == "planned")
        return str(db.seen_by(SystemViewer(job=Job.DEMO)).pairs(query)[0][0])


def kept(answer: Any) -> tuple[int, str, str]:
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    body = answer.text.replace(answer.headers.get("x-request-id", "\0"), "REQUEST")
    return answer.status_code, masked(str(sorted(headers.items()))), masked(body)


def masked(text: str) -> str:
    for pattern, word in MASKED:
        text = pattern.sub(word, text)
    return text


def ids_of(*campuses: Campus) -> Ids:
    """Every id there is, in any of these campuses: what one of them does not have must look like what none has."""
    found: dict[str, set[str]] = {name: {"none"} for name in POOLS}
    for campus in campuses:
        with campus.services.database.read() as db:
            db = db.seen_by(SystemViewer(job=Job.DEMO))
            for name, table in POOLS.items():
                found[name] |= {row[0] for row in db.pairs(select(Table.metadata.tables[table].c.id))}
    return {name: sorted(ids) for name, ids in found.items()}


def addresses_of(app: FastAPI, ids: Ids) -> Iterator[Address]:
    """Every GET address of the application, its parameters filled with every id that fits."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if not isinstance(route, APIRoute) or "GET" not in route.methods or context.path in NOT_WALKED:
            continue
        needs = next(one.dependency.needs for one in route.dependencies if isinstance(one.dependency, Guard))
        filled = [context.path]
        for name in PARAMETER.findall(context.path):
            values = ids.get(name) or FIXED[name]
            filled = [re.sub(rf"{{{name}(?::path)?}}", value, one) for one in filled for value in values]
        yield from (Address(path, needs, plain="_0" not in path and "p-" not in path) for path in filled)
    yield from (Address(path, Public(because="a measurement asks everybody"), plain=True) for path in QUERIES)


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """What is logged meanwhile."""
    lines = io.StringIO()
    with redirect_stderr(lines):
        configure_logs("INFO")
        yield lines
    configure_logs("WARNING")
