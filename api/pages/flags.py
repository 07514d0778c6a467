"""Flags: the coordinator's queue and desk, the student's own page, and raising one."""

from typing import Annotated, Any

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from access.permissions import Permission
from access.viewer import Role, Viewer
from api.guard import Looking
from api.pages.flag_moves import MoveForm, make_care_move, make_desk_move
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import escalation, suite_drafts, trends
from assistant.escalation import QueueFilters
from assistant.safety.levels import Category, Level
from assistant.wiring import Services
from core.errors import ConflictError, InvalidInputError

door = Door(tags=["flags"])
Text = Annotated[str, Form()]

# What a person may say a worry is about: in their words, never a label for what happened (promise 8).
WORRIES: dict[str, tuple[Category, str]] = {
    "harm_self": (Category.SUICIDE, "Someone may be thinking of hurting or killing themselves"),
    "harm_by_others": (Category.STALKING_PARTNER_VIOLENCE, "Someone is being hurt, followed or threatened"),
    "unwanted": (Category.SEXUAL_MISCONDUCT, "Something sexual happened that was not wanted"),
    "threat": (Category.HARM_TO_OTHERS, "Someone may hurt others"),
    "basics": (Category.BASIC_NEEDS, "Not enough food, or nowhere safe to sleep"),
    "unwell": (Category.ACUTE_MENTAL_STATE, "Someone is very unwell"),
    "silence": (Category.UNREACHABLE, "I cannot reach them any more"),
    "leaving": (Category.ACADEMIC_JEOPARDY, "They may be about to leave college"),
    "other": (Category.MENTAL_HEALTH_NONACUTE, "Something else worries me"),
}
COMPLAINTS: dict[str, tuple[Category, str]] = {
    "mentor": (Category.MENTOR_CONDUCT, "My mentor"),
    "program": (Category.PROGRAM_CONDUCT, "The program, or someone who runs it"),
}


class Worry(BaseModel):
    """What was said, about whom, and what kind of thing it is."""

    about: str = ""
    kind: str = "other"
    words: str = ""
    urgent: str = ""


@door.get("/queue", needs=Permission.Flag.REVIEW)
def queue(
    request: Request, services: Wired, viewer: Looking, lane: str = "", level: str = "", category: str = "",
    whose: str = "",
) -> Response:  # fmt: skip
    """What is due, and is anything wrong?"""
    filters = QueueFilters(lane=lane, level=level, category=category, whose=whose)
    return page(
        request, "queue.html", rows=escalation.queue(services, viewer, filters), filters=filters,
        load=escalation.load(services, viewer), categories=list(Category), levels=list(Level)[1:],
    )  # fmt: skip


@door.get("/flags/raise", needs=Permission.Flag.RAISE)
def raise_form(request: Request, services: Wired, viewer: Looking, about: str = "") -> Response:
    """Say what worries you."""
    return show_raise(request, services, viewer, Worry(about=about))


def show_raise(
    request: Request, services: Services, viewer: Viewer, typed: Worry, problems: dict[str, str] | None = None
) -> Response:
    """The form, with what was typed if it did not go through."""
    mentees = trends.people_one_may_flag(services, viewer)
    return page(
        request, "flag_raise.html", status=422 if problems else 200, typed=typed, mentees=mentees, worries=WORRIES,
        problems=problems or {}, own=viewer.has(Role.MENTEE), notice=escalation.before_confiding(services),
    )  # fmt: skip


@door.post("/flags/raise", needs=Permission.Flag.RAISE)
def raise_flag(request: Request, services: Wired, viewer: Looking, form: Annotated[Worry, Form()]) -> Response:
    """Raise it; whoever raises it hears back."""
    category, _ = WORRIES.get(form.kind, WORRIES["other"])
    about = form.about or viewer.person_id
    level = Level.S4 if form.urgent == "on" else None
    try:
        escalation.raise_by_person(services, viewer, about=about, category=category, level=level, words=form.words)
    except InvalidInputError as error:
        return show_raise(request, services, viewer, form, error.fields or {"words": error.message})
    return RedirectResponse("/flags/raised", status_code=303)


@door.get("/flags/raised", needs=Permission.Flag.RAISE)
def raised(request: Request, services: Wired, viewer: Looking) -> Response:
    """What came of what I raised, in role words."""
    heard = escalation.raised_by_me(services, viewer)
    mine = escalation.flags_about_me(services, viewer) if viewer.has(Role.MENTEE) else ()
    return page(request, "flags_raised.html", heard=heard, mine=mine)


@door.get("/complaints/new", needs=Permission.Statement.READ_OWN)
def complaint_form(request: Request) -> Response:
    """Something is wrong with my mentor or the program; it never reaches whom it is about."""
    return page(request, "complaint.html", typed=Worry(kind="mentor"), kinds=COMPLAINTS, problems={})


@door.post("/complaints/new", needs=Permission.Flag.RAISE)
def complain(request: Request, services: Wired, viewer: Looking, form: Annotated[Worry, Form()]) -> Response:
    """Raise it past whom it is about (category 17 and 18)."""
    category, _ = COMPLAINTS.get(form.kind, COMPLAINTS["mentor"])
    accused = viewer.mentee_of if category is Category.MENTOR_CONDUCT else frozenset()
    try:
        escalation.raise_by_person(
            services, viewer, about=viewer.person_id, category=category, words=form.words, accused=accused
        )  # fmt: skip
    except InvalidInputError as error:
        return page(
            request, "complaint.html", status=422, typed=form, kinds=COMPLAINTS,
            problems=error.fields or {"words": error.message},
        )  # fmt: skip
    return RedirectResponse("/flags/raised", status_code=303)


@door.get("/flags/{flag_id}", needs=Permission.Flag.REVIEW)
def flag(request: Request, services: Wired, viewer: Looking, flag_id: str) -> Response:
    """One flag, opened: its evidence, its clock, what can be done. Opening is recorded."""
    return show_flag(request, services, viewer, flag_id)


def show_flag(
    request: Request, services: Services, viewer: Viewer, flag_id: str, *, status: int = 200,
    problems: dict[str, str] | None = None, typed: MoveForm | None = None,
) -> Response:  # fmt: skip
    """The flag's page, with what was typed if a move did not go through."""
    acting = escalation.load_acting(services.settings.policies_dir)
    return page(
        request, "flag.html", status=status, view=escalation.flag_for_desk(services, viewer, flag_id), acting=acting,
        problems=problems or {}, typed=typed or MoveForm(move=""), levels=list(Level)[1:],
        notices=escalation.notices_of(services, viewer, flag_id), route_roles=services.escalation.body.route_roles,
        case=suite_drafts.offer_at_desk(services, viewer, flag_id),
    )  # fmt: skip


@door.post("/flags/{flag_id}/moves", needs=Permission.Flag.REVIEW)
def move(
    request: Request, services: Wired, viewer: Looking, flag_id: str, form: Annotated[MoveForm, Form()]
) -> Response:
    """Make a move; what it lacks is said beside its form."""
    try:
        make_desk_move(services, viewer, flag_id, form)
    except InvalidInputError as error:
        problems = error.fields or {"move": error.message}
        return show_flag(request, services, viewer, flag_id, status=422, problems=problems, typed=form)
    except ConflictError as error:
        problems = {"move": f"{error.message} {error.next_step}"}
        return show_flag(request, services, viewer, flag_id, status=409, problems=problems, typed=form)
    return RedirectResponse("/queue" if form.move == "close" else f"/flags/{flag_id}", status_code=303)


@door.get("/flags/{flag_id}/mine", needs=Permission.Flag.READ_OWN)
def my_flag(request: Request, services: Wired, viewer: Looking, flag_id: str, problem: str = "") -> Response:
    """A flag about me: I read it first, and it is honest about who was told."""
    return show_my_flag(request, services, viewer, flag_id)


def show_my_flag(
    request: Request, services: Services, viewer: Viewer, flag_id: str, *, status: int = 200, problem: str = "",
    typed: str = "",
) -> Response:  # fmt: skip
    """The student's page of a flag, with the safety card where the lane is safety."""
    mine = escalation.flag_about_me(services, viewer, flag_id)
    card = escalation.safety_card(services, mine, viewer) if mine.lane == "safety" else None
    return page(
        request, "flag_mine.html", status=status, flag=mine, card=card, problem=problem, typed=typed,
        offer=suite_drafts.offer_to_writer(services, viewer, flag_id),
    )  # fmt: skip


@door.post("/flags/{flag_id}/mine", needs=Permission.Flag.READ_OWN)
def my_move(
    request: Request, services: Wired, viewer: Looking, flag_id: str, form: Annotated[MoveForm, Form()]
) -> Response:
    """Agree, soften, add, ask for time, or take the last step back."""
    try:
        make_care_move(services, viewer, flag_id, form)
    except (InvalidInputError, ConflictError) as error:
        fields: dict[str, Any] = getattr(error, "fields", {})
        problem = next(iter(fields.values()), f"{error.message} {error.next_step}")
        return show_my_flag(request, services, viewer, flag_id, status=422, problem=problem, typed=form.words)
    return RedirectResponse(f"/flags/{flag_id}/mine", status_code=303)


@door.get("/flags/{flag_id}/card/close", needs=Permission.Flag.READ_OWN)
def close_card(services: Wired, viewer: Looking, flag_id: str) -> Response:
    """Put the safety card away; it can be found again on the flag's page."""
    escalation.close_card(services, viewer, flag_id)
    return RedirectResponse("/ask", status_code=303)


@door.get("/trends", needs=Permission.Program.OVERSEE)
def trends_page(request: Request, services: Wired, viewer: Looking) -> Response:
    """Counts with small cells suppressed (C11)."""
    return page(request, "trends.html", trends=trends.trends(services, viewer))
