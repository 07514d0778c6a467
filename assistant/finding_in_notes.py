"""What a note just kept holds: promises, next steps, dates, for a person to confirm. Nothing is kept by itself."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from access.flows import DataClass
from access.viewer import Viewer
from assistant.preparing.extraction.dates import Anchors
from assistant.preparing.extraction.extractor import extract
from assistant.preparing.extraction.finding import COMMITMENTS, Finding, People, Who
from assistant.wiring import Services
from core.errors import InvalidInputError, NotFoundError
from storage.audit import Audit
from storage.notes import Note, Notes
from storage.pairings import Pairings
from storage.people import People as PeopleRows
from storage.programs import Programs
from storage.sessions import Deadlines, MentoringSessions, add_deadline

KEPT_CLOSE = frozenset({DataClass.D3, DataClass.D4, DataClass.D5, DataClass.D6})
LONGEST = 200
SOURCE = "agreed in a session"


@dataclass(frozen=True, kw_only=True)
class FoundLine:
    """One finding. `mentee_id` is set where it is a mentee's and may become a date of theirs."""

    finding: Finding
    whose: str
    mentee_id: str


def found_in_last_note(services: Services, viewer: Viewer, session_id: str) -> tuple[FoundLine, ...]:
    """Commitments in the newest note of a session. Sentences kept close, and third persons' steps, are left out."""
    with services.database.read() as db:
        session = MentoringSessions(db, viewer).get(session_id)
        pairing = Pairings(db, viewer).get(session.pairing_id)
        notes = Notes(db, viewer).of_session(session_id)
        names = PeopleRows(db, viewer).names([pairing.mentor_id, *pairing.mentee_ids])
        zone = ZoneInfo(Programs(db, viewer).mine().timezone)
    if not notes:
        return ()
    newest = max(notes, key=lambda note: note.updated_at)
    people = People(mentor=names.get(pairing.mentor_id, ""), mentees=tuple((m, names[m]) for m in pairing.mentee_ids))
    anchors = Anchors(said=session.starts_at.astimezone(zone).date())
    found = extract(plain_text(newest), people, anchors)
    return tuple(
        line_of(one, names, pairing.mentee_ids) for one in found if one.kind in COMMITMENTS and one.who is not Who.OTHER
    )


def plain_text(note: Note) -> str:
    """The sentences that may become somebody's next step."""
    return "\n".join(s.text for s in note.statements if s.text and s.labels.data_class not in KEPT_CLOSE)


def line_of(finding: Finding, names: dict[str, str], mentees: tuple[str, ...]) -> FoundLine:
    """A finding with whose it is, by name."""
    mentee = finding.mentee or (mentees[0] if len(mentees) == 1 else "")
    whose = {Who.MENTOR: "you", Who.BOTH: f"you and {names.get(mentee, 'your mentees')}"}
    theirs = mentee if finding.who is not Who.MENTOR else ""
    return FoundLine(
        finding=finding, whose=whose.get(finding.who, names.get(mentee, "your mentee")), mentee_id=theirs
    )  # fmt: skip


def confirm(
    services: Services, viewer: Viewer, session_id: str, *, mentee_id: str, text: str, due_on: str
) -> tuple[str, bool]:
    """Keep a date of a mentee's, in the words the mentor confirmed; returns its id and whether it is new.

    The mentee sees it under their dates ahead. Raises InvalidInputError, or NotFoundError for somebody else's mentee.
    """
    text, day = " ".join(text.split()), read_day(due_on)
    if not text or len(text) > LONGEST:
        raise InvalidInputError("The date needs words.", fields={"text": f"Up to {LONGEST} characters."})
    with services.database.write(Audit(actor=viewer.person_id, action="deadline.add")) as db:
        session = MentoringSessions(db, viewer).get(session_id)
        pairing = Pairings(db, viewer).get(session.pairing_id)
        if mentee_id not in pairing.mentee_ids or mentee_id not in viewer.mentor_of:
            raise NotFoundError
        that_day = Deadlines(db, viewer).between(day, day)
        same = [one for one in that_day if (one.mentee_id, one.text) == (mentee_id, text)]
        if same:
            return same[0].id, False
        return add_deadline(
            db, viewer, program_id=viewer.program_id, due_on=day, text=text, source=SOURCE, mentee_id=mentee_id
        ), True  # fmt: skip


def read_day(words: str) -> date:
    """A day as a browser sends it."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise InvalidInputError("By when?", fields={"due_on": "A day, such as 2027-01-20."}) from None
