"""Makers of test worlds: plain functions with keyword arguments. Each makes one thing, through the real doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from access.flows import DataClass
from access.viewer import Role, Viewer
from core.clock import FixedClock
from core.ids import CountedIds
from storage.audit import Audit
from storage.conversations import Question, start_conversation, store_question
from storage.database import Database
from storage.keyring import Keyring
from storage.notes import NoteLine, write_note
from storage.pairings import pair
from storage.people import Profile, add_person
from storage.programs import Program, add_program
from storage.raising import NewFlag, Raised, raise_flag
from storage.scope import Looking
from storage.sessions import plan_session
from storage.system import Job, SystemViewer
from storage.tables import Table
from storage.viewers import load_viewer

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 10, 14, 15, 0, tzinfo=UTC)
MASTER = b"a master key that only tests use"
SYSTEM = SystemViewer(job=Job.DEMO)
PROGRAM = "program_one"
WHO = (
    ("Ana", Role.MENTOR), ("Eve", Role.MENTOR), ("Bo", Role.MENTEE), ("Cy", Role.MENTEE), ("Cora", Role.COORDINATOR),
    ("Dee", Role.COORDINATOR), ("Ada", Role.ADMINISTRATOR), ("Val", Role.EVALUATOR),
)  # fmt: skip


def make_database(folder: Path | None = None, *, url: str = "", now: datetime = NOW) -> Database:
    """A database with its tables: in `folder`, at `url`, or in memory. Its clock stands still, its ids count."""
    where = url or (f"sqlite:///{folder / 'trellis.sqlite3'}" if folder else "sqlite://")
    keyring = Keyring(folder / "keyring.sqlite3" if folder else None, MASTER)
    database = Database(where, keyring, clock=FixedClock(now), ids=CountedIds())
    Table.metadata.create_all(database.engine)
    return database


def audit(action: str = "test.act", actor: str = "system:demo") -> Audit:
    """Why a test writes."""
    return Audit(actor=actor, action=action)


def make_program(database: Database, *, program_id: str = PROGRAM) -> str:
    """A program in the middle of its term."""
    program = Program(
        id=program_id, name="Peer Mentoring", timezone="America/New_York", term_start=date(2026, 8, 24),
        term_end=date(2026, 12, 11), sessions_goal=(8, 10),
    )  # fmt: skip
    with database.write(audit()) as db:
        add_program(db, SYSTEM, program)
    return program_id


def make_person(
    database: Database, name: str, *roles: Role, program_id: str = PROGRAM, email: str = "",
    nicknames: Sequence[str] = (),
) -> str:  # fmt: skip
    """A person; a mentee unless told otherwise. Returns the id, which is their name in small letters."""
    with database.write(audit()) as db:
        return add_person(
            db, SYSTEM, program_id=program_id, name=name, email=email or f"{name.lower()}@college.example",
            roles=roles or (Role.MENTEE,), profile=Profile(nicknames=tuple(nicknames)), person_id=name.lower(),
        )  # fmt: skip


def make_pairing(
    database: Database, mentor_id: str, *mentee_ids: str, structure: str = "", program_id: str = PROGRAM
) -> str:
    """An open pairing: one to one, or a small group when there are several mentees."""
    structure = structure or ("one_to_one" if len(mentee_ids) == 1 else "small_group")
    with database.write(audit()) as db:
        return pair(
            db, SYSTEM, program_id=program_id, structure=structure, mentor_id=mentor_id, mentee_ids=mentee_ids,
            started_on=date(2026, 9, 1),
        )  # fmt: skip


def make_viewer(database: Database, person_id: str, *, program_id: str = PROGRAM) -> Viewer:
    """The person looking, with their relations of now."""
    with database.read() as db:
        return load_viewer(db, person_id, program_id)


def make_session(database: Database, pairing_id: str, *, in_days: int = 1) -> str:
    """A session of an hour."""
    with database.write(audit()) as db:
        return plan_session(
            db, SYSTEM, pairing_id=pairing_id, starts_at=database.clock.now() + timedelta(days=in_days), minutes=60,
            mode="in_person",
        )  # fmt: skip


def make_note(
    database: Database, mentor: Viewer, session_id: str, text: str, *, about: Sequence[str],
    data_class: DataClass = DataClass.D7, said_to: Sequence[str] = (),
) -> str:  # fmt: skip
    """A note of one sentence."""
    line = NoteLine(
        section="concerns", text=text, about=frozenset(about), data_class=data_class, said_to=frozenset(said_to)
    )
    with database.write(audit("note.write", mentor.person_id)) as db:
        return write_note(db, mentor, session_id=session_id, lines=[line])


def make_question(
    database: Database, viewer: Viewer, text: str, *, key: str = "key", data_class: DataClass = DataClass.D2,
    expires_at: datetime | None = None,
) -> Question:  # fmt: skip
    """A question in a conversation of its own."""
    with database.write(audit("question.ask", viewer.person_id)) as db:
        conversation_id = start_conversation(db, viewer)
        return store_question(
            db, viewer, conversation_id, text=text, idempotency_key=key, screen_level="S0", data_class=data_class,
            expires_at=expires_at,
        )  # fmt: skip


def make_flag(
    database: Database, raiser: Looking, about_id: str, *, category: str = "suicide", level: str = "S3",
    lane: str = "safety", words: str = "evidence", closed_to: Sequence[str] = (), mentor_sees: str = "exists",
    open_to_coordinator: bool = True, program_id: str = PROGRAM,
) -> Raised:  # fmt: skip
    """A flag with one concern."""
    new = NewFlag(
        about_id=about_id, raised_how="screen", origin_kind="question", origin_id="question_x", category=category,
        level=level, lane=lane, status="raised", concerns=[{"category": category, "words": words}],
        made_with={"policy": "2026-11"}, due_at=database.clock.now() + timedelta(hours=2),
        open_to_coordinator=open_to_coordinator, closed_to=frozenset(closed_to), mentor_sees=mentor_sees,
    )  # fmt: skip
    with database.write(audit("flag.raise", raiser.person_id)) as db:
        return raise_flag(db, raiser, program_id, new)


@dataclass
class World:
    """Ana mentors Bo, Eve mentors Cy; Cora and Dee coordinate, Ada administers. `world.ana` is Ana looking, now."""

    database: Database
    pairing: str
    session: str

    def __getattr__(self, name: str) -> Viewer:
        return make_viewer(self.database, name)


def make_world(folder: Path, *, url: str = "") -> World:
    """A small program at work, in a database of its own."""
    return populate(make_database(folder, url=url))


def populate(database: Database) -> World:
    """Put the small program into an empty database."""
    make_program(database)
    for name, role in WHO:
        make_person(database, name, role)
    pairing = make_pairing(database, "ana", "bo")
    make_pairing(database, "eve", "cy")
    return World(database, pairing, make_session(database, pairing))
