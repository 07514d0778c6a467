"""The coordinator's moves, each with its reason: acknowledge, claim, lower, raise, refer, disclose, withhold, close."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from access.viewer import Viewer
from assistant.escalating.care_moves import MENTOR_TOO, clock
from assistant.escalating.moving import Made, Moving, choose, open_move, writing
from assistant.escalating.policy import load_acting
from assistant.escalating.recipients import Chain, chain_of
from assistant.escalating.telling import page, series_of
from assistant.safety.levels import Category, Lane, Level
from assistant.safety.moves import Demand, Move
from core.errors import InvalidInputError
from storage.audit import Audit
from storage.flags import Flag, Flags
from storage.programs import Programs
from storage.referrals import close_referral
from storage.referrals import refer as store_referral

if TYPE_CHECKING:
    from assistant.wiring import Services


def acknowledge(services: "Services", viewer: Viewer, flag_id: str) -> None:
    """Say that the page was seen: it stops walking the chain."""
    with writing(services, viewer, flag_id, Move.ACKNOWLEDGE) as db:
        moving = open_move(db, services, viewer, flag_id, Move.ACKNOWLEDGE, {})
        moving.make(Made(changes={"acknowledged_at": moving.now}))


def claim(services: "Services", viewer: Viewer, flag_id: str) -> None:
    """Take a flag on, by name. Whoever raised it hears that someone has."""
    with writing(services, viewer, flag_id, Move.CLAIM) as db:
        moving = open_move(db, services, viewer, flag_id, Move.CLAIM, {})
        changes = {"claimed_by": viewer.person_id, "acknowledged_at": moving.now}
        if agreed_for_mentor(moving):
            changes["mentor_sees"] = str(moving.acting.mentor_sees[Category(moving.flag.category)])
        moving.make(Made(changes=changes))
        tell_raisers(moving, "seen")


def take_over(services: "Services", viewer: Viewer, flag_id: str, *, reason: str) -> None:
    """Take over a flag whose owner is away."""
    with writing(services, viewer, flag_id, Move.TAKE_OVER) as db:
        moving = open_move(db, services, viewer, flag_id, Move.TAKE_OVER, {Demand.REASON: reason})
        made = {"claimed_by": viewer.person_id, "acknowledged_at": moving.now}
        moving.make(Made(words={"reason": reason}, changes=made))


def release(services: "Services", viewer: Viewer, flag_id: str, *, reason: str) -> None:
    """Give a flag back to the queue; the next on call hears that it waits."""
    with writing(services, viewer, flag_id, Move.RELEASE) as db:
        moving = open_move(db, services, viewer, flag_id, Move.RELEASE, {Demand.REASON: reason})
        moving.make(Made(words={"reason": reason}, changes={"claimed_by": None}))
        others = chain_for(moving).without({viewer.person_id})
        for person in others.people[:1]:
            moving.tell(person, "queue")


def raise_level(
    services: "Services", viewer: Viewer, flag_id: str, level: Level, *, reason: str, cite: str = ""
) -> None:  # fmt: skip
    """Raise the level, with a reason. From the care lane to an urgent level the flag changes lane and is paged.

    A flag still with the student is raised only by citing an override of the acting policy.
    """
    given = {Demand.REASON: reason, Demand.LEVEL: level, Demand.CITE: cite}
    with writing(services, viewer, flag_id, Move.RAISE_LEVEL, reason=cite) as db:
        moving = open_move(db, services, viewer, flag_id, Move.RAISE_LEVEL, given)
        if level <= Level(moving.flag.level):
            raise InvalidInputError("That is not higher.", fields={"level": "Choose a higher level."})
        if Demand.CITE in moving.cell.demands:
            choose(cite, moving.acting.overrides, "cite")
        if moving.cell.to_lane is Lane.SAFETY and services.escalation.lane(level) is not Lane.SAFETY:
            raise InvalidInputError("That level stays in the care lane.", fields={"level": "Choose S3 or S4."})
        changes = {"level": str(level), "due_at": clock(moving, level), "open_to_coordinator": True}
        moving.make(Made(reason_code=cite, words=override_words(moving, cite, reason), changes=changes))
        if level >= Level.S3:
            for person in chain_for(moving).people[:1]:
                series = series_of(level, moving.now, moving.flag.acknowledged_at)
                page(db, services, moving.flag.program_id, person, flag_id, series)


def lower(services: "Services", viewer: Viewer, flag_id: str, level: Level, *, reason: str) -> None:
    """Lower the level, with a written reason. The lane stays: what was told at once cannot be untold."""
    with writing(services, viewer, flag_id, Move.LOWER) as db:
        moving = open_move(db, services, viewer, flag_id, Move.LOWER, {Demand.REASON: reason, Demand.LEVEL: level})
        if not Level.S1 <= level < Level(moving.flag.level):
            raise InvalidInputError("That is not lower.", fields={"level": "Choose a lower level, S1 at the least."})
        moving.make(Made(words={"reason": reason}, changes={"level": str(level), "due_at": clock(moving, level)}))


def open_without_agreement(services: "Services", viewer: Viewer, flag_id: str, *, cite: str, reason: str) -> None:
    """Open a care flag the student has not agreed to: an override, logged with the rule it rests on."""
    move = Move.OPEN_WITHOUT_AGREEMENT
    with writing(services, viewer, flag_id, move, reason=cite) as db:
        moving = open_move(db, services, viewer, flag_id, move, {Demand.CITE: cite, Demand.REASON: reason})
        choose(cite, moving.acting.overrides, "cite")
        if cite == "unanswered" and (moving.flag.due_at is None or moving.now < moving.flag.due_at):
            raise InvalidInputError("The student still has time.", fields={"cite": "Their time is not over yet."})
        changes = {"open_to_coordinator": True, "due_at": clock(moving, Level(moving.flag.level))}
        moving.make(Made(reason_code=cite, words=override_words(moving, cite, reason), changes=changes))


def refer(services: "Services", viewer: Viewer, flag_id: str, *, office: str, follow_up_on: date) -> str:
    """Hand over warmly to an office of the escalation policy, with the day somebody asks how it went."""
    given = {Demand.OFFICE: office, Demand.FOLLOW_UP: str(follow_up_on or "")}
    with writing(services, viewer, flag_id, Move.REFER) as db:
        moving = open_move(db, services, viewer, flag_id, Move.REFER, given)
        offices = services.escalation.body.route_roles
        choose(office, {**offices, **{word: word for word in offices.values()}}, "office")
        check_day(moving, follow_up_on, Demand.FOLLOW_UP)
        moving.make(Made(words={"office": offices.get(office, office), "follow_up_on": str(follow_up_on)}))
        return store_referral(
            db, viewer, program_id=moving.flag.program_id, mentee_id=moving.flag.about_id,
            office=offices.get(office, office), follow_up_on=follow_up_on, flag_id=flag_id,
        )  # fmt: skip


def follow_up(services: "Services", viewer: Viewer, referral_id: str, *, outcome: str) -> None:
    """Say how a referral went, by a code of the acting policy."""
    choose(outcome, frozenset(load_acting(services.settings.policies_dir).referral_outcomes), "outcome")
    with services.database.write(Audit(actor=viewer.person_id, action="referral.close", reason=outcome)) as db:
        close_referral(db, viewer, referral_id, outcome=outcome)


def disclose_emergency(
    services: "Services", viewer: Viewer, flag_id: str, *, threat: str, recipients: Sequence[str], protects: str
) -> None:
    """Record an emergency disclosure before it is made (F5, C9): the threat, who is told and why, when, who decided.

    `recipients` are codes of the acting policy. Time and person are this transaction's.
    """
    given = {Demand.THREAT: threat, Demand.RECIPIENTS: ",".join(recipients), Demand.PROTECTS: protects}
    with writing(services, viewer, flag_id, Move.DISCLOSE_EMERGENCY, reason="F5") as db:
        moving = open_move(db, services, viewer, flag_id, Move.DISCLOSE_EMERGENCY, given)
        for recipient in recipients:
            choose(recipient, moving.acting.recipients, "recipients")
        record = {
            "threat": threat, "recipients": sorted(recipients), "protects": protects,
            "decided_by": viewer.person_id, "at": moving.now.isoformat(),
        }  # fmt: skip
        moving.make(Made(reason_code="F5", words=record))


def withhold_telling(services: "Services", viewer: Viewer, flag_id: str, *, code: str, reason: str) -> None:
    """Decide that telling the student would raise danger (C4): the flag is not on their page until taken back."""
    with writing(services, viewer, flag_id, Move.WITHHOLD_TELLING, reason=code) as db:
        moving = open_move(db, services, viewer, flag_id, Move.WITHHOLD_TELLING, {Demand.REASON: reason})
        choose(code, moving.acting.withholding, "code")
        moving.make(Made(reason_code=code, words={"reason": reason}, changes={"telling_withheld": code}))


def close(
    services: "Services", viewer: Viewer, flag_id: str, *, outcome: str, reason: str,
    next_contact_on: date | None = None,
) -> None:  # fmt: skip
    """Close a flag with its outcome; at S3 or above with the next contact too (S9). Whoever raised it hears back."""
    given = {Demand.OUTCOME: outcome, Demand.REASON: reason, Demand.NEXT_CONTACT: str(next_contact_on or "")}
    with writing(services, viewer, flag_id, Move.CLOSE, reason=outcome) as db:
        moving = open_move(db, services, viewer, flag_id, Move.CLOSE, given)
        choose(outcome, moving.acting.outcomes, "outcome")
        if next_contact_on is not None:
            check_day(moving, next_contact_on, Demand.NEXT_CONTACT)
        moving.make(Made(
            reason_code=outcome, words={"reason": reason}, closing_words=reason,
            changes={"outcome": outcome, "closed_at": moving.now, "next_contact_on": next_contact_on},
        ))  # fmt: skip
        tell_raisers(moving, "outcome")


def tell_raisers(moving: Moving, purpose: str) -> None:
    """The raiser hears back, those of joined flags too; not whom it is kept from, nor who did it."""
    flag = moving.flag
    raisers = {one.raised_by for one in (flag, *Flags(moving.db, moving.viewer).joined_to(flag.id))}
    for raiser in sorted(raisers - {moving.viewer.person_id, flag.about_id} - flag.closed_to):
        moving.tell(raiser, purpose, later=True)


def agreed_for_mentor(moving: Moving) -> bool:
    """Whether the student, agreeing last, agreed that their mentor may know too."""
    moves = Flags(moving.db, moving.viewer).moves(moving.flag.id)
    agreed = [one.reason_code for one in moves if one.move == Move.AGREE]
    return agreed[-1:] == [MENTOR_TOO]


def override_words(moving: Moving, cite: str, reason: str) -> dict[str, str]:
    """The written reason, with the rule it rests on where it is an override."""
    rule = moving.acting.overrides[cite].cite if cite in moving.acting.overrides else ""
    return {"reason": reason, "cites": rule} if rule else {"reason": reason}


def check_day(moving: Moving, day: date, name: Demand) -> None:
    """A day for something still to come."""
    if day < moving.now.date():
        raise InvalidInputError("That day is over.", fields={str(name): "Choose today or a day ahead."})


def chain_for(moving: Moving) -> Chain:
    """The on-call chain of the flag's program without those it is about or kept from."""
    flag: Flag = moving.flag
    return chain_of(Programs(moving.db, moving.viewer).mine()).without(flag.closed_to | {flag.about_id})
