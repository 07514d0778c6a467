"""Review: a mentor edits, opens, approves or rejects a draft; what was drafted stays beside what was changed."""

from dataclasses import dataclass

from access.viewer import Viewer
from assistant.review_pace import changed_since, check_pace, draft_before
from assistant.review_reading import ReadFirst, read_first
from assistant.safety.output_rules import Violation
from assistant.wiring import Services
from core.errors import ConflictError, InvalidInputError
from storage import reviewing as moves
from storage.audit import Audit
from storage.drafts import Draft, Drafts, DraftSentence, DraftSource, NewDraftSentence

MOST_CHARACTERS = 600


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far a review has come: what must be opened or filled first, and what the output rules say of the edits."""

    draft: Draft
    unopened: tuple[DraftSentence, ...]
    unfilled: tuple[str, ...]
    violations: dict[str, tuple[Violation, ...]]
    proposals: tuple[DraftSentence, ...] = ()  # a model's additions that nobody accepted: no part of the draft
    changed: frozenset[str] = frozenset()  # ids of lines that the draft before this one did not hold
    first: tuple[ReadFirst, ...] = ()  # what to read first

    @property
    def may_approve(self) -> bool:
        """Whether the one key at the end would work now."""
        return self.draft.status == "proposed" and not self.unopened and not self.unfilled and not self.violations


def review(services: Services, viewer: Viewer, draft_id: str) -> Standing:
    """The draft with what still stands before its approval. Raises NotFoundError for another's."""
    with services.database.read() as db:
        draft = Drafts(db, viewer).get(draft_id)
        before = draft_before(db, viewer, draft)
    return standing(services, draft, before)


def standing(services: Services, draft: Draft, before: Draft | None = None) -> Standing:
    """Judge a draft as it is now. Only what a person wrote is checked: drafted lines passed when they were made."""
    kept = [line for line in draft.sentences if not line.removed and not line.proposed]
    checked = {
        line.id: tuple(services.check_output(line.text, kind="agenda"))
        for line in kept
        if line.edited or line.added_by_person
    }
    return Standing(
        draft=draft,
        unopened=tuple(line for line in kept if line.risky and line.opened_at is None),
        unfilled=unfilled_blocks(draft, kept),
        violations={line_id: found for line_id, found in checked.items() if found},
        proposals=tuple(line for line in draft.sentences if line.proposed and line.removed),
        changed=changed_since(draft, before),
        first=read_first(draft, before),
    )


def unfilled_blocks(draft: Draft, kept: list[DraftSentence]) -> tuple[str, ...]:
    """Titles of the blocks whose words are the mentor's own and are still empty (promise 8)."""
    filled = {line.block_key for line in kept if line.added_by_person and line.text.strip()}
    return tuple(block["title"] for block in draft.blocks if block.get("yours") and block["key"] not in filled)


def edit(services: Services, viewer: Viewer, draft_id: str, sentence_id: str, text: str, *, version: int) -> int:
    """Change a line; returns the draft's new version. Raises InvalidInputError, ConflictError, NotFoundError."""
    text = check_words(text)
    with services.database.write(Audit(actor=viewer.person_id, action="draft.edit")) as db:
        return moves.edit_sentence(db, viewer, draft_id, sentence_id, text=text, version=version)


def remove(
    services: Services, viewer: Viewer, draft_id: str, sentence_id: str, *, version: int, back: bool = False
) -> int:
    """Take a line out, or put it back as it was drafted; returns the draft's new version."""
    with services.database.write(Audit(actor=viewer.person_id, action="draft.remove")) as db:
        return moves.remove_sentence(db, viewer, draft_id, sentence_id, version=version, back=back)


def add(
    services: Services, viewer: Viewer, draft_id: str, block_key: str, text: str, *, version: int
) -> tuple[str, int]:
    """Add the mentor's own words to a block; returns the line's id and the draft's new version."""
    text = check_words(text)
    source = DraftSource(kind="template", id="own_words", title="Your own words")
    line = NewDraftSentence(block_key=block_key, text=text, sources=(source,), reason="written by the mentor")
    with services.database.write(Audit(actor=viewer.person_id, action="draft.add")) as db:
        draft = Drafts(db, viewer).get(draft_id)
        if block_key not in {block["key"] for block in draft.blocks}:
            raise InvalidInputError(
                "That part of the agenda does not exist.", fields={"block": "Pick one of its parts."}
            )
        return moves.add_sentence(db, viewer, draft_id, line=line, version=version)


def accept(
    services: Services, viewer: Viewer, draft_id: str, sentence_id: str, *, version: int
) -> tuple[str, int]:  # fmt: skip
    """Take a model's proposed addition into the block it was proposed for, as a line of the mentor's own.

    Returns the new line's id and the draft's new version. Raises ConflictError for what was not proposed, or accepted
    already; from here on it is checked and changed like any line that a person added.
    """
    with services.database.write(Audit(actor=viewer.person_id, action="draft.accept")) as db:
        return moves.accept_sentence(db, viewer, draft_id, sentence_id, version=version)


def open_source(
    services: Services, viewer: Viewer, draft_id: str, sentence_id: str
) -> tuple[DraftSentence, dict[str, str]]:
    """Show what a line rests on, with the addresses of its sources, and note that the reviewer looked."""
    with services.database.write(Audit(actor=viewer.person_id, action="draft.open")) as db:
        moves.open_sentence(db, viewer, draft_id, sentence_id)
        draft = Drafts(db, viewer).get(draft_id)
    line = next(line for line in draft.sentences if line.id == sentence_id)
    return line, where_sources_are(draft, line)


def approve(services: Services, viewer: Viewer, draft_id: str, *, version: int) -> None:
    """Approve a draft by name. Raises ConflictError while something risky is unopened, empty or against the rules."""
    now = review(services, viewer, draft_id)
    if now.unopened:
        raise ConflictError(
            f"{len(now.unopened)} line(s) rest on something old or uncertain and have not been opened yet.",
            next_step="Open the source of each marked line, then approve.",
        )
    if now.unfilled:
        raise ConflictError(f"Your own words are still missing in: {', '.join(now.unfilled)}.", next_step="Fill it in.")
    if now.violations:
        raise ConflictError("A line you changed breaks an output rule; the page says which.", next_step="Reword it.")
    with services.database.write(Audit(actor=viewer.person_id, action="draft.approve")) as db:
        check_pace(db, viewer)
        moves.decide(db, viewer, draft_id, approve=True, version=version)


def reject(services: Services, viewer: Viewer, draft_id: str, *, version: int, reason_code: str) -> None:
    """Reject a draft, with one of the reasons offered."""
    with services.database.write(Audit(actor=viewer.person_id, action="draft.reject")) as db:
        moves.decide(db, viewer, draft_id, approve=False, version=version, reason_code=reason_code)


def check_words(text: str) -> str:
    """One line's words: some, and not endless."""
    text = " ".join(text.split())
    if not text:
        raise InvalidInputError("The line is empty.", fields={"text": "Write the line, or remove it."})
    if len(text) > MOST_CHARACTERS:
        raise InvalidInputError(
            "The line is too long.", fields={"text": f"Keep it under {MOST_CHARACTERS} characters."}
        )
    return text


def where_sources_are(draft: Draft, line: DraftSentence) -> dict[str, str]:
    """Addresses of a line's sources, by their id; sources without a page of their own are absent."""
    here = {"note", "goal", "check_in", "question"}
    places = {one.id: f"/pairings/{draft.pairing_id}#{one.id}" for one in line.sources if one.kind in here}
    shelf = {one.id: f"/library/{one.id.partition('#')[0]}" for one in line.sources if one.kind == "resource"}
    return places | shelf
