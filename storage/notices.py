"""Notices: the transactional outbox. Written with the flag, sent after the commit, never twice to the same eyes.

A worker takes a lease on what is due, sends it under the notice's `dedupe_key` (the Message-ID of the mail, the
idempotency key of the webhook), then notes that it went. A worker killed in between loses its lease and the notice is
sent again under the same key, which the receiving side drops: at least once on the wire, exactly once as seen.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select, update

from access.viewer import Viewer
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.scope import Looking
from storage.system import SystemViewer
from storage.tables.flags import NoticeRow


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something waits, for this person, on this channel. It says nothing of what (issue 4)."""

    id: str
    program_id: str
    flag_id: str
    recipient_id: str
    channel: str
    purpose: str
    dedupe_key: str
    due_at: datetime
    attempts: int
    sent_at: datetime | None
    acknowledged_at: datetime | None
    given_up_at: datetime | None


class Notices:
    """Notices to the viewer; all of the program's for a coordinator."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def to_me(self) -> tuple[Notice, ...]:
        """Notices to the viewer, newest first."""
        query = self._in_sight().where(NoticeRow.recipient_id == self.viewer.person_id)
        return tuple(_value(row) for row in self.db.all(query.order_by(NoticeRow.due_at.desc(), NoticeRow.id)))

    def of_flag(self, flag_id: str) -> tuple[Notice, ...]:
        """Notices that went or will go out for a flag, by when they are due."""
        query = self._in_sight().where(NoticeRow.flag_id == flag_id)
        return tuple(_value(row) for row in self.db.all(query.order_by(NoticeRow.due_at, NoticeRow.id)))

    def due(self) -> int:
        """How many wait to be sent now."""
        return self.db.count(self._in_sight().where(_ready(self.db.now)))

    def _in_sight(self) -> Select[NoticeRow]:
        if scope.oversees(self.viewer):
            return select(NoticeRow).where(scope.in_program(self.viewer, NoticeRow.program_id))
        return select(NoticeRow).where(scope.own(self.viewer, NoticeRow.recipient_id, NoticeRow.program_id))


def queue_notice(
    db: WriteSession,
    *,
    program_id: str,
    recipient_id: str,
    channel: str,
    purpose: str,
    dedupe_key: str,
    due_at: datetime,
    flag_id: str = "",
) -> str:
    """Queue a notice in the transaction that makes it necessary. The same `dedupe_key` again changes nothing."""
    before = db.first(select(NoticeRow.id).where(NoticeRow.dedupe_key == dedupe_key))
    if before is not None:
        return before
    notice_id = db.ids.new("notice")
    db.add(
        NoticeRow(
            id=notice_id, program_id=program_id, flag_id=flag_id or None, recipient_id=recipient_id, channel=channel,
            purpose=purpose, dedupe_key=dedupe_key, due_at=due_at, next_attempt_at=due_at, attempts=0,
            created_at=db.now,
        )
    )  # fmt: skip
    db.touch("notice", notice_id)
    return notice_id


def claim_due(
    db: WriteSession, system: SystemViewer, *, worker: str, limit: int, lease: timedelta
) -> tuple[Notice, ...]:
    """Take a lease on what is due, earliest first. Nobody else gets it until the lease runs out."""
    query = (
        select(NoticeRow)
        .where(scope.in_program(system, NoticeRow.program_id), _ready(db.now))
        .order_by(NoticeRow.due_at, NoticeRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = db.all(query)
    for row in rows:
        row.leased_by, row.leased_until, row.attempts = worker, db.now + lease, row.attempts + 1
        db.touch("notice", row.id)
    return tuple(_value(row) for row in rows)


def sent(db: WriteSession, system: SystemViewer, notice_id: str, *, worker: str) -> bool:
    """Note that a leased notice went out. False where the lease had passed to another worker meanwhile."""
    return _settle(db, system, notice_id, worker, sent_at=db.now)


def not_sent(db: WriteSession, system: SystemViewer, notice_id: str, *, worker: str, again_at: datetime | None) -> bool:
    """Note that sending failed: try again at that time, or (None) give up; whoever watches the clock goes on."""
    if again_at is None:
        return _settle(db, system, notice_id, worker, given_up_at=db.now)
    return _settle(db, system, notice_id, worker, next_attempt_at=again_at)


def acknowledge(db: WriteSession, viewer: Viewer, flag_id: str) -> int:
    """The recipient has seen it: every notice to them about this flag is acknowledged. Returns how many were new."""
    acknowledged = db.execute(
        update(NoticeRow)
        .where(
            NoticeRow.program_id == viewer.program_id,
            NoticeRow.recipient_id == viewer.person_id,
            NoticeRow.flag_id == flag_id,
            NoticeRow.acknowledged_at.is_(None),
        )
        .values(acknowledged_at=db.now)
    )
    db.touch("flag", flag_id)
    return acknowledged


def _settle(db: WriteSession, system: SystemViewer, notice_id: str, worker: str, **values: datetime) -> bool:
    settled = db.execute(
        update(NoticeRow)
        .where(
            scope.in_program(system, NoticeRow.program_id),
            NoticeRow.id == notice_id,
            NoticeRow.leased_by == worker,
            NoticeRow.sent_at.is_(None),
        )
        .values(leased_by=None, leased_until=None, **values)
    )
    db.touch("notice", notice_id)
    return settled == 1


def _ready(now: datetime) -> scope.Condition:
    free = or_(NoticeRow.leased_until.is_(None), NoticeRow.leased_until <= now)
    waiting = NoticeRow.sent_at.is_(None) & NoticeRow.given_up_at.is_(None)
    return waiting & (NoticeRow.next_attempt_at <= now) & free


def _value(row: NoticeRow) -> Notice:
    return Notice(
        id=row.id, program_id=row.program_id, flag_id=row.flag_id or "", recipient_id=row.recipient_id,
        channel=row.channel, purpose=row.purpose, dedupe_key=row.dedupe_key, due_at=row.due_at,
        attempts=row.attempts, sent_at=row.sent_at, acknowledged_at=row.acknowledged_at,
        given_up_at=row.given_up_at,
    )  # fmt: skip
