"""Words for levels, times, roles and history lines, from policy. No names except where the desk may know them."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from access.viewer import Viewer
from assistant.escalating.policy import Acting, load_acting
from assistant.escalating.recipients import chain_of
from assistant.safety.clocks import Calendar, calendar_of, closed_days
from assistant.safety.levels import Category, Lane, Level
from assistant.safety.moves import Status
from storage.database import ReadSession
from storage.flags import Flag
from storage.programs import Programs

if TYPE_CHECKING:
    from assistant.wiring import Services

YOU, SYSTEM, COORDINATOR = "you", "the program's clock", "a coordinator"


def acting_of(services: "Services") -> Acting:
    """The acting policy in force."""
    return load_acting(services.settings.policies_dir)


def calendar_for(db: ReadSession, services: "Services", viewer: Viewer) -> Calendar:
    """The campus calendar of the viewer's program."""
    program = Programs(db, viewer).mine()
    campus = services.escalation.body.campus
    return calendar_of(campus, zone=program.timezone, closed=closed_days(program.settings))


def level_words(services: "Services", level: str) -> str:
    """A level as people say it: imminent, urgent, same or next day."""
    return services.escalation.body.levels[Level(level)].name


def category_words(category: str) -> str:
    """A category as people say it; a conversation that nobody may read yet has none."""
    return category.replace("_", " ") if category else "a conversation is going on"


def at_words(calendar: Calendar, at: datetime, now: datetime) -> str:
    """A moment as people say it, on the campus's wall clock: `2:30 pm today`, `9:00 am on Thursday`."""
    local, today = calendar.local(at), calendar.local(now)
    clock = local.strftime("%I:%M %p").lstrip("0").lower()
    days = (local.date() - today.date()).days
    if days == 0:
        return f"{clock} today"
    if 0 < days < 7:
        return f"{clock} on {local:%A}"
    return f"{clock} on {local:%B} {local.day}"


def told_words(db: ReadSession, services: "Services", viewer: Viewer, flag: Flag) -> tuple[str, ...]:
    """What the student reads about who was told, in role words (C4). No promise of watching where nobody watches."""
    acting, lane, level = acting_of(services), Lane(flag.lane), Level(flag.level)
    when = when_words(acting, calendar_for(db, services, viewer), flag, db.now)
    line = acting.told[lane][Status(flag.status)].replace("{when}", when).strip()
    if lane is Lane.CARE:
        return (line,)
    contact = level is Level.S4 and bool(chain_of(Programs(db, viewer).mine()).contact)
    hidden = services.escalation.body.categories[Category(flag.category)].hidden_from_mentor
    also = acting.also_told_hidden if hidden else acting.also_told.get(level, "")
    return tuple(words for words in (line, acting.also_told_contact if contact else "", also) if words)


def when_words(acting: Acting, calendar: Calendar, flag: Flag, now: datetime) -> str:
    """By when somebody must have acted, and whether anybody is on duty now."""
    if flag.due_at is None:
        return ""
    which = acting.when["service" if calendar.is_open(now) else "otherwise"]
    return which.replace("{time}", at_words(calendar, flag.due_at, now))


def reason_in(words: str) -> dict[str, Any]:
    """What a move kept for its readers: the reason, the office, the F5 record; not what it needs to be taken back."""
    if not words.startswith("{"):
        return {}
    kept: dict[str, Any] = json.loads(words)
    return {name: value for name, value in kept.items() if name not in ("before", "status")}
