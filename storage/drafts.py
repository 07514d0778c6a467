"""Drafts: what waits for review. What was drafted stays beside what was changed (promise 4)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from access.viewer import Viewer
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.pairings import Pairings
from storage.scope import Looking
from storage.tables.drafts import DraftRow, DraftSentenceRow

PROPOSED, APPROVED, REJECTED, SUPERSEDED = "proposed", "approved", "rejected", "superseded"
PEOPLES_WORDS = ("note", "goal", "check_in", "question")
PROPOSALS = (
    "proposed-"  # before the key of the block a model's addition could join; no block of the frame has such a key
)
AGENDA = "agenda"  # the `part` of a block that every member may see once approved; brief and cards are other parts
NOTES = "note"  # the kind of a source that is a note of the mentor's


@dataclass(frozen=True, kw_only=True)
class DraftSource:
    """What a line rests on. `quote` is empty where the reviewer may not see the words."""

    kind: str
    id: str
    title: str = ""
    quote: str = ""
    dated: str = ""
    for_mentor: bool = False  # what rests on it is said to the mentor, and is in no member's agenda


@dataclass(frozen=True, kw_only=True)
class NewDraftSentence:
    """A line to store. `about`: mentees whose words or record it rests on; it is sealed with their keys."""

    block_key: str
    text: str
    sources: tuple[DraftSource, ...]
    reason: str
    about: frozenset[str] = frozenset()
    risky: bool = False  # stale or sensitive: to be opened before the draft can be approved
    struck: tuple[str, ...] = ()  # what a model worded and the gate refused, and why

    @property
    def proposed(self) -> bool:
        """Whether a model proposed it: it starts taken out, and is in nothing until a person accepts it."""
        return self.block_key.startswith(PROPOSALS)


@dataclass(frozen=True, kw_only=True)
class DraftSentence:
    """A line. `text` is what it says now, `original` what was drafted ("" where a person added the line)."""

    id: str
    block_key: str
    position: int
    text: str
    original: str
    sources: tuple[DraftSource, ...]
    reason: str
    edited: bool
    removed: bool
    added_by_person: bool
    risky: bool
    opened_at: datetime | None
    struck: tuple[str, ...] = ()

    @property
    def proposed(self) -> bool:
        """Whether a model proposed it: no part of the draft; accepting it adds its words to a block."""
        return self.block_key.startswith(PROPOSALS)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft. `blocks` is the frame as it was stored: one plain dict a block, in order, each with its `key`."""

    id: str
    kind: str
    pairing_id: str
    session_id: str
    made_for: str
    status: str
    blocks: tuple[dict[str, Any], ...]
    about: tuple[str, ...]
    sentences: tuple[DraftSentence, ...]
    made_with: dict[str, Any]
    inputs_digest: str
    version: int
    created_at: datetime
    decided_at: datetime | None
    decided_by: str
    reason_code: str = field(default="")


class Drafts:
    """Drafts made for this viewer while the pairing is open; approved agendas for its members, without the rest."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def get(self, draft_id: str) -> Draft:
        """One draft. Raises NotFoundError for another's."""
        return self._value(self.db.one(self._in_sight().where(DraftRow.id == draft_id)))

    def of_session(self, session_id: str) -> tuple[Draft, ...]:
        """Drafts of a session, newest first."""
        return tuple(self._value(row) for row in self.db.all(self._in_sight().where(DraftRow.session_id == session_id)))

    def with_status(self, statuses: Collection[str], kind: str = "") -> tuple[Draft, ...]:
        """Drafts by status, newest first."""
        query = self._in_sight().where(DraftRow.status.in_(statuses))
        return tuple(self._value(row) for row in self.db.all(query.where(DraftRow.kind == kind) if kind else query))

    def inputs(self, draft_id: str) -> Any:
        """What the draft was made from, for replay. Its maker's alone."""
        row = self.db.one(self._in_sight().where(DraftRow.id == draft_id, self._made_for_me()))
        owners = row.about or [row.made_for]
        sealed = row.inputs_sealed or b""
        return self.db.keyring.unseal_json(owners, f"drafts.inputs:{row.id}", sealed)

    def _made_for_me(self) -> scope.Condition:
        own = scope.own(self.viewer, DraftRow.made_for, DraftRow.program_id)
        if isinstance(self.viewer, Viewer):
            return and_(own, DraftRow.pairing_id.in_(self.viewer.pairings))
        return own

    def _in_sight(self) -> Select[DraftRow]:
        condition = self._made_for_me()
        if isinstance(self.viewer, Viewer):
            mine = DraftRow.pairing_id.in_(self.viewer.pairings)
            condition = or_(condition, and_(mine, DraftRow.status == APPROVED, DraftRow.kind == "prep"))
        return select(DraftRow).where(condition).order_by(DraftRow.created_at.desc(), DraftRow.id.desc())

    def _value(self, row: DraftRow) -> Draft:
        whole = not isinstance(self.viewer, Viewer) or row.made_for == self.viewer.person_id
        query = select(DraftSentenceRow).where(DraftSentenceRow.draft_id == row.id)
        order = (DraftSentenceRow.block_key, DraftSentenceRow.position)
        blocks = row.blocks if whole else shared_blocks(row.blocks)
        shared = {str(block["key"]) for block in blocks}
        lines = [one for one in self.db.all(query.order_by(*order)) if whole or _for_members(self.db, one, shared)]
        return Draft(
            id=row.id, kind=row.kind, pairing_id=row.pairing_id, session_id=row.session_id or "",
            made_for=row.made_for, status=row.status, blocks=tuple(blocks),
            about=tuple(row.about) if whole else (),
            sentences=tuple(opened(self.db, line, whole) for line in lines),
            made_with=row.made_with, inputs_digest=row.inputs_digest if whole else "", version=row.version,
            created_at=row.created_at, decided_at=row.decided_at, decided_by=row.decided_by or "",
            reason_code=row.reason_code or "",
        )  # fmt: skip


def store_draft(
    db: WriteSession,
    viewer: Viewer,
    *,
    kind: str,
    pairing_id: str,
    session_id: str = "",
    blocks: Sequence[dict[str, Any]],
    sentences: Sequence[NewDraftSentence],
    made_with: dict[str, Any],
    inputs: Any,
    inputs_digest: str,
    draft_id: str = "",
) -> str:
    """Store a draft for the viewer's review; an older one still proposed for the same session steps back."""
    pairing = Pairings(db, viewer).get(pairing_id)
    draft_id = draft_id or db.ids.new("draft")
    _supersede(db, viewer, kind, pairing_id, session_id)
    about = list(pairing.mentee_ids)
    db.add(
        DraftRow(
            id=draft_id, program_id=pairing.program_id, kind=kind, pairing_id=pairing_id, made_with=made_with,
            session_id=session_id or None, made_for=viewer.person_id, status=PROPOSED, blocks=list(blocks),
            about=about, inputs_digest=inputs_digest, version=1, created_at=db.now,
            inputs_sealed=db.keyring.seal_json(about, f"drafts.inputs:{draft_id}", inputs),
        )
    )  # fmt: skip
    positions: dict[str, int] = {}
    rows = []
    for line in sentences:
        position = positions[line.block_key] = positions.get(line.block_key, -1) + 1
        rows.append(sentence_row(db, draft_id, position, line, owners_of(line, about, viewer.person_id)))
    db.add(*rows)  # in one go: one at a time they were a fifth of a prep
    for person_id in about:
        db.touch("draft", draft_id, person_id)
    return draft_id


def owners_of(line: NewDraftSentence, mentee_ids: Sequence[str], made_for: str) -> list[str]:
    """Under whose keys a line is sealed: whom it is about; every mentee of the pairing where it rests on people's
    words and does not say whose; else the reviewer.
    """
    if line.about:
        return sorted(line.about)
    return list(mentee_ids) if any(source.kind in PEOPLES_WORDS for source in line.sources) else [made_for]


def sentence_row(
    db: WriteSession, draft_id: str, position: int, line: NewDraftSentence, owners: list[str]
) -> DraftSentenceRow:
    """The row of a line, sealed for its owners."""
    sentence_id = db.ids.new("sentence")
    sources = [vars(source) for source in line.sources]
    return DraftSentenceRow(
        id=sentence_id, draft_id=draft_id, block_key=line.block_key, position=position, owners=owners,
        original_sealed=db.keyring.seal(owners, place(sentence_id, "original"), line.text),
        sources_sealed=db.keyring.seal_json(owners, place(sentence_id, "sources"), sources),
        reason=line.reason, removed=line.proposed, added_by_person=False, risky=line.risky,
        struck_sealed=db.keyring.seal_json(owners, place(sentence_id, "struck"), line.struck) if line.struck else None,
    )  # fmt: skip


def opened(db: ReadSession, row: DraftSentenceRow, whole: bool) -> DraftSentence:
    """The value of a line; for a member of the group only what it says."""

    def words(column: str, sealed: bytes | None) -> str:
        return db.keyring.unseal(row.owners, place(row.id, column), sealed) if sealed else ""

    original = words("original", row.original_sealed)
    edited = words("edited", row.edited_sealed) if row.edited_sealed else original
    struck: list[str] = []
    if whole and row.struck_sealed:
        struck = db.keyring.unseal_json(row.owners, place(row.id, "struck"), row.struck_sealed)
    return DraftSentence(
        id=row.id, block_key=row.block_key, position=row.position, text=edited, original=original if whole else "",
        sources=_sources(db, row) if whole else (), reason=row.reason if whole else "",
        edited=row.edited_sealed is not None, removed=row.removed, added_by_person=row.added_by_person,
        risky=row.risky, opened_at=row.opened_at, struck=tuple(struck),
    )  # fmt: skip


def place(sentence_id: str, column: str) -> str:
    """Where a line's words are sealed for."""
    return f"draft_sentences.{column}:{sentence_id}"


def shared_blocks(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks every member may see once approved: the agenda's, but for the mentor's own opening (promise 8).

    What the frame does not call a part of the agenda (brief, private cards, anything new) is the mentor's alone.
    """
    return [block for block in blocks if block.get("part") == AGENDA and not block.get("yours")]


def _for_members(db: ReadSession, line: DraftSentenceRow, shared: Collection[str]) -> bool:
    """Whether a line is for every member: what rests on the mentor's own notes (D7) is given on request, not shown."""
    if line.block_key not in shared or line.removed:
        return False
    return not any(source.for_mentor or source.kind == NOTES for source in _sources(db, line))


def _sources(db: ReadSession, row: DraftSentenceRow) -> tuple[DraftSource, ...]:
    if not row.sources_sealed:
        return ()
    found = db.keyring.unseal_json(row.owners, place(row.id, "sources"), row.sources_sealed)
    return tuple(DraftSource(**source) for source in found)


def _supersede(db: WriteSession, viewer: Viewer, kind: str, pairing_id: str, session_id: str) -> None:
    query = select(DraftRow).where(
        DraftRow.made_for == viewer.person_id,
        DraftRow.kind == kind,
        DraftRow.pairing_id == pairing_id,
        DraftRow.status == PROPOSED,
    )
    for row in db.all(query.where(DraftRow.session_id == session_id if session_id else DraftRow.session_id.is_(None))):
        row.status, row.decided_at = SUPERSEDED, db.now
