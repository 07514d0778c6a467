"""An agenda outside Trellis: Markdown or a page to print, holding only what its reader may see."""

from dataclasses import dataclass

from access.viewer import Viewer
from assistant.wiring import Services
from storage.audit import Audit
from storage.drafts import Draft, Drafts
from storage.people import People
from storage.sessions import MentoringSession, MentoringSessions


@dataclass(frozen=True, kw_only=True)
class Printed:
    """An agenda ready to leave: its heading, its session, and each block with its minutes and lines."""

    title: str
    session: MentoringSession
    blocks: tuple[tuple[str, int, tuple[str, ...]], ...]


def agenda_to_print(services: Services, viewer: Viewer, draft_id: str) -> Printed:
    """The agenda as a page to print. Brief and private cards stay behind, whoever asks; exporting is recorded."""
    with services.database.read() as db:
        draft = Drafts(db, viewer).get(draft_id)
        session = MentoringSessions(db, viewer).get(draft.session_id)
        names = People(db, viewer).names(draft.about)
    services.database.record(
        Audit(actor=viewer.person_id, action="draft.export", object_kind="draft", object_id=draft_id)
    )
    whom = ", ".join(names.get(one, "a mentee") for one in draft.about)
    state = "" if draft.status == "approved" else " (draft, not approved)"
    title = f"Session {session.number}{f' with {whom}' if whom else ''}{state}"
    return Printed(title=title, session=session, blocks=agenda_blocks(draft))


def agenda_markdown(services: Services, viewer: Viewer, draft_id: str) -> str:
    """The same agenda as Markdown."""
    printed = agenda_to_print(services, viewer, draft_id)
    lines = [f"# {printed.title}", "", f"{printed.session.minutes} minutes, {printed.session.mode}", ""]
    for title, minutes, items in printed.blocks:
        lines += [f"## {title} ({minutes} min)", "", *(f"- {item}" for item in items), ""]
    return "\n".join(lines) + "\n"


def agenda_blocks(draft: Draft) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """The agenda's blocks with their minutes and lines."""
    return tuple(
        (
            str(block["title"]), int(block["minutes"]),
            tuple(one.text for one in draft.sentences if one.block_key == block["key"] and not one.removed),
        )
        for block in draft.blocks
        if block["part"] == "agenda"
    )  # fmt: skip
