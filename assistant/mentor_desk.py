"""What a mentor's first screens answer: whom am I meeting next, and what do I need to know? Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from access.viewer import Viewer
from assistant.gathering import goal_value
from assistant.preparing.trend import GoalTrend, goal_trend
from assistant.wiring import Services
from storage.check_ins import CheckIn, CheckIns
from storage.database import ReadSession
from storage.drafts import Draft, Drafts
from storage.glimpses import Glimpse, Glimpses
from storage.goals import Goal, Goals
from storage.notes import Note, Notes
from storage.pairings import Pairing, Pairings
from storage.people import People, Person
from storage.programs import Programs
from storage.referrals import Referral, Referrals
from storage.sessions import Deadline, Deadlines, MentoringSession, MentoringSessions

AHEAD = timedelta(days=14)
RUNNING = timedelta(hours=2)  # a session that began is still the next one for a while
CHECK_INS_SINCE = timedelta(days=10)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A session with whom it is, and the latest draft for it, if any."""

    session: MentoringSession
    pairing: Pairing
    names: tuple[str, ...]
    draft: Draft | None = None

    @property
    def with_whom(self) -> str:
        """`Ana Duarte`, or `Wen Li, Tasha Greene and Omar Haddad`."""
        *first, last = self.names
        return f"{', '.join(first)} and {last}" if first else last


@dataclass(frozen=True, kw_only=True)
class Today:
    """The mentor's first page."""

    next: Meeting | None
    later: tuple[Meeting, ...]
    check_ins: tuple[tuple[str, CheckIn], ...]
    flags: tuple[tuple[str, Glimpse], ...]
    referrals: tuple[tuple[str, Referral], ...]
    unwritten: tuple[Meeting, ...]


@dataclass(frozen=True, kw_only=True)
class SessionPage:
    """One session: its draft, its notes, and what the form needs."""

    meeting: Meeting
    drafts: tuple[Draft, ...]
    notes: tuple[Note, ...]
    mentees: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True)
class GoalLine:
    """A goal with its trend, and the points of its sparkline (x and y from 0 to 1)."""

    goal: Goal
    trend: GoalTrend
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class PairingPage:
    """A mentee or group: goals, timeline of what may be seen, dosage."""

    pairing: Pairing
    people: tuple[Person, ...]
    goals: dict[str, tuple[GoalLine, ...]]
    sessions: tuple[MentoringSession, ...]
    notes: tuple[Note, ...]
    check_ins: tuple[tuple[str, CheckIn], ...]
    deadlines: tuple[Deadline, ...]
    flags: tuple[Glimpse, ...]
    held: int
    goal_sessions: tuple[int, int]


def today(services: Services, viewer: Viewer) -> Today:
    """Everything on the mentor's first page."""
    now = services.clock.now()
    with services.database.read() as db:
        pairings = {one.id: one for one in own_pairings(db, viewer)}
        names = names_of(db, viewer, pairings.values())
        sessions = MentoringSessions(db, viewer).of_pairings(list(pairings))
        ahead = [s for s in sessions if s.status == "planned" and now - RUNNING <= s.starts_at <= now + AHEAD]
        meetings = [meeting(db, viewer, s, pairings[s.pairing_id], names) for s in ahead]
        mentees = [mentee for pairing in pairings.values() for mentee in pairing.mentee_ids]
        return Today(
            next=meetings[0] if meetings else None,
            later=tuple(meetings[1:]),
            check_ins=named(CheckIns(db, viewer).of(mentees, since=now - CHECK_INS_SINCE), names, answered=True),
            flags=tuple(
                (names.get(one.about_id, "A mentee"), one)
                for one in (*Glimpses(db, viewer).of_my_mentees(), *Glimpses(db, viewer).raised_by_me())
            ),
            referrals=tuple(
                (names.get(one.mentee_id, "A mentee"), one)
                for one in Referrals(db, viewer).to_follow_up((now + timedelta(days=3)).date())
            ),
            unwritten=unwritten(db, viewer, sessions, pairings, names, now),
        )


def named(check_ins: tuple[CheckIn, ...], names: dict[str, str], *, answered: bool) -> tuple[tuple[str, CheckIn], ...]:
    """Check-ins with whose they are, newest first."""
    kept = [one for one in check_ins if one.answered_at or not answered]
    kept.sort(key=lambda one: one.answered_at or one.sent_at, reverse=True)
    return tuple((names.get(one.mentee_id, "A mentee"), one) for one in kept)


def own_pairings(db: ReadSession, viewer: Viewer) -> tuple[Pairing, ...]:
    """Open pairings the viewer mentors in."""
    return tuple(one for one in Pairings(db, viewer).all() if one.mentor_id == viewer.person_id)


def names_of(db: ReadSession, viewer: Viewer, pairings: Iterable[Pairing]) -> dict[str, str]:
    """Names of everyone in these pairings, by id."""
    ids = {person for pairing in pairings for person in (pairing.mentor_id, *pairing.mentee_ids)}
    return People(db, viewer).names(ids)


def meeting(
    db: ReadSession, viewer: Viewer, session: MentoringSession, pairing: Pairing, names: dict[str, str]
) -> Meeting:
    """A session as a page shows it."""
    drafts = Drafts(db, viewer).of_session(session.id)
    present = tuple(names.get(mentee, "A mentee") for mentee in pairing.mentee_ids)
    return Meeting(session=session, pairing=pairing, names=present, draft=drafts[0] if drafts else None)


def unwritten(
    db: ReadSession, viewer: Viewer, sessions: tuple[MentoringSession, ...], pairings: dict[str, Pairing],
    names: dict[str, str], now: datetime,
) -> tuple[Meeting, ...]:  # fmt: skip
    """The last session of each pairing that has begun and has no note yet."""
    found = []
    for pairing in pairings.values():
        begun = [s for s in sessions if s.pairing_id == pairing.id and s.starts_at <= now and s.status != "missed"]
        if begun and not Notes(db, viewer).of_session(begun[-1].id):
            found.append(meeting(db, viewer, begun[-1], pairing, names))
    return tuple(found)


def session_page(services: Services, viewer: Viewer, session_id: str) -> SessionPage:
    """One session of the mentor's. Raises NotFoundError for another's."""
    with services.database.read() as db:
        session = MentoringSessions(db, viewer).get(session_id)
        pairing = Pairings(db, viewer).get(session.pairing_id)
        people = People(db, viewer)
        names = names_of(db, viewer, [pairing])
        return SessionPage(
            meeting=meeting(db, viewer, session, pairing, names),
            drafts=Drafts(db, viewer).of_session(session_id),
            notes=Notes(db, viewer).of_session(session_id),
            mentees=tuple(people.get(mentee) for mentee in pairing.mentee_ids),
        )


def pairings(services: Services, viewer: Viewer) -> tuple[tuple[Pairing, tuple[str, ...]], ...]:
    """The mentor's pairings with the names of whom they are."""
    with services.database.read() as db:
        own = own_pairings(db, viewer)
        names = names_of(db, viewer, own)
    return tuple((one, tuple(names.get(mentee, "A mentee") for mentee in one.mentee_ids)) for one in own)


def pairing_page(services: Services, viewer: Viewer, pairing_id: str) -> PairingPage:
    """One pairing with its goals, its history and its dosage. Raises NotFoundError for another's."""
    with services.database.read() as db:
        pairing = Pairings(db, viewer).get(pairing_id)
        program = Programs(db, viewer).mine()
        day = services.clock.now().astimezone(ZoneInfo(program.timezone)).date()
        sessions = MentoringSessions(db, viewer).of_pairings([pairing_id])
        names = names_of(db, viewer, [pairing])
        goals = Goals(db, viewer).of(pairing.mentee_ids)
        return PairingPage(
            pairing=pairing,
            people=tuple(People(db, viewer).get(mentee) for mentee in pairing.mentee_ids),
            goals={m: tuple(goal_line(g, day) for g in goals if g.mentee_id == m) for m in pairing.mentee_ids},
            sessions=sessions,
            notes=Notes(db, viewer).of_pairings([pairing_id]),
            check_ins=named(CheckIns(db, viewer).of(pairing.mentee_ids), names, answered=False),
            deadlines=tuple(
                one
                for one in Deadlines(db, viewer).between(day, day + timedelta(days=45))
                if not one.mentee_id or one.mentee_id in pairing.mentee_ids
            ),
            flags=tuple(one for one in Glimpses(db, viewer).of_my_mentees() if one.about_id in pairing.mentee_ids),
            held=sum(1 for one in sessions if one.status == "held"),
            goal_sessions=program.sessions_goal,
        )


def goal_line(goal: Goal, day: date) -> GoalLine:
    """A goal with its sparkline: dates scaled to 0..1, values as they are."""
    progress = goal.progress
    first, last = (progress[0].on_date, progress[-1].on_date) if progress else (day, day)
    span = max((last - first).days, 1)
    points = tuple(((one.on_date - first).days / span, one.value) for one in progress)
    return GoalLine(goal=goal, trend=goal_trend(goal_value(goal), day), points=points)
