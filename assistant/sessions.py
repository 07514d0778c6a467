"""Prep: read what the mentor may see, think with the database closed, keep the draft for review."""

from access.viewer import Viewer
from assistant.drafting import frame_of, lines_of, plain
from assistant.gathering import gather
from assistant.preparing.prepare import Prep, prepare
from assistant.preparing.scenario import Scenario
from assistant.wiring import Services
from storage.audit import Audit
from storage.drafts import store_draft
from storage.sessions import MentoringSessions


def make_prep(services: Services, viewer: Viewer, session_id: str) -> str:
    """Draft a brief and an agenda for one of the mentor's sessions; returns the draft's id.

    Raises NotFoundError for another's session. Nothing reaches anyone before a named person approves it (promise 4).
    """
    with services.database.read() as db:
        scenario = gather(db, viewer, session_id)
        pairing_id = MentoringSessions(db, viewer).get(session_id).pairing_id
    prep = think(services, scenario)
    with services.database.write(Audit(actor=viewer.person_id, action="draft.make")) as db:
        return store_draft(
            db, viewer, kind="prep", pairing_id=pairing_id, session_id=session_id, blocks=frame_of(prep.draft),
            sentences=lines_of(prep.draft, scenario), made_with=dict(prep.draft.made_with), inputs=plain(scenario),
            inputs_digest=prep.draft.made_with["inputs"],
        )  # fmt: skip


def think(services: Services, scenario: Scenario) -> Prep:
    """The pure part: the same scenario gives the same prep."""
    return prepare(scenario, services.prep_policies, screen=services.note_screen, shelf=services.shelf)
