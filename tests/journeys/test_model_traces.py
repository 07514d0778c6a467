"""What leaves besides a question: spans without words, no LangChain callback, nobody's name from outside one's view."""

import json
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.tracers.context import register_configure_hook
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from access.viewer import Viewer
from assistant.modelled import ANSWERS, desk_for
from assistant.signing_in import link_for, person_behind, sign_in_by_link
from assistant.wiring import Services
from cli.demo_filling import PROGRAM
from cli.fake_model import FakeModel
from core.traces import ALLOWED, OwnSpans, span
from storage.people import People
from storage.roster import roster_to_mask
from tests.conftest import House
from tests.journeys.test_model_answers import QUESTION, asked, with_model

EXPORTER = InMemorySpanExporter()
SECRET = "My zebra essay is late and I am Wen Li, when is the math lab open?"


def test_spans_tell_times_ids_and_endings_and_no_words(house: House, fake: FakeModel, spans: list[str]) -> None:
    asked(house, fake, SECRET)

    told = [json.loads(one.to_json()) for one in EXPORTER.get_finished_spans()]
    assert {"question.hear", "question.answer", "model.call"} <= {one["name"] for one in told}
    assert {key for one in told for key in one["attributes"]} <= {f"trellis.{name}" for name in ALLOWED}
    assert not [word for word in ("zebra", "Wen", "math lab", "Alder", "essay") if word in json.dumps(told)]


def test_a_failed_call_is_told_by_its_status(house: House, fake: FakeModel, spans: list[str]) -> None:
    fake.faults = ["500"]

    asked(house, fake)

    (call,) = [one for one in EXPORTER.get_finished_spans() if one.name == "model.call"]
    assert (call.attributes or {})["trellis.status"] == "server_error"


def test_an_exception_in_a_span_is_told_by_its_type_alone(spans: list[str]) -> None:
    with pytest.raises(ValueError, match="zebra"), span("planted", question_id="q1", words="zebra"):
        raise ValueError("zebra")

    (planted,) = EXPORTER.get_finished_spans()
    assert "zebra" not in planted.to_json()
    assert (planted.attributes or {})["trellis.error_type"] == "ValueError"


class Listener(BaseCallbackHandler):
    """A hosted tracer as it would be: it keeps whatever it is told."""

    told: ClassVar[list[str]] = []

    def on_chat_model_start(self, *args: Any, **_: Any) -> None:
        """Keep the prompt."""
        self.told.append(str(args))

    def on_llm_end(self, *args: Any, **_: Any) -> None:
        """Keep the answer."""
        self.told.append(str(args))


LISTENING: ContextVar[Listener | None] = ContextVar("listening", default=None)


@pytest.mark.parametrize("registered", ["before", "after"])
def test_a_tracer_that_listens_to_every_call_hears_nothing(house: House, fake: FakeModel, registered: str) -> None:
    Listener.told.clear()
    if registered == "before":
        register_configure_hook(LISTENING, True)
    LISTENING.set(Listener())
    services = with_model(house, fake)
    if registered == "after":
        register_configure_hook(LISTENING, True)

    House(services).client("wen").get("/home")
    asked(house, fake)

    assert fake.received
    assert Listener.told == []


def test_everyone_of_the_program_is_masked_and_only_those_in_view_are_known(house: House, fake: FakeModel) -> None:
    services = with_model(house, fake)
    viewer = viewer_of(services, "wen")
    with services.database.read() as db:
        desk = desk_for(db, services, viewer, ANSWERS, audience="everyone")
        everyone = roster_to_mask(db, PROGRAM)
        seen = {one.id for one in People(db, viewer).all()}
    outside = [one for one in everyone if one.id not in seen]

    assert desk is not None
    assert len(outside) > 5
    for one in outside:
        left = desk.customs.masker.mask(f"Do I ask {one.name} or write to {one.email}?").text
        assert not [part for part in (*one.name.split(), one.email) if part in left]


def test_a_name_from_outside_ones_view_never_leaves(house: House, fake: FakeModel) -> None:
    services = with_model(house, fake)
    with services.database.read() as db:
        names = [one.name for one in roster_to_mask(db, PROGRAM) if one.id not in ("wen",)][:6]

    for name in names:
        asked(house, fake, f"{QUESTION} I asked {name} already.")

    assert not [name for name in names if name.split()[0] in str(fake.received)]


def viewer_of(services: Services, person: str) -> Viewer:
    """Somebody signed in."""
    link = link_for(services, person, PROGRAM, lasts=timedelta(hours=1))
    found = person_behind(sign_in_by_link(services, link), services)
    assert found is not None
    return found.viewer


@pytest.fixture
def spans() -> list[str]:
    """An empty exporter in memory; a provider can be set once in a process."""
    provider = trace.get_tracer_provider()
    if not isinstance(provider, TracerProvider):
        provider = TracerProvider()
        trace.set_tracer_provider(provider)
    if not getattr(provider, "_kept_here", False):
        provider.add_span_processor(SimpleSpanProcessor(OwnSpans(EXPORTER)))
        provider._kept_here = True  # type: ignore[attr-defined]
    EXPORTER.clear()
    return []


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with FakeModel() as running:
        yield running
