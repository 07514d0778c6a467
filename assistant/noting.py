"""Session notes: screened on submit, classed sentence by sentence, kept with every label a flow asks for."""

from dataclasses import dataclass

from access.classing import class_text
from access.flows import DataClass
from access.viewer import Viewer
from assistant.escalation import raise_from_screen
from assistant.safety.levels import ScreenResult, Speaker
from assistant.wiring import Services
from core.errors import ConflictError, InvalidInputError
from storage.audit import Audit
from storage.notes import NoteLine, Notes, revise_note, write_note
from storage.pairings import Pairing, Pairings
from storage.people import People
from storage.sessions import MentoringSessions, change_session

SECTIONS = ("concerns", "goals", "solved")
MOST_CHARACTERS = 8_000


@dataclass(frozen=True, kw_only=True)
class NoteText:
    """A note as typed: words by section, and whom it is about (all of the pairing's mentees, or some)."""

    concerns: str = ""
    goals: str = ""
    solved: str = ""
    about: frozenset[str] = frozenset()

    def sections(self) -> tuple[tuple[str, str], ...]:
        """Section and words, empty ones left out."""
        return tuple((name, words) for name in SECTIONS if (words := getattr(self, name).strip()))

    @property
    def whole(self) -> str:
        """All the words, for the screen."""
        return "\n".join(words for _, words in self.sections())


@dataclass(frozen=True, kw_only=True)
class NoteKept:
    """What keeping a note led to. `heard` is what the screen made of it; `flag_id` is empty where nothing rose."""

    note_id: str
    heard: ScreenResult
    flag_id: str = ""


def write(
    services: Services, viewer: Viewer, session_id: str, typed: NoteText, *, note_id: str = "", revision: int = 0
) -> NoteKept:
    """Keep a note about a session of one's own; an existing one is replaced if `revision` is still its newest.

    The flag, its clock and its notice are in the same transaction as the words (issue 1, job 3). Raises
    InvalidInputError for an empty or endless note, ConflictError where another tab saved first, NotFoundError.
    """
    check_length(typed)
    with services.database.read() as db:
        session = MentoringSessions(db, viewer).get(session_id)
        pairing = Pairings(db, viewer).get(session.pairing_id)
        about = typed.about & frozenset(pairing.mentee_ids) or frozenset(pairing.mentee_ids)
        people = People(db, viewer)
        known = known_names(people, pairing)
        minor = any(people.get(mentee).is_minor for mentee in about)
        if note_id and Notes(db, viewer).get(note_id).revision != revision:
            raise ConflictError("This note was changed in another window.", next_step="Reload; your text is kept.")
    heard = services.screen.message(typed.whole, speaker=Speaker.MENTOR_NOTE, minor=minor)
    lines = class_lines(services, typed, about, known)
    with services.database.write(Audit(actor=viewer.person_id, action="note.write")) as db:
        if note_id:
            revise_note(db, viewer, note_id, revision=revision, lines=lines)
        else:
            note_id = write_note(db, viewer, session_id=session_id, lines=lines)
        if session.status == "planned" and session.starts_at <= services.clock.now():
            change_session(db, viewer, session_id, status="held")
        flag_id = raise_from_screen(
            db, services, viewer, heard, about=about, origin_kind="note", origin_id=note_id, words=typed.whole
        )
    return NoteKept(note_id=note_id, heard=heard, flag_id=flag_id)


def check_length(typed: NoteText) -> None:
    """Refuse what is not a note."""
    if not typed.whole:
        raise InvalidInputError(
            "The note is empty.", fields={"concerns": "Write at least one sentence in one of the three parts."}
        )
    if len(typed.whole) > MOST_CHARACTERS:
        raise InvalidInputError(
            "The note is too long.", fields={"concerns": f"Keep the whole note under {MOST_CHARACTERS:,} characters."}
        )


def known_names(people: People, pairing: Pairing) -> frozenset[str]:
    """Lower-case names that are no third person in this note: the mentor's and the mentees'."""
    present = [people.get(one) for one in (pairing.mentor_id, *pairing.mentee_ids)]
    words = [word for person in present for word in (*person.name.split(), *person.profile.nicknames)]
    return frozenset(word.lower() for word in words)


def class_lines(services: Services, typed: NoteText, about: frozenset[str], known: frozenset[str]) -> list[NoteLine]:
    """Each sentence with its class: a mentor's note is D7, and rules only ever make it more confidential."""
    return [
        NoteLine(section=section, text=classed.text, about=about, data_class=classed.data_class)
        for section, words in typed.sections()
        for classed in class_text(words, DataClass.D7, services.classing, known=known)
    ]
