"""Break-glass: open what is closed, with a reason and a second coordinator told, and tell the person afterwards."""

from dataclasses import dataclass
from datetime import timedelta

from access.viewer import Role, Viewer
from assistant.escalating.recipients import chain_of
from assistant.escalating.telling import tell
from assistant.wiring import Services
from core.errors import ConflictError, InvalidInputError
from storage.audit import Audit
from storage.breaking_glass import NewOpening, Opening, Openings, mark_told, open_glass, opened_words, run_out
from storage.database import ReadSession
from storage.people import People, Person
from storage.programs import Programs
from storage.statements import Statement

LASTS = timedelta(hours=1)  # long enough to read and act, too short to browse
SHORTEST_REASON, LONGEST_REASON = 20, 1_000
CODES = {
    "danger_to_life": "Somebody's life or safety may be at risk",
    "missing": "The person cannot be found",
    "court_order": "A court or the law asks for it",
    "investigation": "The college's own office asks for it in writing",
    "data_fault": "Something was kept wrongly and must be found",
}


@dataclass(frozen=True, kw_only=True)
class GlassPage:
    """Openings so far, whom one may open, and names by id."""

    openings: tuple[Opening, ...]
    people: tuple[Person, ...]
    names: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What an opening shows."""

    opening: Opening
    name: str
    words: tuple[Statement, ...]


def page(services: Services, viewer: Viewer) -> GlassPage:
    """The page of those who may open."""
    with services.database.read() as db:
        openings = Openings(db, viewer).all()
        mentees = tuple(one for one in People(db, viewer).all(Role.MENTEE) if one.id != viewer.person_id)
        known = {person for one in openings for person in (one.about_id, one.opened_by, one.second_id)}
        names = People(db, viewer).names(known)
    return GlassPage(openings=openings, people=mentees, names=names)


def open_up(services: Services, viewer: Viewer, *, about: str, code: str, reason: str, danger: bool) -> Opening:
    """Open one mentee's words to oneself for an hour; a second coordinator is told in the same transaction.

    Raises InvalidInputError without a reason, NotFoundError for nobody's or one's own, ConflictError where there is no
    second coordinator to be told.
    """
    reason = reason.strip()
    wrong = {} if code in CODES else {"code": "Pick what it is."}
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        wrong["reason"] = f"Say why in {SHORTEST_REASON} to {LONGEST_REASON:,} characters."
    if wrong:
        raise InvalidInputError("Nothing was opened.", fields=wrong, next_step="Fill in what is missing.")
    with services.database.write(Audit(actor=viewer.person_id, action="glass.open", reason=code)) as db:
        People(db, viewer).get(about)
        second = second_for(db, viewer, about)
        opening = open_glass(
            db, viewer,
            NewOpening(about_id=about, second_id=second, code=code, reason=reason, danger=danger, lasts=LASTS),
        )  # fmt: skip
        tell(db, services, viewer.program_id, second, "glass", key=opening.id)
    return opening


def second_for(db: ReadSession, viewer: Viewer, about: str) -> str:
    """The first of the on-call chain who is neither the one opening nor the one it is about."""
    here = {one.id for one in People(db, viewer).all(Role.COORDINATOR) if one.closed_at is None}
    chain = chain_of(Programs(db, viewer).mine()).without({viewer.person_id, about}).people
    found = next((person for person in chain if person in here), "")
    if not found:
        raise ConflictError(
            "There is no second coordinator who would see it.", next_step="Name one with `trellis user on-call` first."
        )
    return found


def look(services: Services, viewer: Viewer, opening_id: str) -> Opened:
    """The words, while the opening lasts. Every look is recorded. Raises NotFoundError once it has run out."""
    with services.database.read() as db:
        opening = Openings(db, viewer).mine(opening_id)
        words = opened_words(db, viewer, opening_id)
        name = People(db, viewer).get(opening.about_id).name
    audit = Audit(actor=viewer.person_id, action="glass.look", reason=opening.code)
    services.database.record(audit.of("glass", opening.id, opening.about_id))
    return Opened(opening=opening, name=name, words=words)


def tell_afterwards(services: Services) -> int:
    """Tell each person whose words were opened, once it is over; returns how many. Not where telling is a danger."""
    with services.database.read() as db:
        over = run_out(db)
    for one in over:
        with services.database.write(Audit(actor="system:break_glass", action="glass.told", reason=one.code)) as db:
            tell(db, services, one.program_id, one.about_id, "opened", key=one.id)
            mark_told(db, one.id)
    return len(over)
