"""An agenda outside Trellis: Markdown, holding only what its reader may see."""

from access.viewer import Viewer
from assistant.wiring import Services
from storage.audit import Audit
from storage.drafts import Draft, Drafts
from storage.people import People
from storage.sessions import MentoringSessions


def agenda_markdown(services: Services, viewer: Viewer, draft_id: str) -> str:
    """The agenda as Markdown. Brief and private cards stay behind, whoever asks; exporting is recorded."""
    with services.database.read() as db:
        draft = Drafts(db, viewer).get(draft_id)
        session = MentoringSessions(db, viewer).get(draft.session_id)
        names = People(db, viewer).names(draft.about)
    services.database.record(
        Audit(actor=viewer.person_id, action="draft.export", object_kind="draft", object_id=draft_id)
    )
    whom = ", ".join(names.get(one, "a mentee") for one in draft.about)
    state = "" if draft.status == "approved" else " (draft, not approved)"
    lines = [f"# Session {session.number} with {whom}{state}", "", f"{session.minutes} minutes, {session.mode}", ""]
    return "\n".join(lines + agenda_lines(draft)) + "\n"


def agenda_lines(draft: Draft) -> list[str]:
    """The agenda's blocks with their lines."""
    out: list[str] = []
    for block in draft.blocks:
        if block["part"] != "agenda":
            continue
        out += [f"## {block['title']} ({block['minutes']} min)", ""]
        out += [f"- {one.text}" for one in draft.sentences if one.block_key == block["key"] and not one.removed]
        out.append("")
    return out
