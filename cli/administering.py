"""What the administrator's commands do, once click has read them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import click

from access.viewer import Role, Viewer
from assistant import signing_in
from core.clock import SystemClock
from core.errors import InvalidInputError, NotFoundError, TrellisError
from core.ids import RandomIds
from core.settings import Settings, settings_from_environment
from storage.accounts import Door, make_link
from storage.audit import Audit
from storage.database import Database
from storage.migrations import upgrade
from storage.people import People, add_person
from storage.programs import Program, Programs, add_program, change_settings
from storage.system import Job, SystemViewer
from storage.viewers import load_viewer, programs_of

DEEP = 2  # promise 1: a chain has a second person
LASTS = timedelta(days=3)
SYSTEM = SystemViewer(job=Job.ADMINISTRATION)
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class AddedPerson:
    """Who was added, where, and the link that lets them in ("" where a password was set)."""

    person_id: str
    program_name: str
    link: str


@contextmanager
def opened(say: Say) -> Iterator[tuple[Settings, Database]]:
    """The installation's database, brought up to date; a TrellisError becomes the command's own error."""
    settings = settings_from_environment()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    say("database")
    try:
        upgrade(settings.url)
        database = Database.from_settings(settings, clock=SystemClock(), ids=RandomIds())
        try:
            yield settings, database
        finally:
            database.close()
    except TrellisError as error:
        raise click.ClickException(f"{error.message} {error.next_step}".strip()) from None


def add_user(
    *, name: str, email: str, roles: tuple[str, ...], program: str, minor: bool, password: str, say: Say
) -> AddedPerson:
    """Add a person to the only program, or to the one named."""
    with opened(say) as (settings, database):
        with database.read() as db:
            found = one_program(Programs(db, SYSTEM).all(), program)
        with database.write(Audit(actor=SYSTEM.person_id, action="person.add")) as db:
            person_id = add_person(
                db, SYSTEM, program_id=found.id, name=name, email=email, roles=[Role(role) for role in roles],
                is_minor=minor,
            )  # fmt: skip
        if password:
            signing_in.set_password_for(database, person_id, password)
            return AddedPerson(person_id=person_id, program_name=found.name, link="")
        link = link_in(settings, database, person_id, found.id)
    return AddedPerson(person_id=person_id, program_name=found.name, link=link)


def one_program(programs: tuple[Program, ...], wanted: str) -> Program:
    """The program meant. Raises NotFoundError where there is none, or the name is needed and missing."""
    if wanted:
        programs = tuple(one for one in programs if one.id == wanted)
    if len(programs) != 1:
        known = ", ".join(one.id for one in programs) or "none yet: `trellis user start-program`"
        raise NotFoundError(f"Name one program with --program. There are: {known}.")
    return programs[0]


def mentors_of(database: Database) -> tuple[Viewer, ...]:
    """Every mentor of every program as a viewer, for a replay; people whose access has ended are left out."""
    found = []
    with database.read() as db:
        for program in Programs(db, SYSTEM).all():
            for person in People(db, SystemViewer(job=Job.ADMINISTRATION, program_id=program.id)).all(Role.MENTOR):
                with suppress(NotFoundError):
                    found.append(load_viewer(db, person.id, program.id))
    return tuple(found)


def link_for_email(email: str, say: Say) -> str:
    """A new one-time link for whoever has this address."""
    with opened(say) as (settings, database):
        with database.read() as db:
            account = Door(db).account(email)
            programs = programs_of(db, account.person_id) if account else ()
        if account is None or not programs:
            raise NotFoundError("Nobody has that address here.", next_step="Add them with `trellis user add`.")
        return link_in(settings, database, account.person_id, programs[0])


def start_program(chosen: dict[str, Any], say: Say) -> list[tuple[str, str]]:
    """Start a program with its first two coordinators, who are its on-call chain."""
    low, high = chosen["sessions"]
    start: datetime = chosen["term_start"]
    end: datetime = chosen["term_end"]
    people = [chosen["coordinator"], chosen["deputy"]]
    with opened(say) as (settings, database):
        ids = [database.ids.new("person") for _ in people]
        program = Program(
            id=database.ids.new("program"), name=chosen["name"], timezone=chosen["timezone"], term_start=start.date(),
            term_end=end.date(), sessions_goal=(low, high), settings={"on_call": ids},
        )  # fmt: skip
        with database.write(Audit(actor=SYSTEM.person_id, action="program.start")) as db:
            add_program(db, SYSTEM, program)
            for person_id, (name, email) in zip(ids, people, strict=True):
                add_person(
                    db, SYSTEM, program_id=program.id, name=name, email=email, roles=[Role.COORDINATOR],
                    person_id=person_id,
                )  # fmt: skip
        links = [link_in(settings, database, person_id, program.id) for person_id in ids]
    return [(name, link) for (name, _), link in zip(people, links, strict=True)]


def set_on_call(program: str, person_ids: tuple[str, ...], say: Say) -> str:
    """Replace a program's on-call chain; returns the program's name. Raises InvalidInputError for one that is none."""
    with opened(say) as (_, database):
        with database.read() as db:
            found = one_program(Programs(db, SYSTEM).all(), program)
            ready = {
                person.id
                for person in People(db, SystemViewer(job=Job.ADMINISTRATION, program_id=found.id)).all()
                if Role.COORDINATOR in person.roles and person.closed_at is None
            }
        if len(set(person_ids)) < DEEP or not set(person_ids) <= ready:
            raise InvalidInputError(
                f"A chain needs {DEEP} or more coordinators of {found.name} who are still here.",
                next_step=f"There are: {', '.join(sorted(ready))}.",
            )
        settings = {**found.settings, "on_call": list(dict.fromkeys(person_ids))}
        with database.write(Audit(actor=SYSTEM.person_id, action="program.on_call")) as db:
            change_settings(db, SYSTEM, found.id, settings)
    return found.name


def link_in(settings: Settings, database: Database, person_id: str, program_id: str) -> str:
    """The address of a one-time sign-in link."""
    secret = signing_in.new_secret()
    with database.write(Audit(actor=SYSTEM.person_id, action="sign_in.make_link")) as db:
        make_link(
            db, person_id, program_id, token_hash=signing_in.hashed(secret), expires_at=database.clock.now() + LASTS
        )  # fmt: skip
    base = settings.public_url or f"http://{settings.host}:{settings.port}"
    return f"{base}/sign-in/link/{secret}"
