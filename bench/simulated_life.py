"""What happens in the simulated year: who says what when, who looks at their pager, who acts."""

import heapq
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from access.viewer import Viewer
from assistant import escalation, jobs
from assistant.notices.message import Message
from assistant.safety.levels import Category, Concern, Level, ScreenResult, Subject, When
from bench.simulated_program import CHAIN, PROGRAM, START, WorkerDiedError, World
from core.errors import TrellisError
from storage.audit import Audit
from storage.viewers import load_viewer

TICK, SLOW_TICK = timedelta(minutes=5), timedelta(minutes=45)
PER_PAIR_AND_YEAR = {Level.S4: 0.16, Level.S3: 0.4, Level.S2: 0.6}
WORDS = "words that only this simulation knows"
HEARD = (Category.SUICIDE, Category.STALKING_PARTNER_VIOLENCE, Category.MEDICAL, Category.EATING)


@dataclass
class Year:
    """The simulation: events by time, what people do about pages, and what is counted."""

    world: World
    luck: random.Random
    pairs: int
    days: int
    events: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    raised: list[tuple[str, Level, datetime]] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    noticed: int = 0
    order: int = 0
    busy_until: datetime = START
    seconds: float = 0.0

    def at(self, moment: datetime, happen: Callable[[], None]) -> None:
        """Plan something."""
        self.order += 1
        heapq.heappush(self.events, (moment, self.order, happen))

    def plan(self) -> None:
        """When over the year students say what; nights and holidays like any other time."""
        for level, rate in PER_PAIR_AND_YEAR.items():
            for _ in range(round(rate * self.pairs * self.days / 365)):
                mentee = f"mentee_{self.luck.randrange(self.pairs)}"
                moment = START + timedelta(minutes=self.luck.randrange(self.days * 24 * 60))
                self.at(moment, lambda who=mentee, how=level: self.say(who, how))  # type: ignore[misc]

    def run(self) -> None:
        """Live through it: event by event, the jobs every five minutes after each, then slower."""
        self.plan()
        begun, end = time.perf_counter(), START + timedelta(days=self.days + 4)
        while self.world.clock.now() < end:
            now = self.world.clock.now()
            while self.events and self.events[0][0] <= now:
                heapq.heappop(self.events)[2]()
            self.tick()
            self.world.clock.at = self.next_moment(now)
        self.seconds = time.perf_counter() - begun

    def next_moment(self, now: datetime) -> datetime:
        """The next five minutes while a page is out, else the next event or the next day."""
        if now < self.busy_until:
            return now + TICK
        if now < self.busy_until + timedelta(hours=16):
            return now + SLOW_TICK
        ahead = self.events[0][0] if self.events else now + timedelta(days=1)
        return max(now + timedelta(seconds=1), min(ahead, now + timedelta(days=1)))

    def tick(self) -> None:
        """Run the jobs as the background thread would; a dead worker is started again at the next tick."""
        try:
            jobs.run_due(self.world)  # type: ignore[arg-type]
        except WorkerDiedError:
            self.busy_until = max(self.busy_until, self.world.clock.now() + timedelta(minutes=15))
        pager = self.world.transports[0]
        for _, message in pager.sent[self.noticed :]:
            self.receive(message)
        self.noticed = len(pager.sent)

    def say(self, mentee: str, level: Level) -> None:
        """A student says something; sometimes the process dies before it is kept, and they send it again."""
        viewer = self.viewer(mentee)
        dies = self.luck.random() < 0.03
        try:
            flag_id = self.keep(viewer, level, dies=dies)
        except WorkerDiedError:
            flag_id = self.keep(viewer, level, dies=False)
        now = self.world.clock.now()
        self.raised.append((flag_id, level, now))
        self.busy_until = max(self.busy_until, now + timedelta(hours=2 if level > Level.S2 else 0.5))
        if level is Level.S2 and self.luck.random() < 0.7:
            self.at(now + timedelta(hours=self.luck.uniform(0.2, 40)), lambda: self.agree(viewer, flag_id))

    def keep(self, viewer: Viewer, level: Level, *, dies: bool) -> str:
        """Raise it in a transaction of its own; dying inside leaves nothing."""
        category = self.luck.choice(HEARD)
        with self.world.database.write(Audit(actor=viewer.person_id, action="question.ask")) as db:
            flag_id = escalation.raise_from_screen(
                db, self.world, viewer, heard(level, category), about=frozenset({viewer.person_id}),  # type: ignore[arg-type]
                origin_kind="check_in", origin_id=self.world.ids.new("check_in"), words=WORDS,
            )  # fmt: skip
            if dies:
                raise WorkerDiedError
        return flag_id

    def agree(self, viewer: Viewer, flag_id: str) -> None:
        """The student agrees."""
        self.attempt(lambda: escalation.agree(self.world, viewer, flag_id))  # type: ignore[arg-type]
        self.busy_until = max(self.busy_until, self.world.clock.now() + timedelta(minutes=30))

    def receive(self, message: Message) -> None:
        """Somebody's pager rings: if they are there they acknowledge after a while, take it on, and close it later."""
        person, flag_id = message.recipient_id, message.link.rsplit("/", 1)[-1]
        if person not in CHAIN or message.purpose not in ("page", "walk", "queue", "overdue", "joined"):
            return
        if flag_id in self.answered or not self.there(person):
            return
        self.answered.add(flag_id)
        after = timedelta(minutes=self.luck.expovariate(1 / 9))
        now = self.world.clock.now()
        self.at(now + after, lambda: self.work(escalation.acknowledge, person, flag_id))
        self.at(now + after + timedelta(minutes=10), lambda: self.work(escalation.claim, person, flag_id))
        self.at(now + after + timedelta(hours=self.luck.uniform(2, 70)), lambda: self.finish(person, flag_id))

    def there(self, person: str) -> bool:
        """Whether someone looks at their pager: deputies are away for weeks, nights and holidays are thin."""
        local = self.world.clock.now()
        away = {
            "luis": local.isocalendar().week % 5 == 0,
            "ruth": local.month in (12, 7),
            "dana": local.day in (24, 25, 26),
        }
        night = not 12 <= local.hour < 23
        return not away[person] and self.luck.random() < (0.55 if night else 0.85)

    def work(self, move: Callable[..., Any], person: str, flag_id: str) -> None:
        """A coordinator makes a move; somebody may have been faster."""
        self.attempt(lambda: move(self.world, self.viewer(person), flag_id))

    def finish(self, person: str, flag_id: str) -> None:
        """Close it as policy asks."""
        day = (self.world.clock.now() + timedelta(days=3)).date()
        self.answered.discard(flag_id)
        self.attempt(lambda: escalation.close(
            self.world, self.viewer(person), flag_id, outcome="supported", reason="Met.", next_contact_on=day,  # type: ignore[arg-type]
        ))  # fmt: skip

    def attempt(self, move: Callable[[], Any]) -> None:
        """Try; a refusal is one of the product's own."""
        try:
            move()
        except TrellisError:
            return

    def viewer(self, person: str) -> Viewer:
        """The person with today's relations."""
        with self.world.database.read() as db:
            return load_viewer(db, person, PROGRAM)


def heard(level: Level, category: Category) -> ScreenResult:
    """What a screen would return."""
    concern = Concern(
        category=category,
        level=level,
        subject=Subject.SELF,
        time=When.NOW,
        fired="simulated",
        spans=((0, 0, 5),),
        why="simulated",
    )
    return ScreenResult(
        level=level, category=category, concerns=(concern,), lane=None, language="en", versions={"lexicon": "-"}
    )
