"""The program the simulated year is lived in: people, a pager that fails, and a process that dies."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from access.viewer import Role
from assistant.notices.message import Message, NotSentError
from assistant.safety.policy import EscalationPolicy, load_escalation
from core.clock import FixedClock
from core.ids import CountedIds
from core.settings import Settings
from storage.audit import Audit
from storage.database import Database
from storage.keyring import Keyring
from storage.pairings import pair
from storage.people import add_person
from storage.programs import Program, add_program
from storage.system import Job, SystemViewer
from storage.tables import Table

PROGRAM, CHAIN, CONTACT = "program_year", ("dana", "luis", "ruth"), "dean"
SYSTEM = SystemViewer(job=Job.DEMO)
START = datetime(2026, 8, 24, 12, 0, tzinfo=UTC)


class WorkerDiedError(BaseException):
    """`kill -9`: nothing after this line runs, and no transaction under way is kept."""


@dataclass
class Pager:
    """Sends by what the outside does: mostly well, sometimes down, and sometimes the worker dies before or after."""

    luck: random.Random
    channel: str = "webhook"
    sent: list[tuple[datetime, Message]] = field(default_factory=list)
    clock: FixedClock = field(default_factory=lambda: FixedClock(START))
    deaths: int = 0
    failures: int = 0
    died_after_sending: int = 0

    def send(self, message: Message) -> None:
        """Send, fail, or die before or after having sent."""
        fate = self.luck.random()
        if fate < 0.02:
            self.die()
        if fate < 0.06:
            self.failures += 1
            raise NotSentError
        self.sent.append((self.clock.now(), message))
        if fate > 0.98:
            self.died_after_sending += 1
            self.die()

    def die(self) -> None:
        """The worker is killed here."""
        self.deaths += 1
        raise WorkerDiedError


@dataclass(frozen=True)
class World:
    """Stands where Services stands."""

    database: Database
    transports: tuple[Pager, ...]
    escalation: EscalationPolicy
    settings: Settings

    @property
    def clock(self) -> Any:
        """The simulated clock."""
        return self.database.clock

    @property
    def ids(self) -> Any:
        """Counted ids: a run comes out the same."""
        return self.database.ids


def build(folder: Path, pairs: int, luck: random.Random) -> World:
    """The program: coordinators, a dean outside the desk, and its pairs."""
    clock, ids = FixedClock(START), CountedIds()
    keyring = Keyring(folder / "keys.sqlite3", b"a master key that only this simulation uses")
    database = Database(f"sqlite:///{folder / 'year.sqlite3'}", keyring, clock=clock, ids=ids)
    Table.metadata.create_all(database.engine)
    program = Program(
        id=PROGRAM, name="A simulated program", timezone="America/New_York", term_start=date(2026, 8, 24),
        term_end=date(2027, 8, 20), sessions_goal=(8, 10), settings={"on_call": list(CHAIN), "emergency_contact": CONTACT},
    )  # fmt: skip
    with database.write(Audit(actor="system:demo", action="demo.fill")) as db:
        add_program(db, SYSTEM, program)
        people = [(one, Role.COORDINATOR) for one in CHAIN] + [(CONTACT, Role.ADMINISTRATOR)]
        people += [(f"{role}_{n}", Role(role)) for n in range(pairs) for role in ("mentor", "mentee")]
        for person, role in people:
            add_person(
                db,
                SYSTEM,
                program_id=PROGRAM,
                name=person.title(),
                email=f"{person}@college.example",
                roles=[role],
                person_id=person,
            )
        for n in range(pairs):
            pair(
                db, SYSTEM, program_id=PROGRAM, structure="one_to_one", mentor_id=f"mentor_{n}", mentee_ids=[f"mentee_{n}"],
                started_on=date(2026, 8, 24),
            )  # fmt: skip
    return World(database, (Pager(luck, clock=clock),), load_escalation(), Settings(data_dir=folder))
