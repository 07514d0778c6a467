"""Changing a draft on its way to a decision: edit, remove, add, open a source, decide. Always against a version."""

from sqlalchemy import func, select

from access.viewer import Viewer
from core.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from storage.database import WriteSession, changed_by_someone_else
from storage.drafts import APPROVED, PROPOSALS, PROPOSED, REJECTED, Drafts, NewDraftSentence, place, sentence_row
from storage.tables.drafts import DraftRow, DraftSentenceRow


def edit_sentence(db: WriteSession, viewer: Viewer, draft_id: str, sentence_id: str, *, text: str, version: int) -> int:
    """Change a line; what was drafted stays beside it. Returns the draft's new version."""
    draft = _mine(db, viewer, draft_id, version)
    line = _line(db, draft_id, sentence_id, planned=True)
    if not text.strip():
        raise InvalidInputError("A line needs words.", next_step="Remove it instead.", fields={"text": "empty"})
    line.edited_sealed = db.keyring.seal(line.owners, place(line.id, "edited"), text)
    line.removed = False
    return _next_version(db, draft)


def remove_sentence(
    db: WriteSession, viewer: Viewer, draft_id: str, sentence_id: str, *, version: int, back: bool = False
) -> int:
    """Take a line out, or (`back`) put it in again, as it was drafted. Returns the draft's new version."""
    draft = _mine(db, viewer, draft_id, version)
    line = _line(db, draft_id, sentence_id, planned=True)
    line.removed = not back
    if back and not line.added_by_person:
        line.edited_sealed = None
    return _next_version(db, draft)


def add_sentence(
    db: WriteSession, viewer: Viewer, draft_id: str, *, line: NewDraftSentence, version: int
) -> tuple[str, int]:
    """Add a line of the reviewer's own at the end of a block. Returns its id and the draft's new version."""
    draft = _mine(db, viewer, draft_id, version)
    last = select(func.max(DraftSentenceRow.position)).where(
        DraftSentenceRow.draft_id == draft_id, DraftSentenceRow.block_key == line.block_key
    )
    taken = db.pairs(last)[0][0]
    owners = list(line.about) or draft.about  # the reviewer's own words are about their mentees until they say less
    row = sentence_row(db, draft_id, 0 if taken is None else taken + 1, line, sorted(owners))
    row.edited_sealed = db.keyring.seal(row.owners, place(row.id, "edited"), line.text)
    row.original_sealed, row.added_by_person = None, True
    db.add(row)
    return row.id, _next_version(db, draft)


def accept_sentence(
    db: WriteSession, viewer: Viewer, draft_id: str, sentence_id: str, *, version: int
) -> tuple[str, int]:  # fmt: skip
    """Add the words of a model's proposal to its block, as a line the reviewer added. Returns its id and the version.

    The proposal stays where it was, marked as used. Raises ConflictError for a line that was not proposed, or is used.
    """
    _mine(db, viewer, draft_id, version)
    line = next((one for one in Drafts(db, viewer).get(draft_id).sentences if one.id == sentence_id), None)
    if line is None:
        raise NotFoundError
    if not line.proposed or not line.removed:
        raise ConflictError("There is nothing to accept in this line.", next_step="Reload the page.")
    row = _line(db, draft_id, sentence_id)
    added = NewDraftSentence(
        block_key=line.block_key.removeprefix(PROPOSALS), text=line.text, sources=line.sources, risky=line.risky,
        reason=f"{line.reason}; accepted by the mentor", about=frozenset(row.owners),
    )  # fmt: skip
    row.removed, row.risky = False, False
    return add_sentence(db, viewer, draft_id, line=added, version=version)


def open_sentence(db: WriteSession, viewer: Viewer, draft_id: str, sentence_id: str) -> None:
    """Note that the reviewer opened a line's source: what is stale or risky has to be opened before approving."""
    draft = Drafts(db, viewer).get(draft_id)
    if draft.made_for != viewer.person_id:
        raise NotFoundError
    line = _line(db, draft_id, sentence_id)
    line.opened_at = line.opened_at or db.now
    db.touch("draft", draft_id)


def decide(
    db: WriteSession, viewer: Viewer, draft_id: str, *, approve: bool, version: int, reason_code: str = ""
) -> None:
    """Approve or reject a draft, by name. Raises ConflictError once it is decided, or changed since `version`."""
    draft = _mine(db, viewer, draft_id, version)
    unopened = select(DraftSentenceRow.id).where(
        DraftSentenceRow.draft_id == draft_id,
        DraftSentenceRow.risky,
        ~DraftSentenceRow.removed,
        DraftSentenceRow.opened_at.is_(None),
    )
    if approve and db.first(unopened) is not None:
        raise ConflictError("A line asks to be looked at before you approve.", next_step="Open its source.")
    draft.status = APPROVED if approve else REJECTED
    draft.decided_at, draft.decided_by, draft.reason_code = db.now, viewer.person_id, reason_code or None
    _next_version(db, draft)


def _mine(db: WriteSession, viewer: Viewer, draft_id: str, version: int) -> DraftRow:
    """The row of a draft that is the viewer's to change, as they last saw it."""
    if Drafts(db, viewer).get(draft_id).made_for != viewer.person_id:
        raise NotAllowedError("The mentor it was drafted for reviews it.")
    row = db.one(select(DraftRow).where(DraftRow.id == draft_id))
    if row.status != PROPOSED:
        raise ConflictError("This draft has been decided already.")
    if row.version != version:
        raise changed_by_someone_else()
    return row


def _line(db: WriteSession, draft_id: str, sentence_id: str, *, planned: bool = False) -> DraftSentenceRow:
    row = db.one(
        select(DraftSentenceRow).where(DraftSentenceRow.draft_id == draft_id, DraftSentenceRow.id == sentence_id)
    )
    if planned and row.block_key.startswith(PROPOSALS):
        raise ConflictError("This line was only proposed.", next_step="Accept it first; then it is yours to change.")
    return row


def _next_version(db: WriteSession, draft: DraftRow) -> int:
    draft.version += 1
    for person_id in draft.about:
        db.touch("draft", draft.id, person_id)
    return draft.version
