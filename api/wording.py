"""Asking with a model in between: thinking in a thread of its own, waiting on the event loop, no connection held."""

from functools import partial

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

from access.viewer import Viewer
from assistant import conversations, sessions
from assistant.conversations import Asked
from assistant.wiring import Services

AT_ONCE = 1  # questions thought about at the same time: more would only take turns, and take them from the pages
THINKING: RunVar[CapacityLimiter] = RunVar("questions being thought about")


def limiter() -> CapacityLimiter:
    """The limiter of this event loop."""
    try:
        return THINKING.get()
    except LookupError:
        THINKING.set(made := CapacityLimiter(AT_ONCE))
        return made


async def ask(services: Services, viewer: Viewer, text: str, *, key: str, conversation_id: str = "") -> Asked:
    """`conversations.ask`, for a page or a program. Without a model it is that function in a thread."""
    if services.models is None:
        whole = partial(conversations.ask, services, viewer, text, key=key, conversation_id=conversation_id)
        return await to_thread.run_sync(whole)
    hear = partial(conversations.hear, services, viewer, text, key=key, conversation_id=conversation_id)
    heard = await to_thread.run_sync(hear, limiter=limiter())
    if isinstance(heard, Asked):
        return heard
    heard = await conversations.make_stand_alone(heard)
    found = await to_thread.run_sync(conversations.find, services, heard, limiter=limiter())
    modelled = await conversations.word(found)
    return await to_thread.run_sync(conversations.keep_answer, services, viewer, found, modelled, limiter=limiter())


async def prepare(services: Services, viewer: Viewer, session_id: str) -> str:
    """`sessions.make_prep`, for a page or a program; returns the draft's id."""
    if services.models is None:
        return await to_thread.run_sync(sessions.make_prep, services, viewer, session_id)
    planned = await to_thread.run_sync(sessions.plan_prep, services, viewer, session_id, limiter=limiter())
    reworded = await sessions.word(planned)
    return await to_thread.run_sync(sessions.keep_prep, services, viewer, planned, reworded, limiter=limiter())
