"""What a coordinator and an administrator oversee: pairs at a glance, people, the audit, the health of the machine."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from access.viewer import Role, Viewer
from assistant.wiring import Services
from assistant.writing.chat import ModelRoleName
from core.errors import InvalidInputError
from storage.audit import Audit, AuditCheck
from storage.audit_log import AuditEntry, AuditLog
from storage.database import ReadSession
from storage.notices import Notices
from storage.pairings import Pairing, Pairings, end_pairing, pair
from storage.people import People, Person, close_person
from storage.programs import Program, Programs
from storage.second_wall import WARNING, bypassed
from storage.sessions import MentoringSession, MentoringSessions
from storage.training import Training

SILENT_AFTER = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """One pairing at a glance: fidelity first, outcomes nowhere (product.md: fidelity before outcomes)."""

    pairing: Pairing
    mentor: str
    mentees: tuple[str, ...]
    held: int
    expected: tuple[int, int]
    missed: int
    last_held: datetime | None
    next_planned: datetime | None
    silent: bool
    load: int


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """Everyone in the program, with mentors' training minutes."""

    people: tuple[Person, ...]
    minutes: dict[str, int]
    program: Program


@dataclass(frozen=True, kw_only=True)
class Health:
    """What an administrator looks at first."""

    database: str
    audit: AuditCheck
    notices_due: int
    index_version: str
    policies: dict[str, str]
    chain: tuple[str, ...]
    bypassed: str = ""  # what is wrong where the database's second wall does not hold
    model: str = ""  # the writer's name, "" where none is configured


def pairs(services: Services, viewer: Viewer) -> tuple[PairRow, ...]:
    """All open pairings, the quietest first."""
    now = services.clock.now()
    with services.database.read() as db:
        program = Programs(db, viewer).mine()
        open_pairings = Pairings(db, viewer).all()
        ids = {person for one in open_pairings for person in (one.mentor_id, *one.mentee_ids)}
        names = People(db, viewer).names(ids)
        sessions = MentoringSessions(db, viewer).of_pairings([one.id for one in open_pairings])
    load = loads(open_pairings)
    rows = [
        pair_row(one, names, [s for s in sessions if s.pairing_id == one.id], program, now, load[one.mentor_id])
        for one in open_pairings
    ]
    return tuple(sorted(rows, key=lambda row: (not row.silent, row.last_held is not None, row.last_held)))


def loads(pairings: tuple[Pairing, ...]) -> dict[str, int]:
    """Mentees by mentor."""
    load: dict[str, int] = {}
    for one in pairings:
        load[one.mentor_id] = load.get(one.mentor_id, 0) + len(one.mentee_ids)
    return load


def pair_row(
    pairing: Pairing,
    names: dict[str, str],
    sessions: list[MentoringSession],
    program: Program,
    now: datetime,
    load: int,
) -> PairRow:
    """One pairing's figures."""
    held = [one for one in sessions if one.status == "held"]
    ahead = [one for one in sessions if one.status == "planned" and one.starts_at > now]
    last = held[-1].starts_at if held else None
    return PairRow(
        pairing=pairing,
        mentor=names.get(pairing.mentor_id, "A mentor"),
        mentees=tuple(names.get(one, "A mentee") for one in pairing.mentee_ids),
        held=len(held),
        expected=program.sessions_goal,
        missed=sum(1 for one in sessions if one.status == "missed"),
        last_held=last,
        next_planned=ahead[0].starts_at if ahead else None,
        silent=(last is None or now - last > SILENT_AFTER) and not ahead,
        load=load,
    )


def people(services: Services, viewer: Viewer) -> PeoplePage:
    """Everyone in the program."""
    with services.database.read() as db:
        everyone = People(db, viewer).all()
        entries = Training(db, viewer).all() if viewer.has(Role.COORDINATOR) else ()
        program = Programs(db, viewer).mine()
    minutes: dict[str, int] = {}
    for entry in entries:
        minutes[entry.person_id] = minutes.get(entry.person_id, 0) + entry.minutes
    order = {role: number for number, role in enumerate(Role)}
    listed = sorted(everyone, key=lambda one: (min((order[r] for r in one.roles), default=9), one.name))
    return PeoplePage(people=tuple(listed), minutes=minutes, program=program)


def start_pairing(services: Services, viewer: Viewer, *, structure: str, mentor_id: str, mentee_ids: list[str]) -> str:
    """Pair a mentor with mentees from today; returns the pairing's id. Raises InvalidInputError."""
    if not mentee_ids:
        raise InvalidInputError("Whom with?", fields={"mentee_ids": "Pick at least one mentee."})
    today = services.clock.now().date()
    with services.database.write(Audit(actor=viewer.person_id, action="pairing.start")) as db:
        return pair(
            db, viewer, program_id=viewer.program_id, structure=structure, mentor_id=mentor_id, mentee_ids=mentee_ids,
            started_on=today,
        )  # fmt: skip


def stop_pairing(services: Services, viewer: Viewer, pairing_id: str, *, reason: str) -> None:
    """End a pairing: the mentor's access ends with it, at once (C6)."""
    with services.database.write(Audit(actor=viewer.person_id, action="pairing.end", reason=reason)) as db:
        end_pairing(db, viewer, pairing_id, on=services.clock.now().date(), reason=reason)


def close(services: Services, viewer: Viewer, person_id: str) -> None:
    """End a person's access at once."""
    with services.database.write(Audit(actor=viewer.person_id, action="person.close")) as db:
        close_person(db, viewer, person_id)


def audit_log(services: Services, viewer: Viewer) -> tuple[tuple[AuditEntry, str], ...]:
    """The latest acts with names where the viewer may know them, roles elsewhere."""
    with services.database.read() as db:
        entries = AuditLog(db, viewer).recent()
        names = People(db, viewer).names({entry.actor_id for entry in entries if entry.actor_id})
    return tuple((entry, names.get(entry.actor_id, entry.actor_role)) for entry in entries)


def health(services: Services, viewer: Viewer) -> Health:
    """Whether everything is well, without a word of anybody's."""
    with services.database.read() as db:
        check = db.verify_audit()
        chain = Programs(db, viewer).mine().settings.get("on_call", [])
        names = People(db, viewer).names(chain)
        due = notices_due(db, viewer)
    return Health(
        database=services.database.url.partition(":")[0], audit=check, notices_due=due,
        index_version=services.retriever.version, policies=policy_versions(services),
        chain=tuple(names.get(one, "someone no longer here") for one in chain),
        bypassed=WARNING if bypassed(services.database) else "",
        model=services.models.role(ModelRoleName.WRITER).name if services.models else "",
    )  # fmt: skip


def notices_due(db: ReadSession, viewer: Viewer) -> int:
    """Notices waiting to be sent."""
    return Notices(db, viewer).due()


def policy_versions(services: Services) -> dict[str, str]:
    """The versions in force."""
    versions: dict[str, Any] = {
        "flows": services.flows.version, "classing": services.classing.version,
        "escalation": services.escalation.version,
    }  # fmt: skip
    return {name: str(version) for name, version in versions.items()}
