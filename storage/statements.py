"""Statements: every stored sentence of a person. SQL narrows by relation, then the flow table judges each one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, and_, exists, not_, or_, select

from access.flows import Circumstance, DataClass, Flow, Form, Kind, Labels, Verdict, may_flow
from access.relations import SPEAKERS_ALONE
from access.viewer import Role, Viewer
from core.errors import NotFoundError
from storage import scope
from storage.database import ReadSession
from storage.scope import Condition, Looking
from storage.system import SystemViewer
from storage.tables.flags import FlagRow
from storage.tables.programs import MembershipRow
from storage.tables.statements import StatementConsentRow, StatementRow, StatementSubjectRow

NOBODY_ASKED: frozenset[Circumstance] = frozenset()
OPEN = Flow(form=Form.WORDS, verdict=Verdict.YES)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One sentence as the viewer may have it. `text` is empty where only its existence or its minimum may be shown."""

    id: str
    kind: Kind
    origin_id: str
    position: int
    section: str
    text: str
    labels: Labels
    created_at: datetime
    contested: bool
    flow: Flow = field(default=OPEN)


class Statements:
    """The statements this viewer may have. What does not flow to them is not there, in lists, counts and errors."""

    def __init__(self, db: ReadSession, viewer: Looking, circumstances: frozenset[Circumstance] = NOBODY_ASKED) -> None:
        """`circumstances`: what the request establishes (`ON_REQUEST`, `ON_DUTY`); the record's own are added here."""
        self.db = db.seen_by(viewer)
        self.viewer = viewer
        self.circumstances = circumstances

    def get(self, statement_id: str, least: Form = Form.WORDS) -> Statement:
        """One statement. Raises NotFoundError where it flows in a lesser form than `least`."""
        found = self._judged(self._in_sight().where(StatementRow.id == statement_id), least)
        if not found:
            raise NotFoundError
        return found[0]

    def of_origins(self, origin_ids: Collection[str], least: Form = Form.WORDS) -> dict[str, tuple[Statement, ...]]:
        """Statements by the note, question, goal, check-in they belong to, in order; origins without any are absent."""
        grouped: dict[str, list[Statement]] = {}
        for one in self._judged(self._in_sight().where(StatementRow.origin_id.in_(origin_ids)), least):
            grouped.setdefault(one.origin_id, []).append(one)
        return {origin: tuple(statements) for origin, statements in grouped.items()}

    def about(
        self,
        person_ids: Collection[str],
        *,
        kinds: Collection[Kind] = tuple(Kind),
        since: datetime | None = None,
        least: Form = Form.WORDS,
    ) -> tuple[Statement, ...]:
        """Statements about these people (their own words about nobody else count as about them), oldest first."""
        query = self._in_sight().where(StatementRow.kind.in_([str(kind) for kind in kinds]), _subject_among(person_ids))
        if since is not None:
            query = query.where(StatementRow.created_at >= since)
        return self._judged(query, least)

    def among(self, statement_ids: Collection[str], least: Form = Form.WORDS) -> tuple[Statement, ...]:
        """Those of these statements that the viewer may have."""
        return self._judged(self._in_sight().where(StatementRow.id.in_(statement_ids)), least)

    def said_by_me(self) -> tuple[Statement, ...]:
        """Everything the viewer said that is still theirs to see."""
        return self._judged(self._in_sight().where(StatementRow.said_by == self.viewer.person_id), Form.WORDS)

    def _in_sight(self) -> Select[StatementRow]:
        alive = or_(StatementRow.expires_at.is_(None), StatementRow.expires_at > self.db.now)
        order = (StatementRow.created_at, StatementRow.origin_id, StatementRow.position)
        return select(StatementRow).where(in_sight(self.viewer), alive).order_by(*order)

    def _judged(self, query: Select[StatementRow], least: Form) -> tuple[Statement, ...]:
        rows = self.db.all(query)
        labels = labels_of(self.db, rows)
        if isinstance(self.viewer, SystemViewer):
            return tuple(opened(self.db, row, labels[row.id], OPEN) for row in rows)
        record = _Record(self.db, self.viewer, {row.origin_id for row in rows}) if rows else None
        found = []
        for row in rows:
            held = self.circumstances | (record.circumstances(row) if record else NOBODY_ASKED)
            flow = may_flow(labels[row.id], self.viewer, self.db.flows, self.db.now, held)
            if flow.form >= least and flow.form is not Form.NOTHING:
                found.append(opened(self.db, row, labels[row.id], flow))
        return tuple(found)


class _Record:
    """What the record itself establishes about a statement (C7: no text does)."""

    def __init__(self, db: ReadSession, viewer: Viewer, origin_ids: set[str]) -> None:
        official = select(MembershipRow.person_id).where(
            MembershipRow.program_id == viewer.program_id, MembershipRow.role.in_([Role.MENTOR, Role.COORDINATOR])
        )
        self.officials = set(db.all(official))
        flagged = select(FlagRow.origin_id, FlagRow.claimed_by).where(
            FlagRow.program_id == viewer.program_id, FlagRow.origin_id.in_(origin_ids)
        )
        self.flagged: dict[str, set[str | None]] = {}
        for origin_id, claimed_by in db.pairs(flagged):
            self.flagged.setdefault(origin_id, set()).add(claimed_by)
        self.person_id = viewer.person_id

    def circumstances(self, row: StatementRow) -> frozenset[Circumstance]:
        held = set()
        if row.said_by in self.officials:
            held.add(Circumstance.OFFICIAL)
        owners = self.flagged.get(row.origin_id)
        if owners is not None:
            held.add(Circumstance.FLAGGED)
            if self.person_id in owners:
                held.add(Circumstance.FLAG_OWNER)
        return frozenset(held)


def in_sight(viewer: Looking) -> Condition:
    """Statements near enough to the viewer to be judged at all. A complaint about someone is never near them."""
    program = scope.in_program(viewer, StatementRow.program_id)
    if isinstance(viewer, SystemViewer):
        return program
    me = viewer.person_id
    against_me = and_(StatementRow.kind == Kind.COMPLAINT, StatementRow.said_by != me, _subject_among([me]))
    near = or_(StatementRow.said_by == me, _subject_among({me} | viewer.mentor_of | viewer.partners))
    return and_(program, not_(against_me), near if not scope.oversees(viewer) else program)


def _subject_among(person_ids: Iterable[str]) -> Condition:
    ids = list(person_ids)
    subject = StatementSubjectRow.__table__
    named = exists().where(subject.c.statement_id == StatementRow.id, subject.c.person_id.in_(ids))
    nobody = not_(exists().where(subject.c.statement_id == StatementRow.id))
    return or_(named, and_(StatementRow.said_by.in_(ids), nobody))


def labels_of(db: ReadSession, rows: Sequence[StatementRow]) -> dict[str, Labels]:
    """The labels of statements, by id, with two queries however many there are."""
    ids = [row.id for row in rows]
    about: dict[str, set[str]] = {}
    givers: dict[str, dict[str, set[str]]] = {}
    if ids:
        subjects = select(StatementSubjectRow.statement_id, StatementSubjectRow.person_id)
        for statement_id, person_id in db.pairs(subjects.where(StatementSubjectRow.statement_id.in_(ids))):
            about.setdefault(statement_id, set()).add(person_id)
        given = select(
            StatementConsentRow.statement_id, StatementConsentRow.recipient_id, StatementConsentRow.given_by
        ).where(StatementConsentRow.statement_id.in_(ids), StatementConsentRow.revoked_at.is_(None))
        for statement_id, recipient_id, giver in db.pairs(given):
            givers.setdefault(statement_id, {}).setdefault(recipient_id, set()).add(giver)
    return {
        row.id: Labels(
            said_by=row.said_by, data_class=DataClass(row.data_class), said_to=frozenset(row.said_to),
            about=frozenset(about.get(row.id, ())),
            consent=agreed(row, about.get(row.id, set()), givers.get(row.id, {})),
            expires=row.expires_at, kind=Kind(row.kind),
        )
        for row in rows
    }  # fmt: skip


def agreed(row: StatementRow, about: set[str], givers: dict[str, set[str]]) -> frozenset[str]:
    """Recipients everyone entitled said yes to: all the subjects, or the speaker where the class is theirs alone."""
    entitled = {row.said_by} if not about or DataClass(row.data_class) in SPEAKERS_ALONE else about
    return frozenset(recipient for recipient, given in givers.items() if entitled <= given)


def opened(db: ReadSession, row: StatementRow, labels: Labels, flow: Flow) -> Statement:
    """The value of a row: its words are unsealed only where they flow."""
    text = db.keyring.unseal(row.owners, f"statements.text:{row.id}", row.text_sealed) if flow.words else ""
    return Statement(
        id=row.id, kind=Kind(row.kind), origin_id=row.origin_id, position=row.position, section=row.section,
        text=text, labels=labels, created_at=row.created_at, contested=row.contested, flow=flow,
    )  # fmt: skip
