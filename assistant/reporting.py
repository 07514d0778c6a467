"""The mentor's progress reports, drafted from what was logged, and what their reviews say about the drafts."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from access.viewer import Viewer
from assistant.gathering import gather, goal_value
from assistant.library_desk import local_day
from assistant.mentor_desk import own_pairings
from assistant.preparing.keeping import Promise, promises
from assistant.preparing.permitted import Gate
from assistant.preparing.reports import LoggedSession, PairingLog, Period, ReportDraft, draft_report
from assistant.preparing.scenario import Mode
from assistant.wiring import Services
from assistant.writing.review import Decision, Reviewed, ReviewMeasures, review_measures
from storage.check_ins import CheckIns
from storage.database import ReadSession
from storage.drafts import Draft, Drafts
from storage.goals import Goals
from storage.pairings import Pairing
from storage.people import People
from storage.programs import Programs
from storage.referrals import Referrals
from storage.sessions import MentoringSession, MentoringSessions

TEMPLATES = {"brief": "Brief", "agenda": "Agenda", "card": "Private cards"}
Key = tuple[tuple[str, str], ...]  # token and names: whom a token stands for, for the mentor alone


@dataclass(frozen=True, kw_only=True)
class ReportsPage:
    """A report, whom its tokens stand for, and the measures of the mentor's own reviews by part of a draft."""

    report: ReportDraft
    key: Key
    measures: dict[str, ReviewMeasures]


def reports_page(services: Services, viewer: Viewer, period: Period) -> ReportsPage:
    """Draft the report of the days up to today, from the logs of the mentor's open pairings. It names nobody."""
    today = local_day(services, viewer)
    with services.database.read() as db:
        program = Programs(db, viewer).mine()
        zone = ZoneInfo(program.timezone)
        pairings = own_pairings(db, viewer)
        names = People(db, viewer).names({mentee for one in pairings for mentee in one.mentee_ids})
        tokens = [(f"Pairing {number}", one) for number, one in enumerate(pairings, 1)]
        logs = [log_of(services, db, viewer, token, one, today, zone) for token, one in tokens]
        decided = Drafts(db, viewer).with_status(["approved", "rejected"])
    return ReportsPage(
        report=draft_report(period, logs, today),
        key=tuple((token, ", ".join(names.get(m, "a mentee") for m in one.mentee_ids)) for token, one in tokens),
        measures=review_measures(
            [one for draft in decided if draft.decided_by == viewer.person_id for one in reviews_of(draft)]
        ),
    )


def log_of(
    services: Services, db: ReadSession, viewer: Viewer, token: str, pairing: Pairing, today: date, zone: ZoneInfo
) -> PairingLog:
    """What was logged about one pairing."""
    sessions = [
        one
        for one in MentoringSessions(db, viewer).of_pairings([pairing.id])
        if one.starts_at.astimezone(zone).date() <= today and one.status != "cancelled"
    ]
    sent = [one for one in CheckIns(db, viewer).of(pairing.mentee_ids) if one.pairing_id == pairing.id]
    return PairingLog(
        token=token,
        sessions=tuple(logged(one, zone) for one in sessions),
        goals=tuple(goal_value(one) for one in Goals(db, viewer).of(pairing.mentee_ids) if one.status == "active"),
        promises=kept_promises(services, db, viewer, sessions),
        sessions_goal=Programs(db, viewer).mine().sessions_goal,
        check_ins_sent=len(sent),
        check_ins_answered=sum(one.answered_at is not None for one in sent),
        referrals=len(Referrals(db, viewer).of(pairing.mentee_ids)),
    )


def logged(session: MentoringSession, zone: ZoneInfo) -> LoggedSession:
    """A session as logged. Its topics stay in the mentor's notes."""
    return LoggedSession(
        id=session.id, date=session.starts_at.astimezone(zone).date(), minutes=session.minutes,
        mode=Mode(session.mode), held=session.status == "held",
    )  # fmt: skip


def kept_promises(
    services: Services, db: ReadSession, viewer: Viewer, sessions: list[MentoringSession]
) -> tuple[Promise, ...]:
    """Next steps in the notes up to the latest session, through the same gate as a prep (C10)."""
    if not sessions:
        return ()
    scenario = gather(db, viewer, sessions[-1].id)
    gate = Gate(flows=services.flows, classing=services.classing)
    return promises(gate.permit(scenario))


def reviews_of(draft: Draft) -> list[Reviewed]:
    """What a reviewer did with each drafted line; lines of their own are no review."""
    part = {block["key"]: TEMPLATES.get(block.get("part", ""), "Other") for block in draft.blocks}
    found = []
    for line in draft.sentences:
        if line.added_by_person or line.proposed:
            continue
        gone = line.removed or draft.status == "rejected"
        decision = Decision.REJECTED if gone else Decision.EDITED if line.edited else Decision.APPROVED
        found.append(
            Reviewed(
                template=part.get(line.block_key, "Other"), drafted=line.original, final="" if gone else line.text,
                decision=decision,
            )
        )  # fmt: skip
    return found
