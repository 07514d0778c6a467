"""A calendar feed for each person: when sessions are and the program's dates. Logistics only (D0): no name, no words.

The link's secret is a keyed digest of who it is for: nothing is stored, and it dies with the person's access or with
the installation's master key.
"""

import hmac
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from access.viewer import Viewer
from assistant.wiring import Services
from core.errors import NotFoundError
from storage.database import ReadSession
from storage.programs import Programs
from storage.sessions import Deadlines, MentoringSession, MentoringSessions
from storage.viewers import load_viewer

if TYPE_CHECKING:
    from icalendar import Event  # a fifth of a second to import, for a page few open: each function imports its own

BACK, AHEAD = timedelta(days=60), timedelta(days=200)
REMIND_BEFORE = timedelta(minutes=20)
MODES = {"in_person": "in person", "video": "video", "async": "asynchronous"}
PART = "~"  # between the parts of a link; ids do not hold it


def secret_for(services: Services, viewer: Viewer) -> str:
    """The secret part of the viewer's own link."""
    return PART.join((viewer.program_id, viewer.person_id, digest(services, viewer.program_id, viewer.person_id)))


def digest(services: Services, program_id: str, person_id: str) -> str:
    """What only this installation can make."""
    return services.database.keyring.blind(f"calendar feed:{program_id}:{person_id}")


def feed(services: Services, secret: str) -> bytes:
    """The feed a link stands for. Raises NotFoundError for a link that is not ours or whose person has left."""
    program_id, _, rest = secret.partition(PART)
    person_id, _, given = rest.partition(PART)
    if not hmac.compare_digest(given.encode(), digest(services, program_id, person_id).encode()):
        raise NotFoundError
    with services.database.read() as db:
        return calendar_of(services, db, load_viewer(db, person_id, program_id))


def calendar_of(services: Services, db: ReadSession, viewer: Viewer) -> bytes:
    """Sessions of one's own pairings and the dates everyone may see, as iCalendar."""
    from icalendar import Calendar

    now = services.clock.now()
    calendar = Calendar()
    calendar.add("prodid", "-//Trellis//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("name", Programs(db, viewer).mine().name)
    for one in MentoringSessions(db, viewer).of_pairings(sorted(viewer.pairings)):
        if one.status in {"planned", "held"} and one.starts_at >= now - BACK:
            calendar.add_component(session_event(one, now))
    for date in Deadlines(db, viewer).between((now - BACK).date(), (now + AHEAD).date()):
        if not date.mentee_id:
            event = event_of(date.id, date.text)
            event.add("dtstamp", now)
            event.add("dtstart", date.due_on)
            calendar.add_component(event)
    return calendar.to_ical()


def invite(services: Services, viewer: Viewer, session_id: str) -> bytes:
    """One session as a file to open with a calendar: its time and where to prepare. Raises NotFoundError for another's.

    The same event as in the feed, so that a program that has both shows one; still no name and nothing anyone wrote.
    """
    from icalendar import Alarm, Calendar

    with services.database.read() as db:
        one = MentoringSessions(db, viewer).get(session_id)
    now, off = services.clock.now(), one.status in {"cancelled", "missed"}
    calendar = Calendar()
    calendar.add("prodid", "-//Trellis//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if off else "PUBLISH")
    event = session_event(one, now)
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    if base := services.settings.public_url:
        event.add("url", f"{base}/sessions/{one.id}")
    if not off:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", "Your mentoring session is in 20 minutes.")
        alarm.add("trigger", -REMIND_BEFORE)
        event.add_component(alarm)
    calendar.add_component(event)
    return calendar.to_ical()


def session_event(one: MentoringSession, now: datetime) -> "Event":
    """A session as an event: when, how long, and how they meet."""
    event = event_of(one.id, f"Mentoring session {one.number} ({MODES.get(one.mode, one.mode)})")
    event.add("dtstamp", now)
    event.add("dtstart", one.starts_at)
    event.add("dtend", one.starts_at + timedelta(minutes=one.minutes))
    return event


def event_of(uid: str, summary: str) -> "Event":
    """An event with what every event has."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uid}@trellis")
    event.add("summary", summary)
    return event
