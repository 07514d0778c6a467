"""A small invented campus, generated from a seed and filled through the use cases that serve people."""

import random
import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from access.viewer import Role, Viewer
from assistant import checking_in, conversations, noting, sessions, signing_in
from assistant.noting import NoteText
from assistant.wiring import Services
from core.clock import FixedClock
from core.ids import CountedIds
from storage.audit import Audit
from storage.database import Database
from storage.goals import set_goal
from storage.keyring import Keyring
from storage.migrations import upgrade
from storage.pairings import pair
from storage.people import add_person
from storage.programs import Program, add_program
from storage.sessions import add_deadline, change_session, plan_session
from storage.system import Job, SystemViewer
from storage.viewers import load_viewer

PROGRAM = "program_surface"
NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
MASTER = b"a master key of a measurement..."
SYSTEM = SystemViewer(job=Job.DEMO, program_id=PROGRAM)
FIRST = (
    "Ada",
    "Bela",
    "Chidi",
    "Dunya",
    "Efua",
    "Farid",
    "Gitte",
    "Hana",
    "Ilya",
    "Juno",
    "Kofi",
    "Lena",
    "Milo",
    "Noor",
)
LAST = (
    "Abara",
    "Brandt",
    "Castell",
    "Dubek",
    "Eriksen",
    "Fontaine",
    "Grau",
    "Holm",
    "Ito",
    "Jansky",
    "Kealoha",
    "Lindqvist",
)
ROLES = {
    "mia": Role.MENTEE, "mo": Role.MENTEE, "gus": Role.MENTEE, "gwen": Role.MENTEE, "tara": Role.MENTOR,
    "theo": Role.MENTOR, "cora": Role.COORDINATOR, "dee": Role.COORDINATOR, "val": Role.EVALUATOR,
    "adam": Role.ADMINISTRATOR,
}  # fmt: skip
"""By id. Tara mentors Mia; Theo mentors the group of Mo, Gus and Gwen. Cora is first on call, Dee second."""
PLAIN = (
    "Bring the reading list for history.", "Meet the tutor on Tuesday at three.", "Finish the second lab report.",
    "Outline the essay before Friday.", "Practice ten problems a day.", "Register for the spring courses.",
    "Plan two study blocks a week.", "Ask about office hours.",
)  # fmt: skip


@dataclass
class Campus:
    """Services over one folder, and everybody's sign-in token."""

    services: Services
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.services.settings.data_dir

    def viewer(self, person: str) -> Viewer:
        with self.services.database.read() as db:
            return load_viewer(db, person, PROGRAM)

    def write(self, person: str):
        return self.services.database.write(Audit(actor=person, action="demo.fill"))

    def copied(self, folder: Path) -> "Campus":
        """The same campus over a copy of its files; ids count on from one fixed number, whatever was written here."""
        folder.mkdir(parents=True)
        self.services.database.compact()
        for path in self.folder.glob("*.sqlite3"):
            shutil.copy(path, folder / path.name)
        return Campus(opened(self.services, folder, CountedIds(last=500_000)), dict(self.tokens))

    def close(self) -> None:
        self.services.database.close()


def opened(built: Services, folder: Path, ids: CountedIds) -> Services:
    """The services of this process over another folder, at a moment that stands still."""
    settings = built.settings.model_copy(update={"data_dir": folder})
    clock = FixedClock(NOW)
    keyring = Keyring(folder / "keyring.sqlite3", MASTER)
    database = Database(settings.url, keyring, clock=clock, ids=ids)
    return replace(built, settings=settings, clock=clock, ids=ids, database=database)


def generated(built: Services, folder: Path, seed: int = 1) -> Campus:
    """A campus of ten people: one pair, one group of three, two coordinators, an evaluator, an administrator."""
    folder.mkdir(parents=True, exist_ok=True)
    services = opened(built, folder, CountedIds())
    upgrade(services.settings.url)
    campus, rng = Campus(services), random.Random(seed)
    people(campus, rng)
    for pairing, mentor, mentees in (("p-mia", "tara", ["mia"]), ("p-group", "theo", ["mo", "gus", "gwen"])):
        fill_pairing(campus, rng, pairing, mentor, mentees)
    for mentee in ("mia", "mo"):
        conversations.ask(services, campus.viewer(mentee), "When is the tutoring center open?", key=f"key-{mentee}")
    for person in ROLES:
        campus.tokens[person] = signing_in.start(services, person, PROGRAM)
    return campus


def people(campus: Campus, rng: random.Random) -> None:
    names = rng.sample(FIRST, len(ROLES)), rng.sample(LAST, len(ROLES))
    with campus.write("system:demo") as db:
        add_program(db, SYSTEM, Program(
            id=PROGRAM, name="Peer Mentoring", timezone="America/New_York", term_start=date(2026, 8, 24),
            term_end=date(2026, 12, 18), sessions_goal=(8, 10), settings={"on_call": ["cora", "dee"]},
        ))  # fmt: skip
        for (person, role), first, last in zip(ROLES.items(), *names, strict=True):
            add_person(
                db, SYSTEM, program_id=PROGRAM, name=f"{first} {last}", email=f"{person}@surface.example", roles=[role],
                person_id=person,
            )  # fmt: skip
        add_deadline(
            db, SYSTEM, program_id=PROGRAM, due_on=date(2026, 12, 4), text="Last day to withdraw", source="cal"
        )


def fill_pairing(campus: Campus, rng: random.Random, pairing: str, mentor: str, mentees: list[str]) -> None:
    """Two sessions held with notes, one ahead with a draft, goals, a check-in answered and one open."""
    structure = "one_to_one" if len(mentees) == 1 else "small_group"
    started = (NOW - timedelta(days=40)).date()
    with campus.write("system:demo") as db:
        pair(
            db, SYSTEM, program_id=PROGRAM, structure=structure, mentor_id=mentor, mentee_ids=mentees,
            started_on=started, pairing_id=pairing,
        )  # fmt: skip
        held = [planned(db, pairing, -days) for days in (21, 7)]
        ahead = planned(db, pairing, 2)
        for session in held:
            change_session(db, SYSTEM, session, status="held")
    for mentee in mentees:
        with campus.write(mentee) as db:
            for shared in (True, False):
                set_goal(
                    db, campus.viewer(mentee), mentee_id=mentee, text=rng.choice(PLAIN), kind="habit", area="academic",
                    shared=shared,
                )  # fmt: skip
        for answered in (True, False):
            check_in(campus, rng, pairing, mentor, mentee, answered=answered)
    for session in held:
        noting.write(campus.services, campus.viewer(mentor), session, NoteText(goals=" ".join(rng.sample(PLAIN, 3))))
    sessions.make_prep(campus.services, campus.viewer(mentor), ahead)


def planned(db, pairing: str, days: int) -> str:
    at = NOW + timedelta(days=days)
    return plan_session(db, SYSTEM, pairing_id=pairing, starts_at=at, minutes=60, mode="in_person")


def check_in(campus: Campus, rng: random.Random, pairing: str, mentor: str, mentee: str, *, answered: bool) -> None:
    sent = checking_in.send(
        campus.services, campus.viewer(mentor), pairing_id=pairing, mentee_id=mentee, channel="message",
        message="How is this week going?",
    )  # fmt: skip
    if answered:
        checking_in.answer(
            campus.services, campus.viewer(mentee), sent, ratings={"planning": 4, "connections": 3},
            text=rng.choice(PLAIN), share=True,
        )  # fmt: skip
