"""Making a move: find the cell, check who may and what it demands, change, record, tell. Every move is made here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from access.viewer import Role, Viewer
from assistant.escalating.policy import Acting, load_acting
from assistant.escalating.telling import tell
from assistant.safety.levels import Lane, Level
from assistant.safety.moves import Actor, Demand, Move, Status, Step, step
from core.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from storage.audit import Audit
from storage.database import ReadSession, WriteSession
from storage.flags import Flag, Flags
from storage.glimpses import Glimpses
from storage.notices import acknowledge as acknowledge_notices
from storage.raising import move_flag

if TYPE_CHECKING:
    from assistant.wiring import Services

MOST_CHARACTERS = 2_000
ASKS = {
    Demand.REASON: "Write the reason in a sentence.",
    Demand.WORDS: "Write it in your own words.",
    Demand.CITE: "Choose the rule that allows this.",
    Demand.LEVEL: "Choose the level.",
    Demand.OUTCOME: "Choose how it ended.",
    Demand.NEXT_CONTACT: "Choose the day of the next contact; at this level a flag does not close without one.",
    Demand.OFFICE: "Choose the office.",
    Demand.FOLLOW_UP: "Choose the day somebody asks how it went.",
    Demand.THREAT: "Say what the threat is and why it is significant (F5).",
    Demand.RECIPIENTS: "Choose who is told (F5).",
    Demand.PROTECTS: "Say why their knowing is necessary to protect (F5).",
}
Given = Mapping[Demand, str]


@dataclass(frozen=True, kw_only=True)
class Made:
    """What to record of a move: a short code, words for the sealed history, and the fields that change."""

    reason_code: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)
    closing_words: str = ""


@dataclass(frozen=True, kw_only=True)
class Moving:
    """A move under way: the open transaction, the flag as it stands, and the cell that allows it."""

    db: WriteSession
    services: "Services"
    viewer: Viewer
    flag: Flag
    move: Move
    cell: Step
    acting: Acting

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.db.now

    def make(self, made: Made | None = None) -> None:
        """Write the move with what it needs to be taken back, and acknowledge what the viewer was sent about it."""
        made = made or Made()
        changes = dict(made.changes)
        if self.cell.to_lane is not None:
            changes["lane"] = str(self.cell.to_lane)
        before = {name: plain(getattr(self.flag, name, None)) for name in changes}
        before["mentor_sees"] = "nothing" if "mentor_sees" in changes else ""
        kept = {**made.words, "before": before, "status": self.flag.status}
        move_flag(
            self.db, self.viewer, self.flag.id, move=self.move, to_status=self.cell.to, version=self.flag.version,
            reason_code=made.reason_code, words=json.dumps(kept, ensure_ascii=False),
            closing_words=made.closing_words, changes=changes,
        )  # fmt: skip
        if self.viewer.has(Role.COORDINATOR):
            acknowledge_notices(self.db, self.viewer, self.flag.id)

    def tell(self, recipient: str, purpose: str, *, later: bool = False) -> None:
        """Queue a notice about this move; `later` leaves time to take the move back."""
        due = self.now + timedelta(minutes=self.acting.undo_minutes) if later else self.now
        key = f"{self.flag.id}/{self.flag.version}"
        tell(
            self.db, self.services, self.flag.program_id, recipient, purpose, key=key, flag_id=self.flag.id, due_at=due
        )


def plain(value: Any) -> Any:
    """A field as JSON keeps it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def open_move(db: WriteSession, services: "Services", viewer: Viewer, flag_id: str, move: Move, given: Given) -> Moving:
    """Find the flag and the cell, and check the actor and the demands.

    Raises NotFoundError where the flag is not the viewer's to see, ConflictError where the move is not possible from
    here, NotAllowedError where it is somebody else's, InvalidInputError naming each field that is missing.
    """
    flag = find(db, viewer, flag_id)
    cell = check_move(services, viewer, flag, move, given)
    acting = load_acting(services.settings.policies_dir)
    return Moving(db=db, services=services, viewer=viewer, flag=flag, move=move, cell=cell, acting=acting)


def check_move(services: "Services", viewer: Viewer, flag: Flag, move: Move, given: Given) -> Step:
    """The cell that allows this move to this viewer, with all it demands. Raises as `open_move` does."""
    lane, status = Lane(flag.lane), Status(flag.status)
    cell = step(lane, status, move)
    if cell is None:
        raise ConflictError(
            f"From here that is not possible: this flag is {status.replace('_', ' ')}.",
            next_step="Reload to see how it stands.",
        )
    if not cell.by & actors_of(viewer, flag):
        raise NotAllowedError("That move is not yours to make.", next_step=f"It is for: {cell.audit}.")
    check_demands(services, flag, cell, given)
    return cell


def find(db: ReadSession, viewer: Viewer, flag_id: str) -> Flag:
    """The flag as the viewer may have it: from the desk, or because it is about them."""
    try:
        return Flags(db, viewer).get(flag_id)
    except NotFoundError:
        return Glimpses(db, viewer).one_about_me(flag_id)


def actors_of(viewer: Viewer, flag: Flag) -> frozenset[Actor]:
    """How the viewer stands to the flag. On the desk nobody is the subject: storage keeps one's own case away."""
    if flag.about_id == viewer.person_id:
        return frozenset({Actor.SUBJECT})
    if not viewer.has(Role.COORDINATOR):
        return frozenset()
    owner = {Actor.OWNER} if flag.claimed_by == viewer.person_id else set()
    return frozenset({Actor.COORDINATOR, *owner})


def check_demands(services: "Services", flag: Flag, cell: Step, given: Given) -> None:
    """Raise InvalidInputError with one line for each thing the move lacks. A next contact is asked for by policy."""
    demands = set(cell.demands)
    if not services.escalation.body.levels[Level(flag.level)].next_contact_required:
        demands.discard(Demand.NEXT_CONTACT)
    missing = {str(demand): ASKS[demand] for demand in sorted(demands) if not given.get(demand, "").strip()}
    long = {
        str(d): f"Keep it under {MOST_CHARACTERS:,} characters." for d, v in given.items() if len(v) > MOST_CHARACTERS
    }
    if missing or long:
        raise InvalidInputError("Something is missing before this can be done.", fields={**long, **missing})


def choose(value: str, among: Mapping[str, Any] | frozenset[str], name: str) -> str:
    """The value, if policy knows it. Raises InvalidInputError otherwise."""
    if value not in among:
        raise InvalidInputError("That is not among the choices.", fields={name: "Choose one of the list."})
    return value


def writing(services: "Services", viewer: Viewer, flag_id: str, move: Move, *, reason: str = "") -> Any:
    """The transaction of a move, with its audit: who, which move, on which flag, by which code."""
    audit = Audit(actor=viewer.person_id, action=f"flag.{move}", reason=reason, object_kind="flag", object_id=flag_id)
    return services.database.write(audit)
