"""Check-ins: a mentor sends an approved one, a mentee answers in under a minute and decides who sees it."""

from access.classing import class_text, tighter
from access.flows import DataClass
from access.viewer import Viewer
from assistant.check_in_drafts import left_this_week, most_a_week
from assistant.conversations import private_until
from assistant.escalation import raise_from_screen
from assistant.safety.levels import ScreenResult, Speaker
from assistant.wiring import Services
from core.errors import ConflictError, InvalidInputError, NotFoundError
from storage.audit import Audit
from storage.check_ins import CheckIn, CheckIns, answer_check_in, send_check_in
from storage.database import WriteSession
from storage.people import People

AREAS = ("study_habits", "planning", "connections", "money", "health", "wellbeing", "career")
CHANNELS = ("message", "video", "discussion_board")
MOST_CHARACTERS = 1_000


def send(services: Services, viewer: Viewer, *, pairing_id: str, mentee_id: str, channel: str, message: str) -> str:
    """Send a check-in the mentor has worded or approved; returns its id. Raises InvalidInputError, NotFoundError."""
    message = message.strip()
    if not message or len(message) > MOST_CHARACTERS:
        raise InvalidInputError(
            "The check-in needs words.", fields={"message": f"Write up to {MOST_CHARACTERS} characters."}
        )
    if channel not in CHANNELS:
        raise InvalidInputError("Pick how to send it.", fields={"channel": f"One of {', '.join(CHANNELS)}."})
    found = services.check_output(message, kind="check_in")
    if found:
        raise InvalidInputError("The check-in breaks a rule.", fields={"message": found[0].why})
    with services.database.write(Audit(actor=viewer.person_id, action="check_in.send")) as db:
        check_week(services, db, viewer, mentee_id)
        return send_check_in(
            db, viewer, pairing_id=pairing_id, mentee_id=mentee_id, channel=channel, message=message
        )  # fmt: skip


def check_week(services: Services, db: WriteSession, viewer: Viewer, mentee_id: str) -> None:
    """Refuse one more than policy allows a mentee in seven days. Raises InvalidInputError."""
    if left_this_week(services, db, viewer, mentee_id) == 0:
        most = most_a_week(services)
        raise InvalidInputError(
            f"{most} check-ins have gone out in the last seven days, and that is the most your program allows.",
            fields={"message": "Send it in a few days; your words are still here."},
        )


def answer(
    services: Services, viewer: Viewer, check_in_id: str, *, ratings: dict[str, int], text: str, share: bool
) -> tuple[ScreenResult, str]:
    """Answer one's own check-in, once, screened in the same transaction; returns what was heard and the flag's id."""
    wrong = {
        area: "Pick a number from 1 to 5."
        for area, value in ratings.items()
        if area not in AREAS or value not in range(1, 6)
    }
    if wrong or not ratings:
        raise InvalidInputError("Some ratings are missing.", fields=wrong or {"ratings": "Rate at least one area."})
    text = text.strip()[:MOST_CHARACTERS]
    with services.database.read() as db:
        minor = People(db, viewer).me().is_minor
    heard = services.screen.message(text, speaker=Speaker.MENTEE, minor=minor)
    chosen = DataClass.D1 if share else DataClass.D2
    expires = None if share else private_until(services)
    with services.database.write(Audit(actor=viewer.person_id, action="check_in.answer")) as db:
        answer_check_in(
            db, viewer, check_in_id, ratings=ratings, text=text, share=share, expires_at=expires,
            data_class=strictest(services, text, chosen),
        )  # fmt: skip
        flag_id = raise_from_screen(
            db, services, viewer, heard, about=frozenset({viewer.person_id}), origin_kind="check_in",
            origin_id=check_in_id, words=text,
        )  # fmt: skip
    return heard, flag_id


def strictest(services: Services, text: str, chosen: DataClass) -> DataClass:
    """The writer's choice, or something more confidential where the words ask for it (issue 5)."""
    found = chosen
    for sentence in class_text(text, chosen, services.classing):
        found = tighter(found, sentence.data_class)
    return found


def waiting(services: Services, viewer: Viewer, check_in_id: str) -> CheckIn:
    """A check-in of one's own that is not answered yet. Raises NotFoundError, or ConflictError once it is."""
    with services.database.read() as db:
        found = CheckIns(db, viewer).get(check_in_id)
    if found.mentee_id != viewer.person_id:
        raise NotFoundError
    if found.answered_at is not None:
        raise ConflictError("You answered this one already.", next_step="See What it knows about me.")
    return found
