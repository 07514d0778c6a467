"""Writing flags: raising one, joining a case, moving it. The rules of the moves are the use case's table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from access.viewer import Viewer
from core.errors import InvalidInputError, NotAllowedError, NotFoundError
from storage.database import WriteSession, changed_by_someone_else
from storage.flags import in_desk, place
from storage.glimpses import NOTHING, Glimpses
from storage.scope import Looking
from storage.tables.flags import FlagClosedToRow, FlagMoveRow, FlagRow

RAISED = "raised"
JOINED = "joined"
SAFETY = "safety"
CHANGEABLE = frozenset(
    {
        "level", "lane", "category", "due_at", "claimed_by", "acknowledged_at", "next_contact_on", "outcome",
        "open_to_coordinator", "telling_withheld", "closed_at", "mentor_sees",
    }
)  # fmt: skip


CHANGEABLE_BY_SUBJECT = frozenset({"open_to_coordinator", "due_at"})  # agree, or ask for time


@dataclass(frozen=True, kw_only=True)
class NewFlag:
    """A flag to raise. `concerns`: what fired and the verbatim spans with turn ids, as plain values (rule 10).

    `closed_to`: whom it complains about. `mentor_sees`: nothing | exists | category, from policy by category.
    """

    about_id: str
    raised_how: str  # screen | mentor | mentee | coordinator
    origin_kind: str
    origin_id: str
    category: str
    level: str
    lane: str
    status: str
    concerns: Sequence[dict[str, Any]]
    made_with: dict[str, Any]
    due_at: datetime | None
    open_to_coordinator: bool
    closed_to: frozenset[str] = frozenset()
    mentor_sees: str = NOTHING
    reason_code: str = field(default="")


@dataclass(frozen=True, kw_only=True)
class Raised:
    """A flag as stored. `case_id` is the flag itself, or the open case it joined; `worse` if it raised that case.

    `acknowledged_at`: when somebody last took up the case it joined, if anybody did.
    """

    flag_id: str
    case_id: str
    joined: bool
    worse: bool
    acknowledged_at: datetime | None = None


def raise_flag(db: WriteSession, viewer: Looking, program_id: str, new: NewFlag) -> Raised:
    """Raise a flag in the same transaction as the words that caused it. The same situation twice is one case."""
    db = db.seen_by(viewer)
    case = _open_case(db, program_id, new)
    row = _row(db, viewer, program_id, new, case)
    db.add(row)
    _bar(db, row.id, new.closed_to)
    _keep_move(db, row, RAISED, "", by_id=viewer.person_id, reason_code=new.reason_code)
    db.touch("flag", row.id, new.about_id)
    if case is None:
        return Raised(flag_id=row.id, case_id=row.id, joined=False, worse=False)
    worse = _worsen(db, case, new)
    _keep_move(db, case, JOINED, case.status, by_id=viewer.person_id, reason_code="duplicate")
    return Raised(flag_id=row.id, case_id=case.id, joined=True, worse=worse,
                  acknowledged_at=case.acknowledged_at)  # fmt: skip


def move_flag(
    db: WriteSession,
    viewer: Looking,
    flag_id: str,
    *,
    move: str,
    to_status: str,
    version: int,
    reason_code: str = "",
    words: str = "",
    closing_words: str = "",
    changes: Mapping[str, Any] | None = None,
) -> int:
    """Make a move on a flag: from the desk, or in the care lane as the person it is about; returns its new version.

    `words` go into the history, `closing_words` onto the flag, both sealed. `changes` names fields of CHANGEABLE.
    Raises ConflictError where the flag moved since `version`.
    """
    db = db.seen_by(viewer)
    row, changeable = _movable(db, viewer, flag_id)
    if row.version != version:
        raise changed_by_someone_else()
    if unknown := set(changes or {}) - changeable:
        raise InvalidInputError(f"A move does not change {', '.join(sorted(unknown))}.")
    for name, value in (changes or {}).items():
        setattr(row, name, value)
    if closing_words:
        row.closing_sealed = db.keyring.seal([row.about_id], place(row.id, "closing"), closing_words)
    before, row.status = row.status, to_status
    row.version += 1
    _keep_move(db, row, move, before, by_id=viewer.person_id, reason_code=reason_code, words=words)
    db.touch("flag", row.id, row.about_id)
    return row.version


def add_to_flag(db: WriteSession, viewer: Viewer, flag_id: str, concerns: Sequence[dict[str, Any]]) -> None:
    """Replace the evidence of a flag about oneself: the student softens it or adds to it before others read it."""
    db = db.seen_by(viewer)
    row, _ = _movable(db, viewer, flag_id)
    row.concerns_sealed = db.keyring.seal_json([row.about_id], place(row.id, "concerns"), list(concerns))
    db.touch("flag", flag_id, row.about_id)


def _movable(db: WriteSession, viewer: Looking, flag_id: str) -> tuple[FlagRow, frozenset[str]]:
    """The row, and what a move may change: nearly everything from the desk, little for the student in the care lane."""
    query = select(FlagRow).where(FlagRow.id == flag_id).with_for_update()
    row = db.first(query.where(in_desk(viewer)))
    if row is not None:
        return row, CHANGEABLE
    if not isinstance(viewer, Viewer):
        raise NotFoundError
    if Glimpses(db, viewer).one_about_me(flag_id).lane == SAFETY:
        raise NotAllowedError("Somebody on duty looks after this one.")
    return db.one(query), CHANGEABLE_BY_SUBJECT


def _open_case(db: WriteSession, program_id: str, new: NewFlag) -> FlagRow | None:
    """An open case about the same person and the same kind of thing."""
    query = select(FlagRow).where(
        FlagRow.program_id == program_id,
        FlagRow.about_id == new.about_id,
        FlagRow.category == new.category,
        FlagRow.closed_at.is_(None),
        FlagRow.duplicate_of.is_(None),
    )
    return db.first(query.order_by(FlagRow.raised_at, FlagRow.id))


def _row(db: WriteSession, viewer: Looking, program_id: str, new: NewFlag, case: FlagRow | None) -> FlagRow:
    flag_id = db.ids.new("flag")
    return FlagRow(
        id=flag_id, program_id=program_id, about_id=new.about_id, raised_by=viewer.person_id,
        raised_how=new.raised_how, origin_kind=new.origin_kind, origin_id=new.origin_id, category=new.category,
        level=new.level, lane=new.lane, status=new.status, mentor_sees=new.mentor_sees, made_with=new.made_with,
        concerns_sealed=db.keyring.seal_json([new.about_id], place(flag_id, "concerns"), list(new.concerns)),
        open_to_coordinator=new.open_to_coordinator, due_at=new.due_at, version=1, raised_at=db.now,
        duplicate_of=case.id if case else None,
    )  # fmt: skip


def _worsen(db: WriteSession, case: FlagRow, new: NewFlag) -> bool:
    """A case only ever gets more urgent by being joined; the clock keeps its earliest time."""
    worse = new.level > case.level or (new.lane == SAFETY and case.lane != SAFETY)
    case.level = max(case.level, new.level)
    if new.lane == SAFETY and case.lane != SAFETY:
        case.lane, case.status = SAFETY, new.status
    case.open_to_coordinator = case.open_to_coordinator or new.open_to_coordinator
    if new.due_at is not None:
        case.due_at = min(case.due_at or new.due_at, new.due_at)
    case.version += 1
    held = set(db.all(select(FlagClosedToRow.person_id).where(FlagClosedToRow.flag_id == case.id)))
    _bar(db, case.id, new.closed_to - held)
    db.touch("flag", case.id, case.about_id)
    return worse


def _bar(db: WriteSession, flag_id: str, person_ids: Collection[str]) -> None:
    for person_id in sorted(person_ids):
        db.add(FlagClosedToRow(id=db.ids.new("barred"), flag_id=flag_id, person_id=person_id))


def _keep_move(
    db: WriteSession, row: FlagRow, move: str, before: str, *, by_id: str, reason_code: str, words: str = ""
) -> None:
    last = db.pairs(select(func.max(FlagMoveRow.number)).where(FlagMoveRow.flag_id == row.id))[0][0]
    move_id = db.ids.new("move")
    sealed = db.keyring.seal([row.about_id], f"flag_moves.words:{move_id}", words) if words else None
    db.add(
        FlagMoveRow(
            id=move_id, flag_id=row.id, number=(last or 0) + 1, move=move, from_status=before,
            to_status=row.status, by_id=by_id, reason_code=reason_code, words_sealed=sealed, moved_at=db.now,
        )
    )  # fmt: skip
