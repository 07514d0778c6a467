"""What is new since the last draft, and the pause that approving faster than anyone reads asks for."""

from access.viewer import Viewer
from assistant.writing.review import needs_pause
from core.errors import ConflictError
from storage.database import ReadSession
from storage.drafts import APPROVED, SUPERSEDED, Draft, Drafts


def draft_before(db: ReadSession, viewer: Viewer, draft: Draft) -> Draft | None:
    """The draft of the same pairing that the reviewer had before this one, if any."""
    earlier = Drafts(db, viewer).with_status([APPROVED, SUPERSEDED], draft.kind)
    mine = (
        one
        for one in earlier
        if one.pairing_id == draft.pairing_id and one.made_for == draft.made_for and one.created_at < draft.created_at
    )
    return max(mine, key=lambda one: one.created_at, default=None)


def changed_since(draft: Draft, before: Draft | None) -> frozenset[str]:
    """Ids of drafted lines that did not stand, word for word, in the draft before; none where there was none."""
    if before is None:
        return frozenset()
    known = {line.original for line in before.sentences}
    return frozenset(
        line.id
        for line in draft.sentences
        if not line.added_by_person and not line.proposed and line.original and line.original not in known
    )


def check_pace(db: ReadSession, viewer: Viewer) -> None:
    """Ask for a pause where approvals come faster than reading. Raises ConflictError; nothing is lost by waiting."""
    untouched = [
        one.decided_at
        for one in Drafts(db, viewer).with_status([APPROVED])
        if one.decided_by == viewer.person_id and one.decided_at is not None and not touched(one)
    ]
    if needs_pause(untouched, db.now):
        raise ConflictError(
            "Many drafts were approved within seconds.", next_step="Take a minute with this one, then approve it."
        )


def touched(draft: Draft) -> bool:
    """Whether the reviewer edited a drafted line, took one out, or opened a source."""
    drafted = [line for line in draft.sentences if not line.added_by_person and not line.proposed]
    return any(line.edited or line.removed or line.opened_at for line in drafted)
