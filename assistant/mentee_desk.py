"""What a mentee's first screens answer: what did we agree, and can I ask something? Reads only."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from access.flows import MENTOR_WORD, Circumstance
from access.viewer import Viewer
from assistant.wiring import Services
from storage.audit_log import AuditEntry, AuditLog
from storage.check_ins import CheckIn, CheckIns
from storage.conversations import Conversation, Conversations
from storage.drafts import Draft, Drafts
from storage.flags import Flag
from storage.glimpses import Glimpses
from storage.goals import Goal, Goals
from storage.pairings import Pairing, Pairings
from storage.people import People, Person
from storage.programs import Programs
from storage.referrals import Referral, Referrals
from storage.sessions import Deadline, Deadlines, MentoringSession, MentoringSessions
from storage.statements import Statement, Statements

RUNNING = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Home:
    """The mentee's first page. `agreed` holds the approved agenda of the next session, if there is one."""

    next: MentoringSession | None
    mentor: str
    agreed: Draft | None
    goals: tuple[Goal, ...]
    check_ins: tuple[CheckIn, ...]
    deadlines: tuple[Deadline, ...]
    flags: tuple[Flag, ...]
    referrals: tuple[Referral, ...]


@dataclass(frozen=True, kw_only=True)
class Talk:
    """The Ask page: the conversation so far, and who a question can be handed to."""

    conversation: Conversation | None
    mentor: str
    has_mentor: bool


@dataclass(frozen=True, kw_only=True)
class KnownItem:
    """One thing Trellis holds about the viewer, in a place they can act on it."""

    statement: Statement
    said_by_me: bool
    by: str
    shared_with: tuple[str, ...]
    may_share: bool


@dataclass(frozen=True, kw_only=True)
class Known:
    """The page "what it knows about me"."""

    me: Person
    items: dict[str, tuple[KnownItem, ...]]
    seen: tuple[AuditEntry, ...]
    drafts: tuple[Draft, ...]
    mentors: dict[str, str] = field(default_factory=dict)


def home(services: Services, viewer: Viewer) -> Home:
    """Everything on the mentee's first page."""
    now = services.clock.now()
    with services.database.read() as db:
        pairings = as_mentee(Pairings(db, viewer).all(), viewer)
        sessions = MentoringSessions(db, viewer).of_pairings([one.id for one in pairings])
        ahead = [one for one in sessions if one.status == "planned" and one.starts_at >= now - RUNNING]
        nearest = ahead[0] if ahead else None
        drafts = Drafts(db, viewer).of_session(nearest.id) if nearest else ()
        day = now.astimezone(ZoneInfo(Programs(db, viewer).mine().timezone)).date()
        me = [viewer.person_id]
        return Home(
            next=nearest,
            mentor=mentor_names(db, viewer, pairings),
            agreed=next((one for one in drafts if one.status == "approved"), None),
            goals=Goals(db, viewer).of(me),
            check_ins=tuple(one for one in CheckIns(db, viewer).of(me) if one.answered_at is None),
            deadlines=Deadlines(db, viewer).between(day, day + timedelta(days=30)),
            flags=tuple(one for one in Glimpses(db, viewer).about_me() if one.closed_at is None),
            referrals=tuple(one for one in Referrals(db, viewer).of(me) if not one.outcome),
        )


def as_mentee(pairings: tuple[Pairing, ...], viewer: Viewer) -> tuple[Pairing, ...]:
    """The pairings in which the viewer is a mentee."""
    return tuple(one for one in pairings if viewer.person_id in one.mentee_ids)


def mentor_names(db: Any, viewer: Viewer, pairings: tuple[Pairing, ...]) -> str:
    """The viewer's mentors by name."""
    names = People(db, viewer).names([one.mentor_id for one in pairings])
    return " and ".join(names.get(one.mentor_id, "your mentor") for one in pairings) or "your mentor"


def talk(services: Services, viewer: Viewer, conversation_id: str = "") -> Talk:
    """One conversation of the viewer's, the latest by default. Raises NotFoundError for another's."""
    with services.database.read() as db:
        own = Conversations(db, viewer)
        conversation = own.get(conversation_id) if conversation_id else own.latest()
        pairings = as_mentee(Pairings(db, viewer).all(), viewer)
        return Talk(
            conversation=conversation, mentor=mentor_names(db, viewer, pairings), has_mentor=bool(viewer.mentee_of)
        )


def known(services: Services, viewer: Viewer) -> Known:
    """Every item about the viewer, who saw it, and which drafts used it (F8, F9: on the subject's own request)."""
    with services.database.read() as db:
        statements = Statements(db, viewer, frozenset({Circumstance.ON_REQUEST}))
        found = {one.id: one for one in (*statements.about([viewer.person_id]), *statements.said_by_me())}
        mentors = People(db, viewer).names(viewer.mentee_of)
        items: dict[str, list[KnownItem]] = {}
        for one in sorted(found.values(), key=lambda one: one.created_at, reverse=True):
            items.setdefault(str(one.kind), []).append(item(one, viewer, mentors))
        return Known(
            me=People(db, viewer).me(),
            items={kind: tuple(listed) for kind, listed in items.items()},
            seen=AuditLog(db, viewer).about_me()[:60],
            drafts=tuple(one for one in Drafts(db, viewer).with_status(["approved"]) if viewer.person_id in one.about),
            mentors=mentors,
        )


def item(statement: Statement, viewer: Viewer, mentors: dict[str, str]) -> KnownItem:
    """A statement as its subject sees it."""
    mine = statement.labels.said_by == viewer.person_id
    recipients = statement.labels.consent | (statement.labels.said_to & frozenset(mentors))
    return KnownItem(
        statement=statement,
        said_by_me=mine,
        by="you" if mine else mentors.get(statement.labels.said_by, "program staff"),
        shared_with=tuple(sorted(who(one, mentors) for one in recipients)),
        may_share=bool(mentors) and not recipients and mine,
    )


def who(recipient: str, mentors: dict[str, str]) -> str:
    """A recipient by name where the viewer may know it, else by role."""
    return mentors.get(recipient, "your mentor" if recipient == MENTOR_WORD else "program staff")
