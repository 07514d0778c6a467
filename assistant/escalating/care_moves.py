"""The student's own moves in the care lane: agree, soften, add, ask for time. Nobody reads before that."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from access.viewer import Viewer
from assistant.escalating.moving import Made, Moving, check_move, find, open_move, writing
from assistant.escalating.raising import raise_by_person, raise_from_screen
from assistant.escalating.recipients import chain_of
from assistant.safety.clocks import Calendar, after, calendar_of, closed_days, due_at
from assistant.safety.levels import Category, Lane, Level, ScreenResult, Speaker
from assistant.safety.moves import Demand, Move, Status
from core.errors import ConflictError
from storage.flags import Flag
from storage.programs import Program, Programs
from storage.raising import add_to_flag

if TYPE_CHECKING:
    from assistant.wiring import Services

MENTOR_TOO = "mentor_too"  # the student agreed that their mentor may know as well


def agree(services: "Services", viewer: Viewer, flag_id: str, *, share_with_mentor: bool = False) -> None:
    """Agree that a coordinator reads it; their clock starts now.

    The mentor learns of it only if that is agreed too, and once a coordinator has taken it on.
    """
    with writing(services, viewer, flag_id, Move.AGREE) as db:
        moving = open_move(db, services, viewer, flag_id, Move.AGREE, {})
        changes = {"open_to_coordinator": True, "due_at": clock(moving, Level(moving.flag.level))}
        moving.make(Made(reason_code=MENTOR_TOO if share_with_mentor else "", changes=changes))
        for person in chain_of(program_of(moving)).without({viewer.person_id} | moving.flag.closed_to).people[:1]:
            moving.tell(person, "queue", later=True)


def soften(services: "Services", viewer: Viewer, flag_id: str, words: str) -> ScreenResult:
    """Put it in one's own words: these are what a coordinator reads. What was written stays under the seal, and is
    shown only if the flag ever turns urgent. Returns what the screen heard in the new words."""
    heard = services.screen.message(words, speaker=Speaker.MENTEE)
    with writing(services, viewer, flag_id, Move.SOFTEN) as db:
        moving = open_move(db, services, viewer, flag_id, Move.SOFTEN, {Demand.WORDS: words})
        moving.make()
        softened = [softer(one, words) for one in moving.flag.concerns]
        add_to_flag(db, viewer, flag_id, softened)
        listen(moving, heard, words)
    return heard


def add(services: "Services", viewer: Viewer, flag_id: str, words: str) -> ScreenResult:
    """Add to what is there, in any open status. Returns what the screen heard in the new words: they count too."""
    heard = services.screen.message(words, speaker=Speaker.MENTEE)
    with services.database.read() as db:
        flag = find(db, viewer, flag_id)
        check_move(services, viewer, flag, Move.ADD, {Demand.WORDS: words})
    if flag.lane == Lane.SAFETY:  # evidence on duty's desk stays as it was: what is added joins the case
        raise_by_person(
            services, viewer, about=viewer.person_id, category=Category(flag.category), level=Level(flag.level),
            words=words, origin_kind="flag", origin_id=flag_id,
        )  # fmt: skip
        return heard
    with writing(services, viewer, flag_id, Move.ADD) as db:
        moving = open_move(db, services, viewer, flag_id, Move.ADD, {Demand.WORDS: words})
        moving.make()
        add_to_flag(db, viewer, flag_id, [*moving.flag.concerns, said_more(moving.flag, viewer, words)])
        if moving.flag.status != Status.WITH_STUDENT:
            for person in chain_of(program_of(moving)).without({viewer.person_id} | moving.flag.closed_to).people[:1]:
                moving.tell(person, "joined")
        listen(moving, heard, words)
    return heard


def said_more(flag: Flag, viewer: Viewer, words: str) -> dict[str, Any]:
    """What the student added, as evidence."""
    return {
        "category": flag.category, "level": flag.level, "subject": "self", "time": "now", "fired": "student",
        "why": "added by the student", "spans": [[0, 0, len(words)]], "words": [words], "context": words,
        "said_by": viewer.person_id,
    }  # fmt: skip


def ask_for_time(services: "Services", viewer: Viewer, flag_id: str) -> datetime:
    """Ask for more time before anyone reads it; returns until when. Raises ConflictError once all of it was used."""
    with writing(services, viewer, flag_id, Move.ASK_FOR_TIME) as db:
        moving = open_move(db, services, viewer, flag_id, Move.ASK_FOR_TIME, {})
        flag, calendar, care = moving.flag, calendar_for(moving), moving.acting.care
        first = due_at(services.escalation.body.levels[Level(flag.level)], calendar, flag.raised_at) or flag.raised_at
        latest = first
        for _ in range(care.times):
            latest = after(care.more_time, calendar, latest)
        until = min(after(care.more_time, calendar, flag.due_at or first), latest)
        if flag.due_at is not None and until <= flag.due_at:
            raise ConflictError(
                "There is no more time to give.", next_step="You can still agree, put it your way, or add to it."
            )
        moving.make(Made(changes={"due_at": until}))
        return until


def softer(one: dict[str, Any], words: str) -> dict[str, Any]:
    """Evidence in the student's wording, with what was written first kept beside it."""
    written = one.get("as_written") or {"words": one.get("words", []), "context": one.get("context", "")}
    return {**one, "words": [words], "context": words, "as_written": written}


def listen(moving: Moving, heard: ScreenResult, words: str) -> None:
    """What a student adds is heard like anything they write: something urgent in it goes at once."""
    if heard.level >= Level.S3:
        raise_from_screen(
            moving.db, moving.services, moving.viewer, heard, about=frozenset({moving.viewer.person_id}),
            origin_kind="flag", origin_id=moving.flag.id, words=words,
        )  # fmt: skip


def program_of(moving: Moving) -> Program:
    """The program of the flag, which is the viewer's."""
    return Programs(moving.db, moving.viewer).mine()


def calendar_for(moving: Moving) -> Calendar:
    """The calendar the flag's clock runs on."""
    program = program_of(moving)
    campus = moving.services.escalation.body.campus
    return calendar_of(campus, zone=program.timezone, closed=closed_days(program.settings))


def clock(moving: Moving, level: Level) -> datetime | None:
    """A new deadline from now, for a level just set or a flag just opened."""
    body = moving.services.escalation.body
    cap = body.campus.report_deadline_hours if body.levels[level].cap else None
    return due_at(body.levels[level], calendar_for(moving), moving.now, cap_hours=cap)
