"""Writing statements: storing a sentence with its labels, tightening its class, consenting, contesting, expiring."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from access.flows import DataClass, Form, Kind
from access.relations import SPEAKERS_ALONE
from access.viewer import Viewer
from core.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from storage.database import WriteSession
from storage.scope import Looking
from storage.standing import stand_for_actor
from storage.statements import Statement, Statements
from storage.tables.statements import StatementConsentRow, StatementRow, StatementSubjectRow


@dataclass(frozen=True, kw_only=True)
class NewStatement:
    """A sentence about to be stored, with every label the flow table asks for. Ids are person ids."""

    kind: Kind
    text: str
    said_by: str
    data_class: DataClass
    about: frozenset[str] = frozenset()
    said_to: frozenset[str] = frozenset()
    section: str = ""
    expires_at: datetime | None = None

    @property
    def owners(self) -> tuple[str, ...]:
        """Under whose keys it is sealed: those it is about; the speaker too, unless it is a note or flag of staff.

        Erasing a mentee closes every note about them; erasing a mentor leaves the program's notes about its mentees.
        """
        staff_record = self.kind in (Kind.NOTE, Kind.FLAG) and bool(self.about - {self.said_by})
        return tuple(sorted(self.about if staff_record else self.about | {self.said_by}))


def state(db: WriteSession, program_id: str, origin_id: str, sentences: Sequence[NewStatement]) -> tuple[str, ...]:
    """Store sentences after those the origin already has; returns their ids in order."""
    stand_for_actor(db.orm, db.audit.actor, program_id)
    taken = db.all(select(StatementRow.position).where(StatementRow.origin_id == origin_id))
    start = max(taken, default=-1) + 1
    rows = [_row(db, program_id, origin_id, start + n, sentence) for n, sentence in enumerate(sentences)]
    db.add(*rows)
    db.add(
        *(
            StatementSubjectRow(id=db.ids.new("subject"), statement_id=row.id, person_id=person_id)
            for row, sentence in zip(rows, sentences, strict=True)
            for person_id in sorted(sentence.about)
        )
    )
    for row, sentence in zip(rows, sentences, strict=True):
        for person_id in sorted(sentence.about | {sentence.said_by} if not sentence.about else sentence.about):
            db.touch("statement", row.id, person_id)
    return tuple(row.id for row in rows)


def _row(db: WriteSession, program_id: str, origin_id: str, position: int, sentence: NewStatement) -> StatementRow:
    statement_id = db.ids.new("statement")
    return StatementRow(
        id=statement_id, program_id=program_id, kind=sentence.kind, origin_id=origin_id, position=position,
        section=sentence.section, owners=list(sentence.owners),
        text_sealed=db.keyring.seal(sentence.owners, f"statements.text:{statement_id}", sentence.text),
        said_by=sentence.said_by, said_to=sorted(sentence.said_to), data_class=sentence.data_class,
        created_at=db.now, expires_at=sentence.expires_at,
    )  # fmt: skip


def unstate(db: WriteSession, origin_ids: Collection[str]) -> None:
    """Delete an origin's statements. The caller has checked that the origin is the viewer's to change."""
    forget(db, db.all(select(StatementRow.id).where(StatementRow.origin_id.in_(origin_ids))))


def forget(db: WriteSession, statement_ids: Collection[str]) -> None:
    """Delete statements with their subjects and consents."""
    ids = list(statement_ids)
    for table in (StatementConsentRow, StatementSubjectRow):
        db.execute(delete(table).where(table.statement_id.in_(ids)))
    db.execute(delete(StatementRow).where(StatementRow.id.in_(ids)))


def consent(db: WriteSession, viewer: Viewer, statement_id: str, recipient_id: str) -> Statement:
    """A subject's yes for one sentence and one recipient (C3). Saying it again renews one that was taken back."""
    statement = entitled(db, viewer, statement_id)
    given = _consent(db, viewer, statement_id, recipient_id)
    if given is None:
        db.add(
            StatementConsentRow(
                id=db.ids.new("consent"), statement_id=statement_id, given_by=viewer.person_id,
                recipient_id=recipient_id, granted_at=db.now,
            )
        )  # fmt: skip
    elif given.revoked_at is not None:
        given.granted_at, given.revoked_at = db.now, None
    db.touch("statement", statement_id, viewer.person_id)
    return statement


def withdraw(db: WriteSession, viewer: Viewer, statement_id: str, recipient_id: str) -> None:
    """Take a yes back. Raises ConflictError once it was delivered, NotFoundError where there was none (C3)."""
    given = _consent(db, viewer, statement_id, recipient_id)
    if given is None or given.revoked_at is not None:
        raise NotFoundError
    if given.delivered_at is not None:
        raise ConflictError("It has been shown to them already.", next_step="You can still ask them to disregard it.")
    given.revoked_at = db.now
    db.touch("statement", statement_id, viewer.person_id)


def delivered(db: WriteSession, statement_ids: Collection[str], recipient_id: str) -> None:
    """Note that consented sentences have been shown to their recipient: from here on the yes stands."""
    db.execute(
        update(StatementConsentRow)
        .where(
            StatementConsentRow.statement_id.in_(list(statement_ids)),
            StatementConsentRow.recipient_id == recipient_id,
            StatementConsentRow.revoked_at.is_(None),
            StatementConsentRow.delivered_at.is_(None),
        )
        .values(delivered_at=db.now)
    )


def contest(db: WriteSession, viewer: Viewer, statement_id: str) -> None:
    """A subject says: this is not right. The sentence stays, marked."""
    row = _row_of(db, entitled(db, viewer, statement_id).id)
    row.contested = True
    db.touch("statement", statement_id, viewer.person_id)


TIGHTNESS = (
    DataClass.D0, DataClass.D1, DataClass.D7, DataClass.D2, DataClass.D6, DataClass.D3, DataClass.D4, DataClass.D5,
)  # fmt: skip
"""From open to confidential, for classing what people write. Complaints, roster and flag records never change class."""


def tighten(db: WriteSession, viewer: Viewer, statement_id: str, data_class: DataClass) -> None:
    """Make a sentence more confidential. Loosening is refused: that is what consent is for (issue 5)."""
    statement = Statements(db, viewer).get(statement_id)
    row = _row_of(db, statement.id)
    current = statement.labels.data_class
    if data_class not in TIGHTNESS or current not in TIGHTNESS:
        raise InvalidInputError("This kind of sentence does not change its class.")
    if viewer.person_id != row.said_by and viewer.person_id not in statement.labels.subjects:
        raise NotAllowedError("Only who said it, or whom it concerns, can tighten it.")
    if TIGHTNESS.index(data_class) < TIGHTNESS.index(current):
        raise NotAllowedError("A sentence can only become more confidential.", next_step="Share it with one person.")
    row.data_class = data_class
    db.touch("statement", statement_id, viewer.person_id)


def entitled(db: WriteSession, viewer: Viewer, statement_id: str) -> Statement:
    """The statement, if its sharing is the viewer's to decide: they are its subject, or it is theirs alone."""
    statement = Statements(db, viewer).get(statement_id, Form.WORDS)
    labels = statement.labels
    theirs = labels.said_by == viewer.person_id and labels.data_class in SPEAKERS_ALONE
    if not theirs and viewer.person_id not in labels.subjects:
        raise NotAllowedError("This is not yours to share.")
    return statement


def _consent(db: WriteSession, viewer: Looking, statement_id: str, recipient_id: str) -> StatementConsentRow | None:
    return db.first(
        select(StatementConsentRow).where(
            StatementConsentRow.statement_id == statement_id,
            StatementConsentRow.given_by == viewer.person_id,
            StatementConsentRow.recipient_id == recipient_id,
        )
    )


def _row_of(db: WriteSession, statement_id: str) -> StatementRow:
    return db.one(select(StatementRow).where(StatementRow.id == statement_id))
