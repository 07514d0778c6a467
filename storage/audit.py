"""The audit chain: who did or saw what, when and why, in ids and codes, each row sealing the one before it.

The chain shows any change within it. It cannot show that its tail was cut: export the head (`head`) to somewhere the
database's owner cannot write (docs/adr/0011-audit-chain.md).
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from storage.tables.records import AuditRow

GENESIS = "0" * 64
APPEND_LOCK = 7_274_553  # one appender at a time on PostgreSQL; SQLite has a single writer anyway
PAGE = 5_000


@dataclass(frozen=True, kw_only=True)
class Audit:
    """Why something happens: ids and codes only, never words. `about` is the person concerned, where there is one."""

    actor: str
    action: str
    reason: str = ""
    object_kind: str = ""
    object_id: str = ""
    about: str = ""

    def of(self, object_kind: str, object_id: str, about: str = "") -> "Audit":
        """The same act, on this object."""
        return replace(self, object_kind=object_kind, object_id=object_id, about=about)


@dataclass(frozen=True, kw_only=True)
class AuditHead:
    """The last link: how many rows there are and the hash that stands for all of them."""

    count: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class AuditCheck:
    """What verifying found. `broken_at` is the first row that does not fit, 0 where all do."""

    ok: bool
    count: int
    head: str
    broken_at: int
    why: str


def link(audit: Audit, seq: int, at: datetime, previous: str) -> AuditRow:
    """The row for one act, chained to the hash before it."""
    row = AuditRow(
        seq=seq, at=at, actor_id=audit.actor, action=audit.action, object_kind=audit.object_kind,
        object_id=audit.object_id, about_id=audit.about, reason=audit.reason, previous_hash=previous,
    )  # fmt: skip
    row.hash = row_hash(row)
    return row


def row_hash(row: AuditRow) -> str:
    """SHA-256 over everything in the row, the previous hash included."""
    fields = [
        row.seq, row.at.isoformat(), row.actor_id, row.action, row.object_kind, row.object_id, row.about_id,
        row.reason, row.previous_hash,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(fields, ensure_ascii=True).encode()).hexdigest()


def append(orm: Session, audits: Iterable[Audit], at: datetime) -> None:
    """Add acts to the end of the chain. Called once, just before a commit, so that the lock is short."""
    if orm.get_bind().dialect.name == "postgresql":
        orm.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": APPEND_LOCK})
    last = _last(orm)
    seq, previous = (last.seq, last.hash) if last else (0, GENESIS)
    for audit in audits:
        row = link(audit, seq + 1, at, previous)
        orm.add(row)
        seq, previous = row.seq, row.hash


def head(orm: Session) -> AuditHead:
    """The head of the chain, for export."""
    last = _last(orm)
    return AuditHead(count=last.seq, hash=last.hash) if last else AuditHead(count=0, hash=GENESIS)


def verify(orm: Session, expected: AuditHead | None = None) -> AuditCheck:
    """Walk the chain from its start. `expected`, an exported head, shows a cut or rewritten tail too."""
    count, previous = 0, GENESIS
    while page := _page(orm, count):
        for row in page:
            if row.seq != count + 1 or row.previous_hash != previous or row.hash != row_hash(row):
                why = "a row is missing, added or changed"
                return AuditCheck(ok=False, count=count, head=previous, broken_at=count + 1, why=why)
            count, previous = row.seq, row.hash
            if expected and expected.count == count and expected.hash != previous:
                why = "the chain was rewritten before the exported head"
                return AuditCheck(ok=False, count=count, head=previous, broken_at=count, why=why)
        orm.expunge_all()
    if expected and expected.count > count:
        why = "rows after this one were cut off"
        return AuditCheck(ok=False, count=count, head=previous, broken_at=count + 1, why=why)
    return AuditCheck(ok=True, count=count, head=previous, broken_at=0, why="")


def _last(orm: Session) -> AuditRow | None:
    return orm.scalars(select(AuditRow).order_by(AuditRow.seq.desc()).limit(1)).first()


def _page(orm: Session, after: int) -> Sequence[AuditRow]:
    return orm.scalars(select(AuditRow).where(AuditRow.seq > after).order_by(AuditRow.seq).limit(PAGE)).all()
