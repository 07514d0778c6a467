"""Erasing a person: rows first, then their key, then the space both left in the files (issue 5).

Each step can be repeated, and an erasure broken off is finished at the next start. What stays: the audit (ids and
codes), the frames of flags, sessions and drafts (times and statuses), and an empty row where the person was, so that
these still refer to something. No word of or about the person stays, and no key to those in old backups.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, select

from core.errors import ConflictError
from storage.audit import Audit
from storage.database import Database, WriteSession
from storage.erasing import empty_rows
from storage.system import Job, SystemViewer
from storage.tables.flags import FlagRow
from storage.tables.programs import PersonRow, ProgramRow
from storage.tables.records import ErasureRow

SAFETY = "safety"
ACTION = "person.erase"
BACKUPS = "backups"  # in the data folder; a backup folder elsewhere gets its new keys with the next backup
KEYS = Path("keys") / "keyring.sqlite3"


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What an erasure did: how many rows of each table went or were emptied."""

    person_id: str
    rows: dict[str, int]
    finished_at: datetime


def ask_erasure(db: WriteSession, person_id: str) -> None:
    """Note that a person is to be erased. Raises ConflictError while on call, or while a safety flag is open.

    A safety flag is closed by a person first: an erasure must not make help stop half-way.
    """
    db = db.seen_by(SystemViewer(job=Job.ERASURE))
    db.one(select(PersonRow).where(PersonRow.id == person_id))
    refuse_on_call(db, person_id)
    waiting = select(FlagRow.id).where(
        FlagRow.about_id == person_id, FlagRow.lane == SAFETY, FlagRow.closed_at.is_(None)
    )
    if db.first(waiting) is not None:
        raise ConflictError(
            "Somebody is still looking after this person's safety.",
            next_step="Close the open safety flag first; then erase.",
        )
    if db.first(select(ErasureRow).where(ErasureRow.person_id == person_id)) is None:
        db.add(ErasureRow(id=db.ids.new("erasure"), person_id=person_id, asked_at=db.now))
    db.touch("person", person_id, person_id)


def refuse_on_call(db: WriteSession, person_id: str) -> None:
    """Raise ConflictError while a program would page this person: a chain with a hole pages nobody (promise 1)."""
    for program in db.all(select(ProgramRow).order_by(ProgramRow.id)):
        paged = [*program.settings.get("on_call", ()), program.settings.get("emergency_contact", "")]
        if person_id in map(str, paged):
            raise ConflictError(
                f"This person is on call for {program.name}.",
                next_step="Name someone else first (`trellis user on-call`); then erase.",
            )


def erase_person(database: Database, person_id: str, *, actor: str, reason: str) -> Erased:
    """Erase a person for good. `actor` and `reason` (a code) go into the audit. Raises NotFoundError, ConflictError."""
    audit = Audit(actor=actor, action=ACTION, reason=reason, object_kind="person", object_id=person_id, about=person_id)
    with database.write(audit) as db:
        ask_erasure(db, person_id)
    return _carry_out(database, person_id, audit)


def finish_erasures(database: Database) -> tuple[Erased, ...]:
    """Finish what a crash broke off, and erase anew whom a restored backup brought back. Call it at every start."""
    system = SystemViewer(job=Job.ERASURE)
    with database.read() as db:
        unfinished = set(db.all(select(ErasureRow.person_id).where(ErasureRow.finished_at.is_(None))))
        gone = database.keyring.destroyed()
        returned = set(db.all(select(PersonRow.id).where(PersonRow.id.in_(gone), PersonRow.erased_at.is_(None))))
    done = []
    for person_id in sorted(unfinished | returned):
        audit = Audit(
            actor=system.person_id, action=ACTION, reason="finish", object_kind="person", object_id=person_id,
            about=person_id,
        )  # fmt: skip
        done.append(_carry_out(database, person_id, audit))
    return tuple(done)


def _carry_out(database: Database, person_id: str, audit: Audit) -> Erased:
    with database.write(audit) as db:
        rows = empty_rows(db, person_id)
        db.touch("person", person_id, person_id)
    _destroy_key(database, person_id)
    database.compact()
    with database.write(audit) as db:
        db.execute(delete(ErasureRow).where(ErasureRow.person_id == person_id))
        db.add(ErasureRow(id=db.ids.new("erasure"), person_id=person_id, asked_at=db.now, finished_at=db.now))
        finished_at = db.now
    return Erased(person_id=person_id, rows=rows, finished_at=finished_at)


def _destroy_key(database: Database, person_id: str) -> None:
    """Destroy the key, and in the copy of the keys beside the installation's own backups too."""
    database.keyring.destroy(person_id, database.clock.now())
    if database.keyring.path is not None:
        copy = database.keyring.path.parent / BACKUPS / KEYS
        if copy.exists():
            database.keyring.copy_to(copy)
