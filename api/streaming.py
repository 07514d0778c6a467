"""An answer as it comes, as server-sent events: `heard`, each admitted `sentence`, and the stored `answer` at the end.

The work does not belong to the connection: who hangs up finds the answer stored all the same.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from fastapi.sse import EventSourceResponse, format_sse_event

from access.viewer import Viewer
from api import wording
from assistant.conversations import Asked, HeardQuestion
from assistant.wiring import Services
from core.logs import get_logger

QUIET_SECONDS = 10.0  # after so long without a sentence a comment is sent, or proxies would hang up
UNBUFFERED = {"X-Accel-Buffering": "no"}
Told = Callable[[Asked], dict[str, Any]]
"""What the last event says of the stored answer."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One event: its name, and what it says as JSON."""

    event: str
    content: dict[str, Any]

    def encoded(self) -> bytes:
        """As it goes over the wire."""
        return format_sse_event(event=self.event, data_str=json.dumps(self.content, ensure_ascii=False))


@dataclass
class Streams:
    """The answers under way in this process."""

    under_way: set[asyncio.Task[None]] = field(default_factory=set)

    async def begin(
        self, services: Services, viewer: Viewer, text: str, told: Told, *, key: str, conversation_id: str
    ) -> EventSourceResponse:
        """Hear the question at once, answer it in a task of its own, and return what follows it.

        Raises what hearing raises (InvalidInputError, NotFoundError), before anything was sent.
        """
        said: asyncio.Queue[Said | None] = asyncio.Queue()
        heard = await wording.hear(
            services, viewer, text, key=key, conversation_id=conversation_id,
            show=lambda sentence: said.put_nowait(Said(event="sentence", content={"text": sentence})),
        )  # fmt: skip
        said.put_nowait(Said(event="heard", content=place_of(heard)))
        task = asyncio.create_task(answered(services, viewer, heard, told, said))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        return EventSourceResponse(events(said), headers=UNBUFFERED)

    async def finish(self) -> None:
        """Wait for what is under way: a server that stops loses no answer."""
        await asyncio.gather(*self.under_way, return_exceptions=True)


async def answered(
    services: Services, viewer: Viewer, heard: HeardQuestion | Asked, told: Told, said: "asyncio.Queue[Said | None]"
) -> None:
    """Answer, store, and say so. A failure is logged by its type and said as `failed`: the question is durable."""
    try:
        asked = heard if isinstance(heard, Asked) else await wording.answer(services, viewer, heard)
        said.put_nowait(Said(event="answer", content=told(asked)))
    except Exception as error:
        get_logger().error("surprise", error_type=type(error).__name__)
        said.put_nowait(Said(event="failed", content=place_of(heard)))
    finally:
        said.put_nowait(None)


async def events(said: "asyncio.Queue[Said | None]") -> AsyncIterator[bytes]:
    """The events, until the last."""
    while True:
        try:
            one = await asyncio.wait_for(said.get(), QUIET_SECONDS)
        except TimeoutError:
            yield format_sse_event(data_str=None, comment="still here")
            continue
        if one is None:
            return
        yield one.encoded()


def place_of(heard: HeardQuestion | Asked) -> dict[str, Any]:
    """Where the question is kept: enough to find its answer after a cut connection."""
    if isinstance(heard, Asked):
        return {"question": heard.question_id, "conversation": heard.conversation_id, "level": heard.level}
    kept = heard.question
    return {"question": kept.id, "conversation": kept.conversation_id, "level": kept.screen_level}
