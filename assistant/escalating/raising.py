"""Raising flags: by the screen inside the transaction that keeps the words, or by a person who saw something.

The flag, its clock and its notices are one transaction with the words that caused them (promise 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from access.permissions import Permission
from access.permits import Thing, permit
from access.viewer import Role, Viewer
from assistant.escalating.noticing import new_worries, resolve, small_in_notes, small_things
from assistant.escalating.policy import load_acting
from assistant.escalating.recipients import Chain, chain_of, check_accused, kept_from, mentors_of
from assistant.escalating.telling import page, series_of, tell
from assistant.escalating.worries import COMPLAINTS, Worry, worries_in
from assistant.safety.clocks import calendar_of, closed_days, due_at
from assistant.safety.levels import Category, Lane, Level, ScreenResult, Speaker
from assistant.safety.moves import FIRST, Status
from core.errors import InvalidInputError, NotFoundError
from storage.audit import Audit
from storage.database import WriteSession
from storage.glimpses import NOTHING, Glimpses, open_topics
from storage.people import People
from storage.programs import Program, Programs
from storage.raising import NewFlag, Raised, raise_flag

if TYPE_CHECKING:
    from assistant.wiring import Services

MOST_CHARACTERS = 4_000


@dataclass(frozen=True, kw_only=True)
class Raising:
    """Everything one raising needs, read once: who looks, what policy says, who is on call, where the words are."""

    db: WriteSession
    services: "Services"
    viewer: Viewer
    program: Program
    chain: Chain
    origin: tuple[str, str]  # kind and id of what the words are in
    how: str  # screen | mentor | mentee | coordinator
    made_with: dict[str, Any]
    accused: frozenset[str] = frozenset()
    agreed: bool = False  # the person it is about raised it themselves

    def minor(self, about: str) -> bool:
        """Whether the person is under 18 (M1)."""
        return People(self.db, self.viewer).get(about).is_minor


def raise_from_screen(
    db: WriteSession, services: "Services", viewer: Viewer, heard: ScreenResult, *, about: frozenset[str],
    origin_kind: str, origin_id: str, words: str,
) -> str:  # fmt: skip
    """Raise what the screen heard, inside the caller's transaction; returns the id of the most urgent flag, or "".

    Nothing is raised at S0. Small things (S1) are counted, and enough of them become an S2 (2.3 rule 9). `about`: the
    mentees the words are about; where a group's note does not say which of them, each has a flag that they do not see.
    """
    worries = new_worries(db, services, viewer, heard, origin=(origin_kind, origin_id), words=words)
    if not worries and heard.level is Level.S1:
        small = small_in_notes if origin_kind == "note" else small_things
        worries = small(db, services, viewer, heard, about)
    if not worries:
        return ""
    raising = begin(db, services, viewer, origin=(origin_kind, origin_id), how="screen", versions=heard.versions)
    subjects, unclear = resolve(db, viewer, worries, about, words)
    raised = [
        raise_one(raising, worry, person, kept_back=unclear, beside=[one.category for one in worries])
        for worry in worries for person in sorted(subjects)
    ]  # fmt: skip
    return raised[0].case_id if about == {viewer.person_id} else raised[0].flag_id


def raise_by_person(
    services: "Services", viewer: Viewer, *, about: str, category: Category, level: Level | None = None, words: str,
    accused: frozenset[str] = frozenset(), origin_kind: str = "person", origin_id: str = "",
) -> str:  # fmt: skip
    """A person raises a flag: a mentee about themselves, a mentor about a mentee of theirs, a coordinator about anyone.

    The level is never below what policy or the screen says of the words (people and models raise, neither lowers).
    Raises InvalidInputError without words, NotFoundError for somebody who is not theirs.
    """
    words = words.strip()
    if not words or len(words) > MOST_CHARACTERS:
        raise InvalidInputError(
            "Say in a few words what you saw or heard.",
            fields={"words": f"Write between 1 and {MOST_CHARACTERS:,} characters."},
        )
    if not may_raise(viewer, about):
        raise NotFoundError
    speaker = Speaker.MENTEE if about == viewer.person_id else Speaker.MENTOR_NOTE
    heard = services.screen.message(words, speaker=speaker)
    worry = spoken_worry(services, viewer, category, level, words, heard)
    with services.database.write(Audit(actor=viewer.person_id, action="flag.raise")) as db:
        raising = begin(
            db, services, viewer, origin=(origin_kind, origin_id), how=how_raised(viewer, about),
            versions=heard.versions, accused=accused, agreed=about == viewer.person_id,
        )  # fmt: skip
        return raise_one(raising, worry, about, beside=[category, worry.category]).flag_id


def co_sign(services: "Services", viewer: Viewer, flag_id: str, words: str) -> str:
    """A mentor adds what they saw to a flag about their mentee: it joins the case and may raise it, never lower it."""
    with services.database.read() as db:
        mine = [*Glimpses(db, viewer).of_my_mentees(), *Glimpses(db, viewer).raised_by_me()]
    found = next((one for one in mine if one.id == flag_id and one.category and one.open), None)
    if found is None:
        raise NotFoundError
    return raise_by_person(
        services, viewer, about=found.about_id, category=Category(found.category), level=Level(found.level),
        words=words, origin_kind="flag", origin_id=flag_id,
    )  # fmt: skip


def begin(
    db: WriteSession, services: "Services", viewer: Viewer, *, origin: tuple[str, str], how: str,
    versions: dict[str, str], accused: frozenset[str] = frozenset(), agreed: bool = False,
) -> Raising:  # fmt: skip
    """Read the program and the policies in force; their versions go into the flag (promise 10)."""
    program = Programs(db, viewer).mine()
    acting = load_acting(services.settings.policies_dir)
    policy = services.escalation
    made_with = {
        **versions, "escalation": policy.version, "escalation_digest": policy.digest, "acting": acting.version,
        "acting_digest": acting.digest,
    }  # fmt: skip
    chain = chain_of(program)
    return Raising(
        db=db, services=services, viewer=viewer, program=program, chain=chain, origin=origin, how=how,
        made_with=made_with, accused=check_accused(viewer, accused, chain), agreed=agreed,
    )  # fmt: skip


def raise_one(
    raising: Raising, worry: Worry, about: str, *, kept_back: bool = False, beside: Sequence[Category] = ()
) -> Raised:
    """Raise one flag about one person, with its clock and its notices."""
    db, viewer, services = raising.db, raising.viewer, raising.services
    acting = load_acting(services.settings.policies_dir)
    barred = raising.accused or kept_from(acting, beside, viewer, about, raising.chain)
    lane = services.escalation.lane(worry.level) or Lane.CARE
    own_words = raising.agreed and lane is Lane.CARE
    status = Status.RAISED if own_words else FIRST[lane]
    raised = raise_flag(db, viewer, raising.program.id, NewFlag(
        about_id=about, raised_how=raising.how, origin_kind=raising.origin[0], origin_id=raising.origin[1],
        category=worry.category, level=worry.level, lane=lane, status=status, concerns=list(worry.evidence),
        made_with=raising.made_with, due_at=due(raising, worry, about),
        open_to_coordinator=lane is Lane.SAFETY or own_words,
        closed_to=barred | ({about} if kept_back else frozenset()),
        mentor_sees=mentor_sees(raising, worry, about, lane, barred),
    ))  # fmt: skip
    notify(raising, worry, about, lane, raised, barred)
    return raised


def due(raising: Raising, worry: Worry, about: str) -> datetime | None:
    """When a person must have acted, on the program's clock. A minor's case has a deadline of its own (M1)."""
    body = raising.services.escalation.body
    settings = raising.program.settings
    calendar = calendar_of(body.campus, zone=raising.program.timezone, closed=closed_days(settings))
    hours = [body.campus.report_deadline_hours] if body.levels[worry.level].cap else []
    if worry.category in body.minors.get("categories", ()) and raising.minor(about):
        hours.append(body.campus.minor_clock_hours)
    return due_at(body.levels[worry.level], calendar, raising.db.now, cap_hours=min(hours, default=None))


def mentor_sees(raising: Raising, worry: Worry, about: str, lane: Lane, barred: frozenset[str]) -> str:
    """What the mentor's desk may know: nothing in the care lane before consent, nor beside a complaint about them."""
    acting = load_acting(raising.services.settings.policies_dir)
    complained = "mentor_conduct" in open_topics(raising.db, raising.viewer, ("S2", "S3", "S4"))
    if lane is Lane.CARE or complained or barred & mentors_of(raising.viewer, about):
        return NOTHING
    return str(acting.mentor_sees.get(worry.category, NOTHING))


def notify(
    raising: Raising, worry: Worry, about: str, lane: Lane, raised: Raised, barred: frozenset[str]
) -> None:  # fmt: skip
    """Who is told now: the chain in the safety lane, the student in the care lane, the queue where they agreed."""
    db, services, program = raising.db, raising.services, raising.program
    acting = load_acting(services.settings.policies_dir)
    chain = raising.chain.without(barred | {about})
    case = raised.case_id
    if lane is Lane.SAFETY:
        series = series_of(worry.level, db.now, raised.acknowledged_at)
        mentors = mentors_of(raising.viewer, about) - barred - {raising.viewer.person_id}
        page_first(raising, worry, (case, series), chain, mentors)
    elif raising.agreed and chain.people:
        purpose = "joined" if raised.joined else "queue"
        tell(db, services, program.id, chain.people[0], purpose, key=raised.flag_id, flag_id=case)
    elif about != raising.viewer.person_id and worry.category not in acting.quiet:
        tell(db, services, program.id, about, "for_you", key=raised.flag_id, flag_id=raised.flag_id)


def page_first(
    raising: Raising, worry: Worry, run: tuple[str, str], chain: Chain, mentors: frozenset[str]
) -> None:  # fmt: skip
    """Page the first on call; at S4 tell the emergency contact, and the mentor that a flag is open.

    `run`: the case and the name of this run of pages about it.
    """
    db, services, program = raising.db, raising.services, raising.program
    case, series = run
    if chain.people:
        page(db, services, program.id, chain.people[0], case, series)
    if worry.level is not Level.S4:
        return
    if chain.contact and chain.contact not in chain.people[:1]:
        tell(db, services, program.id, chain.contact, "contact", key=f"{case}/{series}", flag_id=case)
    if mentor_sees(raising, worry, "", Lane.SAFETY, frozenset()) != NOTHING:
        for mentor in sorted(mentors):
            tell(db, services, program.id, mentor, "mentor", key=case, flag_id=case)


def may_raise(viewer: Viewer, about: str) -> bool:
    """Whether this person may raise a flag about that one. A mentee's worry about others is about a third person."""
    if about == viewer.person_id:
        return True
    if not viewer.has(Role.MENTOR) and not viewer.has(Role.COORDINATOR):
        return False
    return permit(viewer, Permission.Flag.RAISE, Thing(program_id=viewer.program_id, about=frozenset({about})))


def how_raised(viewer: Viewer, about: str) -> str:
    """The word for how it came up."""
    if about == viewer.person_id:
        return "mentee"
    return "coordinator" if viewer.has(Role.COORDINATOR) else "mentor"


def spoken_worry(
    services: "Services", viewer: Viewer, category: Category, level: Level | None, words: str, heard: ScreenResult
) -> Worry:
    """What a person said as a worry: they are what fired. Where the screen hears something more urgent in the words,
    its level and its category hold, except over a complaint, which stays one."""
    heard_more = heard.level > max(level or Level.S2, services.escalation.default(category))
    if heard_more and heard.category and category not in COMPLAINTS:
        category = heard.category
    final = max(level or Level.S2, services.escalation.default(category), heard.level, Level.S2)
    own = {
        "category": str(category), "level": str(final), "subject": "self", "time": "unclear", "fired": "person",
        "why": "raised by a person", "spans": [[0, 0, len(words)]], "words": [words], "context": words,
        "said_by": viewer.person_id,
    }  # fmt: skip
    found = [one for worry in worries_in(heard, words) for one in worry.evidence]
    return Worry(category=category, level=final, evidence=(own, *found))


__all__ = ["co_sign", "raise_by_person", "raise_from_screen"]
