"""The one adapter to LangChain: any chat model it knows, asked plainly. No callbacks, no tracing, no retries.

Calls run on an event loop of their own in one thread, so that a provider's connection pool belongs to no request and a
caller of any kind (page, command, test) can wait for them.
"""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import Future
from contextvars import Context
from functools import cached_property
from typing import Any, TypeVar

from assistant.writing.chat import Asking, Completion, ModelFailedError, ModelStatus
from core.errors import NotReadyError
from core.model_settings import ModelRole

T = TypeVar("T")
# Tracing sends prompts to a host of LangChain's (safety.md 3.4): a hosted tracer is a recipient nobody chose.
TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")
STATUSES = {
    "APITimeoutError": ModelStatus.TIMED_OUT,
    "TimeoutError": ModelStatus.TIMED_OUT,
    "RateLimitError": ModelStatus.RATE_LIMITED,
    "InternalServerError": ModelStatus.SERVER_ERROR,
    "APIConnectionError": ModelStatus.UNREACHABLE,
    "ContentFilterFinishReasonError": ModelStatus.REFUSED,
    "OpenAIRefusalError": ModelStatus.REFUSED,
    "LengthFinishReasonError": ModelStatus.CUT_SHORT,
    "RemoteProtocolError": ModelStatus.CUT_SHORT,
    "JSONDecodeError": ModelStatus.BAD_JSON,
}


class OwnLoop:
    """One event loop in one daemon thread, started when first needed."""

    @cached_property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop, running."""
        loop = asyncio.new_event_loop()
        threading.Thread(target=loop.run_forever, name="model calls", daemon=True).start()
        return loop

    def begin(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Start `work` over there, in an empty context: tracers that hang in the caller's see nothing of it."""
        return Context().run(asyncio.run_coroutine_threadsafe, work, self.loop)

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run `work` over there and wait here; a caller that gives up cancels it."""
        return await asyncio.wrap_future(self.begin(work))


class LangChainChat:
    """A configured model. Raises NotReadyError when its provider's package is not installed."""

    def __init__(self, role: ModelRole, loop: OwnLoop | None = None) -> None:
        be_silent()
        self._role, self._loop = role, loop or OwnLoop()
        self._model = build(role)

    async def complete(self, asking: Asking) -> Completion:
        """The whole answer, within the role's seconds."""
        return await self._loop.run(self._complete(asking))

    async def stream(self, asking: Asking) -> AsyncIterator[str]:
        """The answer in pieces, the whole of it within the role's seconds."""
        pieces: asyncio.Queue[str | ModelFailedError | None] = asyncio.Queue()
        here = asyncio.get_running_loop()
        work = self._loop.begin(self._feed(asking, pieces, here))
        try:
            while (piece := await pieces.get()) is not None:
                if isinstance(piece, ModelFailedError):
                    raise piece
                yield piece
        finally:
            work.cancel()

    async def _complete(self, asking: Asking) -> Completion:
        try:
            async with asyncio.timeout(self._role.seconds):
                said = await self._bound(asking).ainvoke(messages(asking), config={"callbacks": []})
        except Exception as error:
            raise ModelFailedError(status_of(error)) from None
        check_ending(said.response_metadata or {}, said.additional_kwargs or {})
        used = said.usage_metadata or {}
        return Completion(
            text=text_of(said.content), tokens_in=used.get("input_tokens", 0), tokens_out=used.get("output_tokens", 0)
        )

    async def _feed(self, asking: Asking, pieces: "asyncio.Queue[Any]", here: asyncio.AbstractEventLoop) -> None:
        ending: Any = None
        finish = ""
        try:
            async with asyncio.timeout(self._role.seconds):
                async for chunk in self._bound(asking).astream(messages(asking), config={"callbacks": []}):
                    finish = finish_of(chunk.response_metadata or {}) or finish
                    here.call_soon_threadsafe(pieces.put_nowait, text_of(chunk.content))
            check_ending({"finish_reason": finish or "length"}, {})  # a stream that just stops was cut
        except ModelFailedError as error:
            ending = error
        except Exception as error:
            ending = ModelFailedError(status_of(error))
        finally:
            here.call_soon_threadsafe(pieces.put_nowait, ending)
            here.call_soon_threadsafe(pieces.put_nowait, None)

    def _bound(self, asking: Asking) -> Any:
        if not self._role.schema_supported:
            return self._model
        # `with_structured_output` raises on bad JSON; we bind the shape and read the answer ourselves.
        shape = {"name": asking.role.value, "strict": True, "schema": asking.schema}
        return self._model.bind(response_format={"type": "json_schema", "json_schema": shape})


def be_silent() -> None:
    """Switch off what else would be told of a call, in the whole process: hosted tracing, printing, a shared cache,
    and handlers that somebody registered for every call (a handler is a recipient, safety.md 3.4)."""
    from langchain_core import globals as switches
    from langchain_core.tracers import context

    for name in TRACING:
        os.environ[name] = "false"
    switches.set_debug(False)
    switches.set_verbose(False)
    switches.set_llm_cache(None)
    getattr(context, "_configure_hooks", []).clear()  # LangChain offers no other way to have none


def build(role: ModelRole) -> Any:
    """The LangChain model of a role; this is the first moment anything of it is imported."""
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"base_url": role.base_url} if role.base_url else {}
    try:
        return init_chat_model(
            role.name, model_provider=role.provider, api_key=role.api_key.get_secret_value() or "none",
            timeout=role.seconds, max_retries=0, max_tokens=role.most_tokens, temperature=0, **options,
        )  # fmt: skip
    except ImportError:
        raise NotReadyError(
            f"The package for models of {role.provider} is not installed.",
            next_step=f"Install it: pip install langchain-{role.provider}",
        ) from None


def messages(asking: Asking) -> list[tuple[str, str]]:
    """Two messages, always: ours, then everything that is not ours."""
    return [("system", asking.system), ("human", asking.user)]


def text_of(content: Any) -> str:
    """The text of an answer, whichever way a provider packs it."""
    if isinstance(content, str):
        return content
    return "".join(part if isinstance(part, str) else part.get("text", "") for part in content)


def finish_of(metadata: dict[str, Any]) -> str:
    """Why the model stopped, by whichever name the provider gives it; "" while it goes on."""
    return str(metadata.get("finish_reason") or metadata.get("stop_reason") or "")


def check_ending(metadata: dict[str, Any], more: dict[str, Any]) -> None:
    """Raise ModelFailedError where the provider says the answer is no answer."""
    finish = finish_of(metadata)
    if more.get("refusal") or finish in ("content_filter", "refusal"):
        raise ModelFailedError(ModelStatus.REFUSED)
    if finish in ("length", "max_tokens"):
        raise ModelFailedError(ModelStatus.CUT_SHORT)


def status_of(error: Exception) -> ModelStatus:
    """The named ending of a provider's exception, by its type: its text is never looked at."""
    names = [kind.__name__ for kind in type(error).__mro__]
    return next((STATUSES[name] for name in names if name in STATUSES), ModelStatus.FAILED)
