"""Prep: read what the mentor may see, think with the database closed, keep the draft for review."""

from dataclasses import dataclass

from access.viewer import Viewer
from assistant.drafting import frame_of, lines_of, plain
from assistant.gathering import gather
from assistant.modelled import PREP, Desk, desk_for, keep_calls
from assistant.preparing.prepare import Prep, prepare
from assistant.preparing.reworded import Reworded, reword
from assistant.preparing.scenario import Scenario
from assistant.wiring import Services
from assistant.writing.sentence import Draft
from storage.audit import Audit
from storage.drafts import store_draft
from storage.sessions import MentoringSessions


def make_prep(services: Services, viewer: Viewer, session_id: str) -> str:
    """Draft a brief and an agenda for one of the mentor's sessions; returns the draft's id.

    Raises NotFoundError for another's session. Nothing reaches anyone before a named person approves it (promise 4).
    """
    return keep_prep(services, viewer, plan_prep(services, viewer, session_id))


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A prep as it was thought; `desk` where a model may word its lines."""

    session_id: str
    pairing_id: str
    scenario: Scenario
    draft: Draft
    desk: Desk | None


def plan_prep(services: Services, viewer: Viewer, session_id: str) -> Planned:
    """Everything up to the words. Raises NotFoundError for another's session."""
    with services.database.read() as db:
        scenario = gather(db, viewer, session_id)
        pairing_id = MentoringSessions(db, viewer).get(session_id).pairing_id
        desk = desk_for(db, services, viewer, PREP, audience=pairing_id)
    draft = think(services, scenario).draft
    return Planned(session_id=session_id, pairing_id=pairing_id, scenario=scenario, draft=draft, desk=desk)


async def word(planned: Planned) -> Reworded | None:
    """Let a model word the lines that may leave, with no connection held; None where none may."""
    desk = planned.desk
    return await reword(planned.draft, planned.scenario, desk.writer, desk.caller, desk.customs) if desk else None


def keep_prep(services: Services, viewer: Viewer, planned: Planned, reworded: Reworded | None = None) -> str:
    """Keep the draft for review; returns its id."""
    draft = reworded.draft if reworded else planned.draft
    made_with = dict(draft.made_with)
    if reworded:
        made_with["model"] = reworded.status.value
    with services.database.write(Audit(actor=viewer.person_id, action="draft.make")) as db:
        if reworded and planned.desk:
            keep_calls(db, viewer, planned.desk.caller, reworded.status, reworded.admitted, reworded.refused)
        return store_draft(
            db, viewer, kind="prep", pairing_id=planned.pairing_id, session_id=planned.session_id,
            blocks=frame_of(draft), sentences=lines_of(draft, planned.scenario), made_with=made_with,
            inputs=plain(planned.scenario), inputs_digest=draft.made_with["inputs"],
        )  # fmt: skip


def think(services: Services, scenario: Scenario) -> Prep:
    """The pure part: the same scenario gives the same prep."""
    return prepare(scenario, services.prep_policies, screen=services.note_screen, shelf=services.shelf)
