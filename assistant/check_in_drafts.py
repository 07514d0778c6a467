"""A check-in drafted for one mentee and one channel: facts and questions are there, the opening is the mentor's."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from access.viewer import Viewer
from assistant.gathering import check_in_value, goal_value
from assistant.library_desk import local_day
from assistant.preparing.check_ins import Channel, CheckInDraft, draft_check_in, load_check_in_policy
from assistant.wiring import Services
from core.errors import InvalidInputError, NotFoundError
from storage.check_ins import CheckIns
from storage.database import ReadSession
from storage.goals import Goals
from storage.pairings import Pairing, Pairings
from storage.people import People, Person
from storage.programs import Programs
from storage.sessions import MentoringSessions

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class CheckInPage:
    """What the page shows. `left` says how many more may go to this mentee this week."""

    pairing: Pairing
    mentee: Person
    draft: CheckInDraft
    left: int

    @property
    def words(self) -> str:
        """The drafted lines as they would be sent."""
        return "\n".join(line.text for line in self.draft.lines)


def check_in_page(services: Services, viewer: Viewer, pairing_id: str, mentee_id: str, channel: str) -> CheckInPage:
    """Draft a check-in for a mentee of this pairing. Raises NotFoundError, or InvalidInputError for no such channel."""
    if channel not in set(Channel):
        raise InvalidInputError("Pick how to send it.", fields={"channel": f"One of {', '.join(Channel)}."})
    today = local_day(services, viewer)
    with services.database.read() as db:
        pairing = Pairings(db, viewer).get(pairing_id)
        if mentee_id not in pairing.mentee_ids or mentee_id not in viewer.mentor_of:
            raise NotFoundError
        zone = ZoneInfo(Programs(db, viewer).mine().timezone)
        ahead = [
            one.starts_at.astimezone(zone).date()
            for one in MentoringSessions(db, viewer).of_pairings([pairing_id])
            if one.status == "planned" and one.starts_at >= services.clock.now()
        ]
        return CheckInPage(
            pairing=pairing,
            mentee=People(db, viewer).get(mentee_id),
            draft=draft_check_in(
                Channel(channel),
                min(ahead, default=today + WEEK),
                [check_in_value(one, zone) for one in CheckIns(db, viewer).of([mentee_id]) if one.answered_at],
                [goal_value(one) for one in Goals(db, viewer).of([mentee_id])],
                load_check_in_policy(services.settings.policies_dir),
            ),
            left=left_this_week(services, db, viewer, mentee_id),
        )


def most_a_week(services: Services) -> int:
    """How many check-ins and nudges a mentee may get in seven days, by policy."""
    return int(load_check_in_policy(services.settings.policies_dir).body["nudges"]["most_a_week"])


def left_this_week(services: Services, db: ReadSession, viewer: Viewer, mentee_id: str) -> int:
    """How many more may go to this mentee in the seven days that end now."""
    sent = CheckIns(db, viewer).of([mentee_id], since=services.clock.now() - WEEK)
    return max(0, most_a_week(services) - len(sent))
