"""Schemathesis on the whole API as each role: no 5xx, nothing undocumented, nothing of another's (issue 5)."""

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)  # fmt: skip
from sqlalchemy import select
from starlette.testclient import TestClient

from api.app import create_app
from api.limits import Limits
from api.v1.doors import description_of
from assistant import conversations, mentor_desk, sessions, signing_in
from cli.demo_filling import PROGRAM
from storage.system import Job, SystemViewer
from storage.tables import Table
from storage.viewers import load_viewer
from tests.conftest import House

EXAMPLES = 200 if os.environ.get("TRELLIS_LONG") else 5
CANARY = "zanzibarine"
WHO = {
    "mentee": "ana",
    "mentor": "maya",
    "coordinator": "dana",
    "evaluator": "ruth",
    "administrator": "sam",
    "nobody": "",
}
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
TABLES = {
    "session_id": "mentoring_sessions", "draft_id": "drafts", "line_id": "draft_sentences", "flag_id": "flags",
    "question_id": "questions", "conversation_id": "conversations",
}  # fmt: skip


@pytest.fixture
def app(house: House) -> FastAPI:
    """The application over the demo: Maya has a draft, and Marcus has asked something that is nobody else's."""
    with house.services.database.read() as db:
        marcus, maya = (load_viewer(db, person, PROGRAM) for person in ("marcus", "maya"))
    meeting = mentor_desk.today(house.services, maya).next
    assert meeting is not None
    sessions.make_prep(house.services, maya, meeting.session.id)
    conversations.ask(house.services, marcus, f"Where is the {CANARY} archive?", key="canary-key")
    return create_app(house.services, background=False)


@pytest.mark.parametrize("role", WHO)
def test_the_whole_api_keeps_to_its_description_for(role: str, app: FastAPI) -> None:
    schema = schemathesis.openapi.from_dict(description_of(app))
    client = client_of(app, WHO[role])
    ids = ids_in(app)
    seen: set[int] = set()

    for operation in operations(schema, signing_in=role == "nobody"):
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @seed(5)
            @settings(
                max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(case=operation.as_strategy(generation_mode=mode), pick=st.integers(0, 10_000))
            def check(case: Case, pick: int) -> None:
                answer = sent(client, app, case, ids, pick)
                case.validate_response(answer, checks=CHECKS)
                assert CANARY not in answer.text
                seen.add(answer.status_code)

            # Where nothing is sent but a string in the address, there is no way to send it otherwise.
            with suppress(*([Unsatisfiable] if mode is GenerationMode.NEGATIVE else [])):
                check()

    assert 401 in seen if role == "nobody" else 404 in seen


def operations(schema: Any, *, signing_in: bool) -> Iterator[Any]:
    """Every operation of the description. Signing in is for who is not, and nobody leaves: they would see no more."""
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path != "/v1/tokens" or (signing_in and operation.method.lower() == "post"):
            yield operation


def client_of(app: FastAPI, person: str) -> TestClient:
    """A program signed in by token as this person, or as nobody."""
    token = signing_in.start(app.state.services, person, PROGRAM) if person else ""
    headers = {"authorization": f"Bearer {token}"} if person else {}
    return TestClient(app, base_url="http://127.0.0.1", headers=headers, raise_server_exceptions=False)


def sent(client: TestClient, app: FastAPI, case: Case, ids: dict[str, list[str]], pick: int) -> Any:
    """Send a case, half of the time about a thing that is really there: one's own, or another's."""
    app.state.limits = Limits()  # what is tested here is what an answer holds, not how many there are
    for name in case.path_parameters or {}:
        if name in ids and pick % 2:
            case.path_parameters[name] = ids[name][pick % len(ids[name])]
    sending = case.as_transport_kwargs(base_url="http://127.0.0.1")
    wanted = {key: sending[key] for key in ("method", "url", "params", "json", "data", "headers") if sending.get(key)}
    wanted["headers"] = {name: value for name, value in wanted.get("headers", {}).items() if name != "Authorization"}
    return client.request(**wanted)


def ids_in(app: FastAPI) -> dict[str, list[str]]:
    """Ids of things of every kind, of everybody."""
    with app.state.services.database.read() as db:
        db = db.seen_by(SystemViewer(job=Job.DEMO))
        return {
            name: [row[0] for row in db.pairs(select(Table.metadata.tables[table].c.id).limit(40))]
            for name, table in TABLES.items()
        }
