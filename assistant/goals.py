"""Goals and sessions ahead: set, note progress, plan."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from access.viewer import Viewer
from assistant.wiring import Services
from core.errors import InvalidInputError
from storage.audit import Audit
from storage.goals import note_progress, set_goal
from storage.programs import Programs
from storage.sessions import plan_session

MOST_CHARACTERS = 400
SHORTEST, LONGEST = 15, 120  # minutes a session may last (product.md)


def set_new(
    services: Services, viewer: Viewer, *, mentee_id: str, text: str, kind: str, area: str, shared: bool
) -> str:
    """Set a goal; returns its id. Raises InvalidInputError, or NotFoundError for somebody else's mentee."""
    text = " ".join(text.split())
    if not text or len(text) > MOST_CHARACTERS:
        why = f"Write the goal in one or two sentences, up to {MOST_CHARACTERS} characters."
        raise InvalidInputError("The goal needs words.", fields={"text": why})
    with services.database.write(Audit(actor=viewer.person_id, action="goal.set")) as db:
        return set_goal(db, viewer, mentee_id=mentee_id, text=text, kind=kind, area=area, shared=shared)


def progress(services: Services, viewer: Viewer, goal_id: str, *, percent: int) -> None:
    """Note how far along a goal is today, from 0 to 100."""
    if not 0 <= percent <= 100:
        raise InvalidInputError("How far along?", fields={"percent": "A number from 0 to 100."})
    with services.database.write(Audit(actor=viewer.person_id, action="goal.progress")) as db:
        zone = ZoneInfo(Programs(db, viewer).mine().timezone)
        today = services.clock.now().astimezone(zone).date()
        note_progress(db, viewer, goal_id, on_date=today, value=percent / 100)


def plan(services: Services, viewer: Viewer, pairing_id: str, *, starts: str, minutes: int, mode: str) -> str:
    """Plan the next session; `starts` is local time in the program's zone, as a browser sends it; returns its id."""
    if not SHORTEST <= minutes <= LONGEST:
        raise InvalidInputError("How long?", fields={"minutes": f"{SHORTEST} to {LONGEST} minutes."})
    try:
        local = datetime.fromisoformat(starts)
    except ValueError:
        raise InvalidInputError("When?", fields={"starts": "A day and a time, such as 2027-01-20 15:30."}) from None
    with services.database.write(Audit(actor=viewer.person_id, action="session.plan")) as db:
        zone = ZoneInfo(Programs(db, viewer).mine().timezone)
        at = local.replace(tzinfo=zone) if local.tzinfo is None else local
        if at <= services.clock.now():
            raise InvalidInputError("That moment has passed.", fields={"starts": "Pick a time ahead."})
        return plan_session(
            db, viewer, pairing_id=pairing_id, starts_at=at.astimezone(UTC), minutes=minutes, mode=mode
        )  # fmt: skip
