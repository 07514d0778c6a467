"""Taking the last step back: one's own, soon, and only until someone else has seen it."""

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from access.viewer import Role, Viewer
from assistant.escalating.moving import Moving, open_move, writing
from assistant.safety.levels import Lane
from assistant.safety.moves import Move, Status, step
from core.errors import ConflictError
from storage.audit_log import AuditLog
from storage.database import ReadSession
from storage.flags import Flag, FlagMove, Flags
from storage.notices import Notices
from storage.raising import move_flag

if TYPE_CHECKING:
    from assistant.wiring import Services

VIEW = "flag.view"
LOOK_BACK = 200
MOMENTS = frozenset({"due_at", "acknowledged_at", "closed_at"})


def undo(services: "Services", viewer: Viewer, flag_id: str) -> None:
    """Take one's last step on a flag back: the fields and the status are as before, the history keeps both steps.

    Raises ConflictError where the last step is somebody else's, too old, seen already, or of a kind that stays.
    """
    with writing(services, viewer, flag_id, Move.UNDO) as db:
        moving = open_move(db, services, viewer, flag_id, Move.UNDO, {})
        if not viewer.has(Role.COORDINATOR) or moving.flag.about_id == viewer.person_id:
            take_agreement_back(moving)
            return
        last = Flags(db, viewer).moves(flag_id)[-1]
        kept = kept_of(last)
        if not undoable(moving.flag, last, viewer, kept, moving.now, moving.acting.undo_minutes):
            raise ConflictError("There is no step of yours to take back here.")
        if seen_since(db, viewer, moving.flag, last.moved_at):
            raise ConflictError("Someone else has seen it already.", next_step="Make a new move instead.")
        move_flag(
            db, viewer, flag_id, move=Move.UNDO, to_status=kept["status"], version=moving.flag.version,
            reason_code=str(last.move), changes={name: restored(name, old) for name, old in kept["before"].items()},
        )  # fmt: skip


def can_undo(db: ReadSession, viewer: Viewer, flag: Flag, moves: tuple[FlagMove, ...], minutes: int) -> bool:
    """Whether the page should offer it."""
    if not moves:
        return False
    kept = kept_of(moves[-1])
    mine = undoable(flag, moves[-1], viewer, kept, db.now, minutes)
    return mine and not seen_since(db, viewer, flag, moves[-1].moved_at)


def undoable(
    flag: Flag, last: FlagMove, viewer: Viewer, kept: dict[str, Any], now: datetime, minutes: int
) -> bool:  # fmt: skip
    """Whether the last step is the viewer's own, young enough, and of a kind the table lets be taken back."""
    if last.move not in set(Move) or last.by_id != viewer.person_id or "status" not in kept:
        return False
    cell = step(Lane(flag.lane), Status(kept["status"]), Move(last.move))
    return cell is not None and cell.undoable and now - last.moved_at <= timedelta(minutes=minutes)


def kept_of(last: FlagMove) -> dict[str, Any]:
    """What a step kept of the time before it."""
    kept: dict[str, Any] = json.loads(last.words) if last.words.startswith("{") else {}
    kept["before"] = {name: old for name, old in kept.get("before", {}).items() if old != "" or name != "mentor_sees"}
    return kept


def restored(name: str, old: Any) -> Any:
    """A field as it was; where storage keeps nothing, the flag showed an empty word."""
    if not old:
        return False if name == "open_to_coordinator" else None
    if name in MOMENTS:
        return datetime.fromisoformat(old)
    return date.fromisoformat(old) if name == "next_contact_on" else old


def seen_since(db: ReadSession, viewer: Viewer, flag: Flag, moment: datetime) -> bool:
    """Whether anyone else looked at the flag, or got word of it, after that moment.

    Where the audit of the last minutes is too long to tell, it counts as seen.
    """
    acts = [act for act in AuditLog(db, viewer).recent(LOOK_BACK) if act.object_id == flag.id]
    mine = [act.seq for act in acts if act.actor_id == viewer.person_id and act.action != VIEW]
    looked = any(
        act.action == VIEW and act.actor_id != viewer.person_id and act.seq > max(mine) for act in acts if mine
    )
    return (
        not mine
        or looked
        or any(
            notice.sent_at is not None and notice.sent_at > moment and notice.recipient_id != viewer.person_id
            for notice in Notices(db, viewer).of_flag(flag.id)
        )
    )


def take_agreement_back(moving: Moving) -> None:
    """The student takes their agreement back while nobody has opened the flag."""
    flag = moving.flag
    acts = [act for act in AuditLog(moving.db, moving.viewer).about_me() if act.object_id == flag.id]
    steps = [act for act in acts if act.action.startswith("flag.") and act.action != VIEW]
    agreed = bool(steps) and steps[0].action == f"flag.{Move.AGREE}" and steps[0].actor_role == "you"
    if not agreed or any(act.action == VIEW and act.actor_role != "you" and act.seq > steps[0].seq for act in acts):
        raise ConflictError("Someone else has seen it already.", next_step="You can still add to it.")
    move_flag(
        moving.db, moving.viewer, flag.id, move=Move.UNDO, to_status=Status.WITH_STUDENT, version=flag.version,
        reason_code=str(Move.AGREE), changes={"open_to_coordinator": False},
    )  # fmt: skip
