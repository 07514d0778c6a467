"""The model's port: what is sent, what comes back, and the named ways in which nothing usable does."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class ModelRoleName(StrEnum):
    """What a model is asked to be."""

    WRITER = "writer"
    REPHRASER = "rephraser"
    JUDGE = "judge"


class ModelStatus(StrEnum):
    """How asking a model ended. Everything but `USED` leaves the default draft standing."""

    USED = "used"
    OFF = "off"
    NOT_ENABLED = "not_enabled"
    SENSITIVE = "sensitive"
    EXCLUDED = "excluded"
    OVER_BUDGET = "over_budget"
    BUSY = "busy"
    RESTING = "resting"  # the circuit breaker is open
    TIMED_OUT = "timed_out"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    UNREACHABLE = "unreachable"
    CUT_SHORT = "cut_short"
    BAD_JSON = "bad_json"
    WRONG_LANGUAGE = "wrong_language"
    REFUSED = "refused"
    LOOPED = "looped"
    NOT_ADMITTED = "not_admitted"
    FAILED = "failed"


class ModelFailedError(Exception):
    """A call brought nothing usable. Carries a status and never the provider's words, which may quote a person."""

    def __init__(self, status: ModelStatus) -> None:
        super().__init__(status.value)
        self.status = status


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What leaves, whole: reviewed words in `system`, everything else fenced in `user`, the shape of the answer."""

    role: ModelRoleName
    system: str
    user: str
    schema: dict[str, Any]
    prompt: str  # name, version and digest of the prompt, for the record


@dataclass(frozen=True, kw_only=True)
class Completion:
    """What came back, as text, with what it cost in tokens (0 where the endpoint does not count)."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class Chat(Protocol):
    """Asks a model once. Raises ModelFailedError; holds no state between calls."""

    async def complete(self, asking: Asking) -> Completion:
        """The whole answer."""
        ...

    def stream(self, asking: Asking) -> AsyncIterator[str]:
        """The answer in pieces as they come."""
        ...


Script = str | ModelStatus | Callable[[Asking], str]


@dataclass
class ScriptedChat:
    """A Chat for tests: answers in the order given (the last one again and again), and keeps what it was sent."""

    script: Sequence[Script]
    asked: list[Asking] = field(default_factory=list)

    async def complete(self, asking: Asking) -> Completion:
        """The next answer of the script, or the failure it names."""
        step = self.script[min(len(self.asked), len(self.script) - 1)]
        self.asked.append(asking)
        if isinstance(step, ModelStatus):
            raise ModelFailedError(step)
        text = step if isinstance(step, str) else step(asking)
        return Completion(text=text, tokens_in=len(asking.system + asking.user) // 4, tokens_out=len(text) // 4)

    async def stream(self, asking: Asking) -> AsyncIterator[str]:
        """The same, twenty characters at a time."""
        text = (await self.complete(asking)).text
        for start in range(0, len(text), 20):
            yield text[start : start + 20]
