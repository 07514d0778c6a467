"""Prep: read what the mentor may see, think with the database closed, keep the draft for review."""

from dataclasses import dataclass

from access.viewer import Viewer
from assistant.drafting import frame_of, lines_of, plain, proposed_lines
from assistant.escalation import raise_from_screen
from assistant.gathering import gather
from assistant.modelled import PREP, PROPOSE, Desk, desk_for, keep_calls
from assistant.preparing.prepare import Prep, prepare
from assistant.preparing.proposing import Proposed, propose
from assistant.preparing.reworded import Reworded, reword
from assistant.preparing.scenario import Scenario
from assistant.wiring import Services
from assistant.writing.raising import CALM, raised
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
    """A prep as it was thought; `desk` where a model may word its lines, `proposing` where it may propose additions."""

    session_id: str
    pairing_id: str
    scenario: Scenario
    draft: Draft
    desk: Desk | None
    proposing: Desk | None = None


@dataclass(frozen=True, kw_only=True)
class Modelled:
    """What a model did for a prep; a part it had no part in is None."""

    reworded: Reworded | None = None
    proposed: Proposed | None = None

    @property
    def worry(self) -> bool:
        """Whether it thinks that a person should look."""
        return any(part is not None and part.worry for part in (self.reworded, self.proposed))

    @property
    def considered(self) -> str:
        """The lines it saw, for whoever looks at its worry."""
        seen = [part.considered for part in (self.reworded, self.proposed) if part is not None and part.worry]
        return "\n".join(dict.fromkeys(line for lines in seen for line in lines))


def plan_prep(services: Services, viewer: Viewer, session_id: str) -> Planned:
    """Everything up to the words. Raises NotFoundError for another's session."""
    with services.database.read() as db:
        scenario = gather(db, viewer, session_id)
        pairing_id = MentoringSessions(db, viewer).get(session_id).pairing_id
        desk = desk_for(db, services, viewer, PREP, audience=pairing_id)
        proposing = desk_for(db, services, viewer, PROPOSE, audience=pairing_id)
    draft = think(services, scenario).draft
    return Planned(
        session_id=session_id, pairing_id=pairing_id, scenario=scenario, draft=draft, desk=desk, proposing=proposing
    )  # fmt: skip


async def word(planned: Planned) -> Modelled:
    """Let a model word the lines that may leave and propose additions, with no connection held."""
    desk, more = planned.desk, planned.proposing
    draft, scenario = planned.draft, planned.scenario
    return Modelled(
        reworded=await reword(draft, scenario, desk.writer, desk.caller, desk.customs) if desk else None,
        proposed=await propose(draft, scenario, more.writer, more.caller, more.customs) if more else None,
    )


NOT_MODELLED = Modelled()


def keep_prep(services: Services, viewer: Viewer, planned: Planned, modelled: Modelled = NOT_MODELLED) -> str:
    """Keep the draft for review; returns its id. A model's worry goes to a person with it (it raises, never lowers)."""
    reworded, proposed = modelled.reworded, modelled.proposed
    draft = reworded.draft if reworded else planned.draft
    made_with = dict(draft.made_with)
    if reworded:
        made_with["model"] = reworded.status.value
    if proposed:
        made_with["proposals"] = proposed.status.value
    lines = lines_of(draft, planned.scenario)
    lines += proposed_lines(proposed.proposals, planned.scenario) if proposed else []
    with services.database.write(Audit(actor=viewer.person_id, action="draft.make")) as db:
        if reworded and planned.desk:
            keep_calls(db, viewer, planned.desk.caller, reworded.status, reworded.admitted, reworded.refused)
        if proposed and planned.proposing:
            kept = len(proposed.proposals)
            keep_calls(db, viewer, planned.proposing.caller, proposed.status, kept, proposed.refused)
        draft_id = store_draft(
            db, viewer, kind="prep", pairing_id=planned.pairing_id, session_id=planned.session_id,
            blocks=frame_of(draft), sentences=lines, made_with=made_with,
            inputs=plain(planned.scenario), inputs_digest=draft.made_with["inputs"],
        )  # fmt: skip
        if modelled.worry:
            about = frozenset(mentee.id for mentee in planned.scenario.mentees)
            raise_from_screen(
                db, services, viewer, raised(CALM, modelled.considered), about=about, origin_kind="draft",
                origin_id=draft_id, words=modelled.considered,
            )  # fmt: skip
    return draft_id


def think(services: Services, scenario: Scenario) -> Prep:
    """The pure part: the same scenario gives the same prep."""
    return prepare(scenario, services.prep_policies, screen=services.note_screen, shelf=services.shelf)
