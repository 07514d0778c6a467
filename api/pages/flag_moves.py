"""From a form to a move: one table of what each move takes, so that no page knows the rules."""

from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic import BaseModel

from access.viewer import Viewer
from assistant import escalation
from assistant.safety.levels import Level
from assistant.wiring import Services
from core.errors import InvalidInputError


class MoveForm(BaseModel):
    """Everything any move may ask for; each takes what it needs and says what is missing."""

    move: str
    reason: str = ""
    words: str = ""
    cite: str = ""
    level: str = ""
    outcome: str = ""
    office: str = ""
    code: str = ""
    threat: str = ""
    recipients: list[str] = []
    protects: str = ""
    next_contact_on: str = ""
    follow_up_on: str = ""
    referral_id: str = ""
    share_with_mentor: str = ""


Make = Callable[[Services, Viewer, str, MoveForm], Any]


def day(form: MoveForm, name: str) -> date:
    """A day of the form. Raises InvalidInputError where it is none."""
    found = optional_day(form, name)
    if found is None:
        raise InvalidInputError("A day is missing.", fields={name: "Pick a day."})
    return found


def optional_day(form: MoveForm, name: str) -> date | None:
    """A day of the form, or None where the field was left empty."""
    text = getattr(form, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidInputError("That day could not be read.", fields={name: "A day such as 2027-01-20."}) from None


def level(form: MoveForm) -> Level:
    """The level of the form. Raises InvalidInputError where it is none."""
    if form.level not in list(Level)[1:]:
        raise InvalidInputError("A level is missing.", fields={"level": "Pick a level."})
    return Level(form.level)


DESK: dict[str, Make] = {
    "acknowledge": lambda s, v, f, _: escalation.acknowledge(s, v, f),
    "claim": lambda s, v, f, _: escalation.claim(s, v, f),
    "take_over": lambda s, v, f, form: escalation.take_over(s, v, f, reason=form.reason),
    "release": lambda s, v, f, form: escalation.release(s, v, f, reason=form.reason),
    "raise_level": lambda s, v, f, form: escalation.raise_level(
        s, v, f, level(form), reason=form.reason, cite=form.cite
    ),
    "lower": lambda s, v, f, form: escalation.lower(s, v, f, level(form), reason=form.reason),
    "open_without_agreement": lambda s, v, f, form: escalation.open_without_agreement(
        s, v, f, cite=form.cite, reason=form.reason
    ),
    "refer": lambda s, v, f, form: escalation.refer(
        s, v, f, office=form.office, follow_up_on=day(form, "follow_up_on")
    ),
    "follow_up": lambda s, v, _, form: escalation.follow_up(s, v, form.referral_id, outcome=form.outcome),
    "disclose_emergency": lambda s, v, f, form: escalation.disclose_emergency(
        s, v, f, threat=form.threat, recipients=form.recipients, protects=form.protects
    ),
    "withhold_telling": lambda s, v, f, form: escalation.withhold_telling(s, v, f, code=form.code, reason=form.reason),
    "close": lambda s, v, f, form: escalation.close(
        s, v, f, outcome=form.outcome, reason=form.reason, next_contact_on=optional_day(form, "next_contact_on")
    ),
    "undo": lambda s, v, f, _: escalation.undo(s, v, f),
}
CARE: dict[str, Make] = {
    "agree": lambda s, v, f, form: escalation.agree(s, v, f, share_with_mentor=form.share_with_mentor == "on"),
    "soften": lambda s, v, f, form: escalation.soften(s, v, f, form.words),
    "add": lambda s, v, f, form: escalation.add(s, v, f, form.words),
    "ask_for_time": lambda s, v, f, _: escalation.ask_for_time(s, v, f),
    "undo": lambda s, v, f, _: escalation.undo(s, v, f),
}


def make_desk_move(services: Services, viewer: Viewer, flag_id: str, form: MoveForm) -> None:
    """Make a coordinator's move. Raises InvalidInputError naming what it lacks, ConflictError, NotFoundError."""
    make(DESK, services, viewer, flag_id, form)


def make_care_move(services: Services, viewer: Viewer, flag_id: str, form: MoveForm) -> None:
    """Make a student's move on a flag about themselves."""
    make(CARE, services, viewer, flag_id, form)


def make(table: dict[str, Make], services: Services, viewer: Viewer, flag_id: str, form: MoveForm) -> None:
    """Look the move up and make it."""
    if form.move not in table:
        raise InvalidInputError("That is not a move.", fields={"move": "Pick one of the moves offered."})
    table[form.move](services, viewer, flag_id, form)
