"""Autosaves: what was typed and not yet sent. Kept across sign-out, restored only where it belongs (promise 3)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from access.viewer import Viewer
from storage.database import ReadSession, WriteSession, changed_by_someone_else
from storage.tables.records import AutosaveRow


@dataclass(frozen=True, kw_only=True)
class Autosave:
    """What was typed into one form about one thing. `version` grows with each save."""

    form: str
    thing_id: str
    text: str
    version: int
    saved_at: datetime


class Autosaves:
    """The viewer's own, and nobody else's."""

    def __init__(self, db: ReadSession, viewer: Viewer) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def get(self, form: str, thing_id: str) -> Autosave | None:
        """What was typed there, if anything waits."""
        row = _row(self.db, self.viewer, form, thing_id)
        return _value(self.db, row) if row else None

    def all(self) -> tuple[Autosave, ...]:
        """Everything the viewer typed and did not send, latest first."""
        query = select(AutosaveRow).where(AutosaveRow.person_id == self.viewer.person_id)
        return tuple(_value(self.db, row) for row in self.db.all(query.order_by(AutosaveRow.saved_at.desc())))


def keep_autosave(
    db: WriteSession, viewer: Viewer, *, form: str, thing_id: str, text: str, version: int = 0,
    about: frozenset[str] = frozenset(),
) -> Autosave:  # fmt: skip
    """Keep what was typed. `version` is the one it grew from (0: none): ConflictError where another window was faster.

    `about`: whom the words concern; erasing any of them takes the autosave along.
    """
    row = _row(db, viewer, form, thing_id)
    if (row.version if row else 0) != version:
        raise changed_by_someone_else()
    if row is None:
        row = AutosaveRow(id=db.ids.new("autosave"), person_id=viewer.person_id, form=form, thing_id=thing_id)
    row.owners = sorted(about | {viewer.person_id})
    row.text_sealed = db.keyring.seal(row.owners, f"autosaves.text:{row.id}", text)
    row.version, row.saved_at = version + 1, db.now
    db.add(row)
    db.touch("autosave", row.id, viewer.person_id)
    return _value(db, row)


def discard_autosave(db: WriteSession, viewer: Viewer, *, form: str, thing_id: str) -> None:
    """Throw away what was typed: it was sent, or is not wanted. It never comes back."""
    row = _row(db, viewer, form, thing_id)
    if row is not None:
        db.execute(delete(AutosaveRow).where(AutosaveRow.id == row.id))
        db.touch("autosave", row.id, viewer.person_id)


def _row(db: ReadSession, viewer: Viewer, form: str, thing_id: str) -> AutosaveRow | None:
    return db.seen_by(viewer).first(
        select(AutosaveRow).where(
            AutosaveRow.person_id == viewer.person_id, AutosaveRow.form == form, AutosaveRow.thing_id == thing_id
        )
    )


def _value(db: ReadSession, row: AutosaveRow) -> Autosave:
    text = db.keyring.unseal(row.owners, f"autosaves.text:{row.id}", row.text_sealed)
    return Autosave(form=row.form, thing_id=row.thing_id, text=text, version=row.version, saved_at=row.saved_at)
