"""Notes: what a mentor wrote after a session. A note is a frame; each of its sentences is a statement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from access.flows import DataClass, Form, Kind
from access.viewer import Viewer
from core.errors import NotAllowedError, NotFoundError
from storage import scope
from storage.database import ReadSession, WriteSession, changed_by_someone_else
from storage.pairings import Pairings
from storage.scope import Looking
from storage.sessions import MentoringSessions
from storage.statements import Statement, Statements
from storage.stating import NewStatement, forget, state
from storage.tables.sessions import NoteRow
from storage.tables.statements import StatementRow

SECTIONS = ("concerns", "goals", "solved", "next_steps")


@dataclass(frozen=True, kw_only=True)
class NoteLine:
    """One sentence of a note to write. `about` must be mentees of the pairing."""

    section: str
    text: str
    about: frozenset[str]
    data_class: DataClass = DataClass.D7
    said_to: frozenset[str] = frozenset()
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Note:
    """A note as the viewer may have it: only the sentences that flow to them."""

    id: str
    session_id: str
    pairing_id: str
    author_id: str
    revision: int
    created_at: datetime
    updated_at: datetime
    statements: tuple[Statement, ...]


class Notes:
    """Notes with at least one sentence for this viewer. A note of which nothing may be seen is not there."""

    def __init__(self, db: ReadSession, viewer: Looking, statements: Statements | None = None) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer
        self.statements = statements or Statements(db, viewer)

    def get(self, note_id: str) -> Note:
        """One note. Raises NotFoundError for another's."""
        found = self._values(self._near().where(NoteRow.id == note_id))
        if not found:
            raise NotFoundError
        return found[0]

    def of_session(self, session_id: str) -> tuple[Note, ...]:
        """Notes of a session, oldest first."""
        return self._values(self._near().where(NoteRow.session_id == session_id))

    def of_pairings(self, pairing_ids: Collection[str], since: datetime | None = None) -> tuple[Note, ...]:
        """Notes of these pairings, oldest first."""
        query = self._near().where(NoteRow.pairing_id.in_(pairing_ids))
        return self._values(query if since is None else query.where(NoteRow.created_at >= since))

    def _near(self) -> Select[NoteRow]:
        condition = scope.history(self.viewer, NoteRow.pairing_id, NoteRow.program_id)
        return select(NoteRow).where(condition).order_by(NoteRow.created_at, NoteRow.id)

    def _values(self, query: Select[NoteRow]) -> tuple[Note, ...]:
        rows = self.db.all(query)
        spoken = self.statements.of_origins([row.id for row in rows], Form.MINIMUM)
        return tuple(_value(row, spoken[row.id]) for row in rows if row.id in spoken)


def write_note(
    db: WriteSession, viewer: Viewer, *, session_id: str, lines: Sequence[NoteLine], note_id: str = ""
) -> str:
    """Write a note about a session of one's own open pairing; returns its id."""
    session = MentoringSessions(db, viewer).get(session_id)
    pairing = Pairings(db, viewer).get(session.pairing_id)
    if pairing.mentor_id != viewer.person_id:
        raise NotAllowedError("The mentor of the pairing writes its notes.")
    _about_members(lines, pairing.mentee_ids)
    note_id = note_id or db.ids.new("note")
    db.add(
        NoteRow(
            id=note_id, program_id=pairing.program_id, session_id=session_id, pairing_id=pairing.id,
            author_id=viewer.person_id, revision=1, created_at=db.now, updated_at=db.now,
        )
    )  # fmt: skip
    state(db, pairing.program_id, note_id, [_statement(viewer, line) for line in lines])
    _touch(db, note_id, lines)
    return note_id


def revise_note(db: WriteSession, viewer: Viewer, note_id: str, *, revision: int, lines: Sequence[NoteLine]) -> None:
    """Replace a note's sentences; those unchanged keep their id, class and consents.

    `revision` is the one that was edited: ConflictError where it is no longer the newest.
    """
    note = Notes(db, viewer).get(note_id)
    row = db.one(select(NoteRow).where(NoteRow.id == note_id))
    if note.author_id != viewer.person_id:
        raise NotAllowedError("Only its author changes a note.")
    if row.revision != revision:
        raise changed_by_someone_else()
    _about_members(lines, Pairings(db, viewer).get(note.pairing_id).mentee_ids)
    # What the author may no longer read (a safety disclosure kept as a fixed line) is not theirs to take away either.
    kept = {(s.section, s.text, s.labels.about): s.id for s in note.statements if s.flow.words}
    fresh = [line for line in lines if (line.section, line.text, line.about) not in kept]
    wanted = {(line.section, line.text, line.about) for line in lines}
    forget(db, [statement_id for key, statement_id in kept.items() if key not in wanted])
    state(db, row.program_id, note_id, [_statement(viewer, line) for line in fresh])
    _put_in_order(db, note_id, Statements(db, viewer), lines)
    row.revision, row.updated_at = revision + 1, db.now
    _touch(db, note_id, lines)


def _put_in_order(db: WriteSession, note_id: str, statements: Statements, lines: Sequence[NoteLine]) -> None:
    """Positions as in `lines`: moved out of the way first, because a position is unique in its note."""
    order = {(line.section, line.text, line.about): n for n, line in enumerate(lines)}
    rows = db.all(select(StatementRow).where(StatementRow.origin_id == note_id).order_by(StatementRow.position))
    places = {s.id: order[s.section, s.text, s.labels.about] for s in statements.of_origins([note_id]).get(note_id, ())}
    for n, row in enumerate(rows, start=1):
        row.position = -n
    db.orm.flush()
    for n, row in enumerate(rows, start=len(lines)):
        row.position = places.get(row.id, n)


def _statement(viewer: Viewer, line: NoteLine) -> NewStatement:
    return NewStatement(
        kind=Kind.NOTE, text=line.text, said_by=viewer.person_id, said_to=line.said_to, about=line.about,
        data_class=line.data_class, section=line.section, expires_at=line.expires_at,
    )  # fmt: skip


def _about_members(lines: Sequence[NoteLine], mentee_ids: Collection[str]) -> None:
    if any(not line.about or not line.about <= set(mentee_ids) for line in lines):
        raise NotAllowedError("A note is about mentees of its pairing.")


def _touch(db: WriteSession, note_id: str, lines: Sequence[NoteLine]) -> None:
    for person_id in sorted({person_id for line in lines for person_id in line.about}):
        db.touch("note", note_id, person_id)


def _value(row: NoteRow, statements: tuple[Statement, ...]) -> Note:
    return Note(
        id=row.id, session_id=row.session_id, pairing_id=row.pairing_id, author_id=row.author_id,
        revision=row.revision, created_at=row.created_at, updated_at=row.updated_at, statements=statements,
    )  # fmt: skip
