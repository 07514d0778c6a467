"""From rows to a Scenario: what a prep is made from, among what its mentor may see. Reads only, thinks nothing."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from access.flows import Kind
from access.viewer import Viewer
from assistant.preparing import scenario as plain
from storage.check_ins import CheckIn, CheckIns
from storage.database import ReadSession
from storage.goals import Goal, Goals
from storage.notes import Note, Notes
from storage.pairings import Pairing, Pairings
from storage.people import People, Person
from storage.programs import Program, Programs
from storage.sessions import Deadline, Deadlines, MentoringSession, MentoringSessions
from storage.statements import Statements

DAYS_AHEAD = 45  # deadlines further away than this are not this session's business
NOTES_SINCE = timedelta(days=200)  # a prep uses and hears notes of one term: two years of them cost no more to read
CHECK_INS_SINCE = timedelta(days=365)  # what is usual for somebody is told by a year


def gather(db: ReadSession, viewer: Viewer, session_id: str) -> plain.Scenario:
    """Everything the mentor may see about one session of theirs. Raises NotFoundError for another's session."""
    session = MentoringSessions(db, viewer).get(session_id)
    pairing = Pairings(db, viewer).get(session.pairing_id)
    program = Programs(db, viewer).mine()
    zone = ZoneInfo(program.timezone)
    people = People(db, viewer)
    mentees = pairing.mentee_ids
    sessions = {one.id: one for one in MentoringSessions(db, viewer).of_pairings([pairing.id])}
    day = session.starts_at.astimezone(zone).date()
    return plain.Scenario(
        id=session.id,
        program=program_value(program),
        structure=plain.Structure(pairing.structure),
        session=plain.MentoringSession(
            number=session.number, date=day, minutes=session.minutes, mode=plain.Mode(session.mode)
        ),
        mentor=plain.Mentor(id=pairing.mentor_id, name=people.get(pairing.mentor_id).name),
        mentees=tuple(mentee_value(people.get(mentee)) for mentee in mentees),
        notes=notes_of(
            Notes(db, viewer).of_pairings([pairing.id], since=session.starts_at - NOTES_SINCE), sessions, zone
        ),
        goals=tuple(goal_value(goal) for goal in Goals(db, viewer).of(mentees)),
        check_ins=tuple(
            check_in_value(one, zone)
            for one in CheckIns(db, viewer).of(mentees, since=session.starts_at - CHECK_INS_SINCE)
            if one.answered_at
        ),
        questions=shared_questions(db, viewer, pairing, zone),
        deadlines=tuple(
            deadline_value(one)
            for one in Deadlines(db, viewer).between(day, day + timedelta(days=DAYS_AHEAD))
            if not one.mentee_id or one.mentee_id in mentees
        ),
    )


def program_value(program: Program) -> plain.Program:
    """The term and the dosage it aims for."""
    return plain.Program(
        term_start=program.term_start, term_end=program.term_end, sessions_goal=program.sessions_goal
    )  # fmt: skip


def mentee_value(person: Person) -> plain.Mentee:
    """A mentee as their mentor knows them."""
    return plain.Mentee(id=person.id, name=person.name, courses=person.profile.courses)


def notes_of(notes: tuple[Note, ...], sessions: dict[str, MentoringSession], zone: ZoneInfo) -> tuple[plain.Note, ...]:
    """One value a sentence, dated by the session it was written about: the sentence is the unit (safety.md 3.1)."""
    return tuple(
        plain.Note(
            id=statement.id,
            date=note_day(note, sessions, zone),
            by=statement.labels.said_by,
            about=tuple(sorted(statement.labels.about)),
            text=statement.text,
            data_class=statement.labels.data_class,
            shared_with=tuple(sorted(statement.labels.consent)),
        )
        for note in notes
        for statement in note.statements
        if statement.text
    )


def note_day(note: Note, sessions: dict[str, MentoringSession], zone: ZoneInfo) -> date:
    """The day of the session a note is about."""
    session = sessions.get(note.session_id)
    return (session.starts_at if session else note.created_at).astimezone(zone).date()


def goal_value(goal: Goal) -> plain.Goal:
    """A goal that was shared, with its history."""
    return plain.Goal(
        id=goal.id, mentee=goal.mentee_id, text=goal.text, kind=plain.GoalKind(goal.kind),
        area=plain.GoalArea(goal.area), status=goal.status,
        progress=tuple(plain.ProgressPoint(date=p.on_date, value=p.value, note=p.note) for p in goal.progress),
    )  # fmt: skip


def check_in_value(check_in: CheckIn, zone: ZoneInfo) -> plain.CheckIn:
    """A check-in as its mentor may see it."""
    at = check_in.answered_at or check_in.sent_at
    return plain.CheckIn(
        id=check_in.id, mentee=check_in.mentee_id, date=at.astimezone(zone).date(), answers=check_in.ratings,
        text=" ".join(s.text for s in check_in.statements if s.text), shared_with_mentor=check_in.shared_with_mentor,
    )  # fmt: skip


def shared_questions(
    db: ReadSession, viewer: Viewer, pairing: Pairing, zone: ZoneInfo
) -> tuple[plain.SharedQuestion, ...]:
    """Questions a mentee chose to show their mentor, sentence by sentence (C3)."""
    return tuple(
        plain.SharedQuestion(
            id=statement.id, mentee=statement.labels.said_by, date=statement.created_at.astimezone(zone).date(),
            text=statement.text, shared_with_mentor=True,
        )
        for statement in Statements(db, viewer).about(pairing.mentee_ids, kinds=[Kind.CHAT])
        if statement.text and statement.labels.said_by in pairing.mentee_ids
    )  # fmt: skip


def deadline_value(deadline: Deadline) -> plain.Deadline:
    """A date ahead."""
    return plain.Deadline(date=deadline.due_on, text=deadline.text, mentee=deadline.mentee_id)
