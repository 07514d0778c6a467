"""Asking with a model in between: thinking in a thread of its own, waiting on the event loop, no connection held."""

from functools import partial

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

from access.viewer import Viewer
from assistant import conversations, sessions
from assistant.conversations import Asked, HeardQuestion
from assistant.wiring import Services
from assistant.writing.model_writer import Admitted, nowhere
from core.traces import span

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
    heard = await hear(services, viewer, text, key=key, conversation_id=conversation_id)
    return heard if isinstance(heard, Asked) else await answer(services, viewer, heard)


async def hear(
    services: Services, viewer: Viewer, text: str, *, key: str, conversation_id: str = "", show: Admitted = nowhere
) -> HeardQuestion | Asked:
    """Make the question durable. `show` is told of each sentence of its answer as soon as it is admitted."""
    work = partial(conversations.hear, services, viewer, text, key=key, conversation_id=conversation_id, show=show)
    with span("question.hear") as traced:
        heard = await to_thread.run_sync(work, limiter=limiter())
        traced.tell(question_id=heard.question_id if isinstance(heard, Asked) else heard.question.id)
    return heard


async def answer(services: Services, viewer: Viewer, heard: HeardQuestion) -> Asked:
    """Find, let a model word, and store the answer to a question that was heard."""
    with span("question.answer", question_id=heard.question.id, level=str(heard.question.screen_level)) as traced:
        heard = await conversations.make_stand_alone(heard)
        found = await to_thread.run_sync(conversations.find, services, heard, limiter=limiter())
        modelled = await conversations.word(found)
        keep = partial(conversations.keep_answer, services, viewer, found, modelled)
        asked = await to_thread.run_sync(keep, limiter=limiter())
        traced.tell(status=str(asked.status))
    return asked


async def prepare(services: Services, viewer: Viewer, session_id: str) -> str:
    """`sessions.make_prep`, for a page or a program; returns the draft's id."""
    if services.models is None:
        return await to_thread.run_sync(sessions.make_prep, services, viewer, session_id)
    with span("prep.make", session_id=session_id) as traced:
        planned = await to_thread.run_sync(sessions.plan_prep, services, viewer, session_id, limiter=limiter())
        modelled = await sessions.word(planned)
        keep = partial(sessions.keep_prep, services, viewer, planned, modelled)
        draft_id = await to_thread.run_sync(keep, limiter=limiter())
        traced.tell(draft_id=draft_id)
    return draft_id
