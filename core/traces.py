"""Traces: what took how long and how it ended, in OpenTelemetry's spans. Content is hidden, with no switch to show it.

Only allow-listed attributes pass, ids, counts and names of our own things: what nobody vouched for cannot leak. Without
an exporter (`TRELLIS_TRACES_ENDPOINT`) a span is nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from core.errors import NotReadyError

ALLOWED = frozenset(
    {
        "question_id", "conversation_id", "draft_id", "session_id", "program_id", "feature", "role", "model", "prompt",
        "status", "digest", "tokens_in", "tokens_out", "cached", "admitted", "refused", "level", "error_type",
    }
)  # fmt: skip
Value = str | int | float | bool


class Traced:
    """One span under way; what it is told later passes the same list."""

    def __init__(self, span: Any) -> None:
        self._span = span

    def tell(self, **attributes: Value) -> None:
        """Add attributes; those not on the list are dropped."""
        for name, value in attributes.items():
            if name in ALLOWED:
                self._span.set_attribute(f"trellis.{name}", value)

    def end(self) -> None:
        """It is over."""
        self._span.end()


def begun(name: str, **attributes: Value) -> Traced:
    """A span that its caller ends: for work that is handed on in pieces."""
    from opentelemetry import trace

    traced = Traced(trace.get_tracer("trellis").start_span(name))
    traced.tell(**attributes)
    return traced


@contextmanager
def span(name: str, **attributes: Value) -> Iterator[Traced]:
    """A span around some work. A failure is told by its type: an exception's text may quote what a person wrote."""
    from opentelemetry import trace

    tracer = trace.get_tracer("trellis")
    with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as running:
        traced = Traced(running)
        traced.tell(**attributes)
        try:
            yield traced
        except BaseException as error:
            traced.tell(error_type=type(error).__name__)
            running.set_status(trace.StatusCode.ERROR)
            raise


class OwnSpans:
    """An exporter that passes on our spans alone: frameworks make their own, and those quote addresses and queries."""

    def __init__(self, exporter: Any) -> None:
        self._exporter = exporter

    def export(self, spans: Any) -> Any:
        """Pass ours on."""
        return self._exporter.export([one for one in spans if one.instrumentation_scope.name == "trellis"])

    def shutdown(self) -> None:
        """Pass it on."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Pass it on."""
        return bool(self._exporter.force_flush(timeout_millis))


def export_traces(endpoint: str) -> None:
    """Send spans to an OTLP collector of the campus's own. Raises NotReadyError where the packages are missing."""
    from opentelemetry import trace

    try:
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise NotReadyError(
            "The packages that export traces are not installed.", next_step="Install the extra: trellis[traces]."
        ) from None
    provider = TracerProvider(resource=Resource({"service.name": "trellis"}))  # nothing else of this machine
    exporter: Any = OwnSpans(OTLPSpanExporter(endpoint=endpoint))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
