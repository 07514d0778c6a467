"""The one way a model is asked: switched on, within budget, not resting, not asked before; recorded without words."""

import asyncio
import hashlib
import threading
import time
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import datetime

from assistant.writing.breaker import Breaker
from assistant.writing.budget import Spent, cost_of
from assistant.writing.caching import Cache, Place
from assistant.writing.chat import Asking, Chat, Completion, ModelFailedError, ModelRoleName, ModelStatus
from core.clock import Clock
from core.model_settings import ModelRole, ModelSettings
from core.traces import Traced, begun

SENT_KEPT = 50


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What left, byte for byte, for the administrator's page. In memory only; what comes after it pushes it out."""

    at: datetime
    program_id: str
    feature: str
    asking: Asking

    @property
    def digest(self) -> str:
        """SHA-256 of what left; the record of the call names it."""
        return hashlib.sha256((self.asking.system + "\0" + self.asking.user).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class CallRecord:
    """A call without a word of it."""

    role: str
    feature: str
    model: str
    prompt: str
    status: ModelStatus
    digest: str
    tokens_in: int
    tokens_out: int
    cost: float
    milliseconds: int
    cached: bool = False
    admitted: int = 0
    refused: int = 0


@dataclass
class Caller:
    """For whom a model is asked: the program, the audience, what is left today, and the calls made on the way."""

    program_id: str
    audience: str
    feature: str
    spent: Spent
    records: list[CallRecord] = field(default_factory=list)

    @property
    def so_far(self) -> Spent:
        """What was spent, this request included."""
        made = sum(not record.cached for record in self.records)
        return Spent(person=self.spent.person + made, program=self.spent.program + made)


@dataclass
class Models:
    """The models of this process by role. Built by `wiring` only where a campus configured one."""

    settings: ModelSettings
    clock: Clock
    chats: dict[ModelRoleName, Chat]
    cache: Cache = field(default_factory=Cache)
    sent: deque[Sent] = field(default_factory=lambda: deque(maxlen=SENT_KEPT))
    breakers: dict[ModelRoleName, Breaker] = field(default_factory=lambda: {role: Breaker() for role in ModelRoleName})
    under_way: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def has(self, role: ModelRoleName) -> bool:
        """Whether there is a model for this role."""
        return role in self.chats

    def role(self, role: ModelRoleName) -> ModelRole:
        """The settings of a role that there is a model for."""
        found: ModelRole | None = getattr(self.settings, role.value)
        if found is None:
            raise KeyError(role)
        return found

    async def ask(self, caller: Caller, asking: Asking) -> Completion:
        """Ask once. Raises ModelFailedError with its status; either way the caller has a record."""
        pieces = [piece async for piece in self.pieces(caller, asking, whole=True)]
        return Completion(text="".join(pieces))

    async def pieces(self, caller: Caller, asking: Asking, *, whole: bool = False) -> AsyncGenerator[str, None]:
        """The answer as it comes (or at once, if `whole`). What is cut off counts as failed, whatever came before."""
        now, place, traced = self.clock.now(), self._place(caller, asking), begun("model.call")
        kept = self.cache.get(place, asking, now)
        if kept is not None:
            self._record(caller, asking, ModelStatus.USED, kept, traced, started=time.monotonic(), cached=True)
            yield kept.text
            return
        self._check(caller, asking, now)
        self.sent.append(Sent(at=now, program_id=caller.program_id, feature=caller.feature, asking=asking))
        started, said = time.monotonic(), Completion(text="")
        status = ModelStatus.FAILED
        try:
            if whole:
                said = await self._within(asking)
                yield said.text
            else:
                async for piece in self.chats[asking.role].stream(asking):
                    said = Completion(text=said.text + piece)
                    yield piece
            status = ModelStatus.USED
            self.cache.keep(place, asking, said, now)
        except ModelFailedError as error:
            status = error.status
            raise
        finally:
            self._release()
            self.breakers[asking.role].ended(status, self.clock.now())
            self._record(caller, asking, status, said, traced, started=started)

    async def _within(self, asking: Asking) -> Completion:
        try:
            async with asyncio.timeout(self.role(asking.role).seconds + 0.5):
                return await self.chats[asking.role].complete(asking)
        except TimeoutError:
            raise ModelFailedError(ModelStatus.TIMED_OUT) from None

    def _check(self, caller: Caller, asking: Asking, now: datetime) -> None:
        """Raise ModelFailedError where no call may be made; where one may, it is counted as under way."""
        if not self.has(asking.role):
            raise ModelFailedError(ModelStatus.OFF)
        if not caller.so_far.leaves_room(self.settings):
            raise ModelFailedError(ModelStatus.OVER_BUDGET)
        if not self.breakers[asking.role].lets_through(now):
            raise ModelFailedError(ModelStatus.RESTING)
        with self._lock:
            if self.under_way >= self.settings.at_once:
                raise ModelFailedError(ModelStatus.BUSY)
            self.under_way += 1

    def _release(self) -> None:
        with self._lock:
            self.under_way -= 1

    def _place(self, caller: Caller, asking: Asking) -> Place:
        name = self.role(asking.role).name if self.has(asking.role) else ""
        return Place(program_id=caller.program_id, audience=caller.audience, model=name)

    def _record(
        self, caller: Caller, asking: Asking, status: ModelStatus, said: Completion, traced: Traced, *,
        started: float, cached: bool = False,
    ) -> None:  # fmt: skip
        role = self.role(asking.role)
        digest = Sent(at=self.clock.now(), program_id="", feature="", asking=asking).digest
        tokens_in = said.tokens_in or len(asking.system + asking.user) // 4  # streams mostly do not count: estimated
        tokens_out = said.tokens_out or len(said.text) // 4
        record = CallRecord(
            role=asking.role.value, feature=caller.feature, model=role.name, prompt=asking.prompt, status=status,
            digest=digest, tokens_in=0 if cached else tokens_in, tokens_out=0 if cached else tokens_out,
            cost=0.0 if cached else cost_of(role, tokens_in, tokens_out),
            milliseconds=int((time.monotonic() - started) * 1000), cached=cached,
        )  # fmt: skip
        caller.records.append(record)
        traced.tell(**{**vars(record), "status": status.value})
        traced.end()
