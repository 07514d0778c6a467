"""Prep: read what the mentor may see, think with the database closed, keep the draft for review."""

from access.viewer import Viewer
from assistant.drafting import frame_of, lines_of
from assistant.gathering import gather
from assistant.wiring import Services
from storage.audit import Audit
from storage.drafts import store_draft


def prepare(services: Services, viewer: Viewer, session_id: str) -> str:
    """Draft a brief and an agenda for one of the mentor's sessions; returns the draft's id.

    Raises NotFoundError for another's session. Nothing reaches anyone before a named person approves it (promise 4).
    """
    with services.database.read() as db:
        scenario = gather(db, viewer, session_id)
        pairing_id = scenario_pairing(db, viewer, session_id)
    draft, digest = services.prep.make(scenario)
    with services.database.write(Audit(actor=viewer.person_id, action="draft.make")) as db:
        return store_draft(
            db, viewer, kind="prep", pairing_id=pairing_id, session_id=session_id, blocks=frame_of(draft),
            sentences=lines_of(draft, scenario), made_with=draft.made_with, inputs={"scenario": session_id},
            inputs_digest=digest,
        )  # fmt: skip
