"""The audit as people may read it: a mentee what concerns them, a coordinator or administrator the program's acts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from access.flows import Form
from access.viewer import Role, Viewer
from core.errors import NotAllowedError
from storage import scope
from storage.database import ReadSession
from storage.flags import in_desk
from storage.glimpses import Glimpses
from storage.scope import Looking
from storage.statements import Statements
from storage.tables.break_glass import BreakGlassRow
from storage.tables.flags import FlagClosedToRow, FlagRow
from storage.tables.programs import MembershipRow
from storage.tables.records import AuditRow

SYSTEM = "system"
# Kinds that another's secret may hide behind: shown only where the thing itself is (promise 2).
GUARDED = ("flag", "notice", "statement", "referral", "glass")
RUNNING = (
    "account", "deadline", "draft", "glass", "link", "pairing", "person", "program", "session", "sign_in", "suite",
    "training",
)  # fmt: skip
"""Kinds whose acts anyone who answers for the program may read. What people write is not among them, and not even that
they wrote: the record of a question, a note or a complaint would tell of it (promise 2)."""


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """One act. `actor_id` is empty for someone who may only know the role."""

    seq: int
    at: datetime
    actor_id: str
    actor_role: str
    action: str
    object_kind: str
    object_id: str
    about_id: str
    reason: str


class AuditLog:
    """Reading the audit."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def about_me(self) -> tuple[AuditEntry, ...]:
        """Who did or saw what of mine, in role words, newest first."""
        if not isinstance(self.viewer, Viewer):
            return ()
        query = select(AuditRow).where(AuditRow.about_id == self.viewer.person_id).order_by(AuditRow.seq.desc())
        rows = self.db.all(query)
        visible = self._visible([row.object_id for row in rows if row.object_kind == "statement"])
        return self._entries([row for row in rows if self._may_know(row, visible)], role_words=True)

    def recent(self, limit: int = 200) -> tuple[AuditEntry, ...]:
        """The program's latest acts, by people with a role in it: on what runs it, and on flags of one's own desk."""
        scope.must_oversee(self.viewer)
        query = select(AuditRow).order_by(AuditRow.seq.desc()).limit(limit)
        if isinstance(self.viewer, Viewer):
            people = select(MembershipRow.person_id).where(MembershipRow.program_id == self.viewer.program_id)
            # Nobody reads the record of what is kept from them: acts about oneself come through `about_me`.
            me = self.viewer.person_id
            against_me = select(FlagClosedToRow.flag_id).where(FlagClosedToRow.person_id == me)
            desk = AuditRow.object_id.in_(select(FlagRow.id).where(in_desk(self.viewer)))
            query = query.where(
                AuditRow.actor_id.in_(people), AuditRow.about_id != me, AuditRow.object_id.not_in(against_me),
                or_(AuditRow.object_kind.in_(RUNNING), desk),
            )  # fmt: skip
        return self._entries(list(self.db.all(query)), role_words=False)

    def of_object(self, object_kind: str, object_id: str) -> tuple[AuditEntry, ...]:
        """Every act on one thing, newest first. For the system's own reports."""
        if isinstance(self.viewer, Viewer):
            raise NotAllowedError("The acts on one thing are read where the thing is.")
        query = select(AuditRow).where(AuditRow.object_kind == object_kind, AuditRow.object_id == object_id)
        return self._entries(list(self.db.all(query.order_by(AuditRow.seq.desc()))), role_words=False)

    def _visible(self, statement_ids: list[str]) -> set[str]:
        assert isinstance(self.viewer, Viewer)
        flags = {flag.id for flag in Glimpses(self.db, self.viewer).about_me()}
        statements = Statements(self.db, self.viewer).among(statement_ids, Form.MINIMUM)
        # Break-glass is told afterwards, and not at all where telling is a danger.
        me, over = BreakGlassRow.about_id == self.viewer.person_id, BreakGlassRow.told_at.is_not(None)
        opened = set(self.db.all(select(BreakGlassRow.id).where(me, over)))
        return flags | opened | {statement.id for statement in statements}

    def _may_know(self, row: AuditRow, visible: set[str]) -> bool:
        return row.object_kind not in GUARDED or row.object_id in visible or row.actor_id == self.viewer.person_id

    def _entries(self, rows: list[AuditRow], *, role_words: bool) -> tuple[AuditEntry, ...]:
        held = select(MembershipRow.person_id, MembershipRow.role).where(
            scope.in_program(self.viewer, MembershipRow.program_id),
            MembershipRow.person_id.in_({row.actor_id for row in rows}),
        )
        # Where someone holds several roles, the one that answers for more is named.
        order = [Role.MENTEE, Role.MENTOR, Role.EVALUATOR, Role.ADMINISTRATOR, Role.COORDINATOR]
        roles: dict[str, Role] = {}
        for person_id, role in self.db.pairs(held):
            roles[person_id] = max(Role(role), roles.get(person_id, order[0]), key=order.index)
        return tuple(
            AuditEntry(
                seq=row.seq, at=row.at, actor_id="" if role_words else row.actor_id,
                actor_role=_role_word(row.actor_id, self.viewer.person_id, roles), action=row.action,
                object_kind=row.object_kind, object_id=row.object_id, about_id=row.about_id, reason=row.reason,
            )
            for row in rows
        )  # fmt: skip


def _role_word(actor_id: str, me: str, roles: dict[str, Role]) -> str:
    if actor_id == me:
        return "you"
    return SYSTEM if actor_id.startswith(SYSTEM) else str(roles.get(actor_id, "someone who has left"))
