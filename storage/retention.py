"""Retention: what has expired goes, with a report of how much (C8)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage.accounts import sweep_door
from storage.database import WriteSession
from storage.statements import in_sight
from storage.stating import forget
from storage.system import SystemViewer
from storage.tables.conversations import AnswerRow
from storage.tables.statements import StatementRow


@dataclass(frozen=True, kw_only=True)
class Swept:
    """How many sentences expired, by class, and how many answers went with their questions."""

    statements: dict[str, int]
    answers: int


def sweep(db: WriteSession, system: SystemViewer, door_before: datetime) -> Swept:
    """Delete expired sentences, the answers to expired questions, and what the door no longer needs.

    A question keeps its place and its time, without words. Drafts made from a sentence keep their own copy: they are
    the mentor's record, and expire with the draft.
    """
    db = db.seen_by(system)
    rows = db.all(select(StatementRow).where(in_sight(system), StatementRow.expires_at <= db.now))
    by_class: dict[str, int] = {}
    for row in rows:
        by_class[row.data_class] = by_class.get(row.data_class, 0) + 1
        db.touch("statement", row.id)
    answers = db.execute(delete(AnswerRow).where(AnswerRow.question_id.in_([row.origin_id for row in rows])))
    forget(db, [row.id for row in rows])
    sweep_door(db, door_before)
    return Swept(statements=dict(sorted(by_class.items())), answers=answers)
