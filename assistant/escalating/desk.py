"""The coordinator's desk: the queue by what is due, one flag with its evidence and moves, and the load by person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from access.viewer import Role, Viewer
from assistant.escalating.moving import actors_of
from assistant.escalating.undoing import VIEW, can_undo
from assistant.escalating.wording import acting_of, category_words, level_words, reason_in
from assistant.safety.levels import Category, Lane, Level
from assistant.safety.moves import Demand, Move, Status, moves_for, step
from storage.audit import Audit
from storage.audit_log import AuditLog
from storage.database import ReadSession
from storage.flags import Flag, FlagMove, Flags
from storage.notices import Notices
from storage.people import People
from storage.referrals import Referral, Referrals

if TYPE_CHECKING:
    from assistant.wiring import Services

LOOK_BACK = 1_000


@dataclass(frozen=True, kw_only=True)
class QueueFilters:
    """What the queue shows; an empty field filters nothing. `whose`: mine | unclaimed | overdue | closed."""

    lane: str = ""
    level: str = ""
    category: str = ""
    whose: str = ""


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """One case in the queue: no evidence, which is for opening only. `due_at` and `raised_at` are in UTC.

    `category` is empty, and `title` says so, while the student still has their say. `who` is the student's name.
    """

    flag_id: str
    title: str
    category: str
    level: str
    level_words: str
    lane: str
    status: str
    who: str
    due_at: datetime | None
    overdue: bool
    raised_at: datetime
    claimed_by: str
    mine: bool
    unread: bool
    joined: int


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One concern: what fired on which words, and the sentences around them. `written_first`: safety lane only."""

    category: str
    level: str
    subject: str
    time: str
    fired: str
    why: str
    words: tuple[str, ...]
    context: str
    written_first: str = ""


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One move as the record tells it: `by` is a name the desk knows, `what` from policy, `kept` its reason."""

    at: datetime
    by: str
    what: str
    move: str
    kept: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class FlagView:
    """A flag as opened. `moves` are possible now for this viewer, with what each demands."""

    row: QueueRow
    version: int
    about_id: str
    raised_how: str
    raised_by: str
    origin_kind: str
    origin_id: str
    evidence: tuple[Evidence, ...]
    joined: tuple[tuple[Evidence, ...], ...]
    history: tuple[HistoryLine, ...]
    referrals: tuple[Referral, ...]
    moves: dict[Move, frozenset[Demand]]
    can_undo: bool
    routes: tuple[str, ...]
    outcome: str
    closing_words: str
    next_contact_on: date | None
    telling_withheld: str
    made_with: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Load:
    """How much one coordinator has taken on."""

    person_id: str
    name: str
    open: int
    overdue: int


def queue(services: "Services", viewer: Viewer, filters: QueueFilters | None = None) -> tuple[QueueRow, ...]:
    """Open cases by what is due, most urgent first where two are due together. Empty for anyone but a coordinator."""
    filters = filters or QueueFilters()
    with services.database.read() as db:
        desk = Flags(db, viewer)
        flags = desk.closed() if filters.whose == "closed" else desk.queue()
        rows = rows_of(db, services, viewer, flags)
    return tuple(row for row in rows if fits(row, filters))


def fits(row: QueueRow, filters: QueueFilters) -> bool:
    """Whether a row passes every filter."""
    wanted = {"mine": row.mine, "unclaimed": not row.claimed_by, "overdue": row.overdue}
    same = ((filters.lane, row.lane), (filters.level, row.level), (filters.category, row.category))
    return wanted.get(filters.whose, True) and all(not want or want == has for want, has in same)


def rows_of(db: ReadSession, services: "Services", viewer: Viewer, flags: Sequence[Flag]) -> tuple[QueueRow, ...]:
    """Queue rows, with names and with what this viewer has not opened yet."""
    names = People(db, viewer).names({flag.about_id for flag in flags} | {flag.claimed_by for flag in flags})
    seen = seen_by(db, viewer)
    return tuple(row_of(db, services, viewer, flag, names, seen) for flag in flags)


def row_of(
    db: ReadSession, services: "Services", viewer: Viewer, flag: Flag, names: dict[str, str], seen: dict[str, datetime]
) -> QueueRow:
    """One row."""
    joined = Flags(db, viewer).joined_to(flag.id)
    newest = max([flag.raised_at, *(one.raised_at for one in joined)])
    return QueueRow(
        flag_id=flag.id, title=category_words(flag.category), category=flag.category, level=flag.level,
        level_words=level_words(services, flag.level), lane=flag.lane, status=flag.status,
        who=names.get(flag.about_id, "someone who has left"), due_at=flag.due_at,
        overdue=flag.closed_at is None and flag.due_at is not None and flag.due_at < db.now,
        raised_at=flag.raised_at, claimed_by=names.get(flag.claimed_by, ""),
        mine=flag.claimed_by == viewer.person_id, unread=flag.id not in seen or seen[flag.id] < newest,
        joined=len(joined),
    )  # fmt: skip


def seen_by(db: ReadSession, viewer: Viewer) -> dict[str, datetime]:
    """When this viewer last opened which flag, from the record of views."""
    if not viewer.has(Role.COORDINATOR):
        return {}
    acts = AuditLog(db, viewer).recent(LOOK_BACK)
    looked = [act for act in acts if act.action == VIEW and act.actor_id == viewer.person_id]
    return {act.object_id: act.at for act in reversed(looked)}


def flag_for_desk(services: "Services", viewer: Viewer, flag_id: str) -> FlagView:
    """Open one flag. That it was opened is recorded, and the student can see it was. Raises NotFoundError."""
    with services.database.read() as db:
        flag = Flags(db, viewer).get(flag_id)
        view = view_of(db, services, viewer, flag)
    services.database.record(
        Audit(actor=viewer.person_id, action=VIEW, object_kind="flag", object_id=flag_id, about=flag.about_id)
    )
    return view


def view_of(db: ReadSession, services: "Services", viewer: Viewer, flag: Flag) -> FlagView:
    """The flag with everything this coordinator may see of it."""
    desk, people = Flags(db, viewer), People(db, viewer)
    history, joined = desk.moves(flag.id), desk.joined_to(flag.id)
    names = people.names({flag.about_id, flag.claimed_by, flag.raised_by, *(move.by_id for move in history)})
    acting = acting_of(services)
    return FlagView(
        row=row_of(db, services, viewer, flag, names, seen_by(db, viewer)), version=flag.version,
        about_id=flag.about_id, raised_how=flag.raised_how, raised_by=names.get(flag.raised_by, ""),
        origin_kind=flag.origin_kind, origin_id=flag.origin_id, evidence=evidence_of(flag),
        joined=tuple(evidence_of(one) for one in joined),
        history=tuple(line_of(move, names, acting.history) for move in history),
        referrals=tuple(one for one in Referrals(db, viewer).of([flag.about_id]) if one.flag_id == flag.id),
        moves=moves_now(viewer, flag), can_undo=can_undo(db, viewer, flag, history, acting.undo_minutes),
        routes=routes_of(services, flag), outcome=flag.outcome, closing_words=flag.closing_words,
        next_contact_on=flag.next_contact_on, telling_withheld=flag.telling_withheld, made_with=flag.made_with,
    )  # fmt: skip


def evidence_of(flag: Flag) -> tuple[Evidence, ...]:
    """The concerns of a flag. What the student put more softly stays so, unless the flag has turned urgent."""
    urgent = flag.lane == Lane.SAFETY
    return tuple(
        Evidence(
            category=one["category"], level=one["level"], subject=one["subject"], time=one["time"],
            fired=one["fired"], why=one["why"], words=tuple(one["words"]), context=one["context"],
            written_first=one.get("as_written", {}).get("context", "") if urgent else "",
        )
        for one in flag.concerns
    )  # fmt: skip


def moves_now(viewer: Viewer, flag: Flag) -> dict[Move, frozenset[Demand]]:
    """The moves this viewer can make from here, each with what it demands. Undoing is offered apart."""
    lane, status = Lane(flag.lane), Status(flag.status)
    possible = moves_for(lane, status, actors_of(viewer, flag))
    cells = {move: step(lane, status, move) for move in possible if move is not Move.UNDO}
    return {move: cell.demands for move, cell in cells.items() if cell is not None}


def line_of(move: FlagMove, names: dict[str, str], words: dict[str, str]) -> HistoryLine:
    """One line of the record."""
    by = names.get(move.by_id, "Trellis" if move.by_id.startswith("system") else "someone who has left")
    return HistoryLine(
        at=move.moved_at, by=by, what=words.get(move.move, move.move), move=move.move, kept=reason_in(move.words)
    )


def routes_of(services: "Services", flag: Flag) -> tuple[str, ...]:
    """Where the policy suggests to turn, in role words; a human decides."""
    if not flag.category or flag.level == Level.S0:
        return ()
    return services.escalation.obligation(Category(flag.category), Level(flag.level)).routes


def load(services: "Services", viewer: Viewer) -> tuple[Load, ...]:
    """How many open and overdue cases each coordinator has; everyone on the desk is there, at zero too."""
    with services.database.read() as db:
        flags, now = Flags(db, viewer).queue(), db.now
        people = People(db, viewer).all(Role.COORDINATOR) if viewer.has(Role.COORDINATOR) else ()
    open_cases = Counter(flag.claimed_by for flag in flags)
    late = Counter(flag.claimed_by for flag in flags if flag.due_at is not None and flag.due_at < now)
    return tuple(
        Load(person_id=one.id, name=one.name, open=open_cases[one.id], overdue=late[one.id])
        for one in people if one.closed_at is None
    )  # fmt: skip


def notices_of(services: "Services", viewer: Viewer, flag_id: str) -> tuple[tuple[str, str, datetime | None], ...]:
    """What was sent for a flag: purpose, to whom, and when it went out."""
    with services.database.read() as db:
        sent = Notices(db, viewer).of_flag(Flags(db, viewer).get(flag_id).id)
        names = People(db, viewer).names({one.recipient_id for one in sent})
    return tuple((one.purpose, names.get(one.recipient_id, ""), one.sent_at) for one in sent)
