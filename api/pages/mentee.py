"""The mentee's desk: home, ask, check-ins, what it knows about me."""

from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.sse import EventSourceResponse
from pydantic import BaseModel

from access.permissions import Permission
from access.viewer import Viewer
from api import wording
from api.guard import Looking
from api.pages.render import page
from api.routing import Door
from api.services import Streaming, Wired
from assistant import checking_in, conversations, keeping, mentee_desk
from assistant.escalation import before_confiding, card_for_conversation, safety_card
from assistant.wiring import Services
from core.errors import InvalidInputError

door = Door(tags=["mentee"])
Text = Annotated[str, Form()]
HERE = "question:ask"


@door.get("/home", needs=Permission.CheckIn.ANSWER)
def home(request: Request, services: Wired, viewer: Looking, done: str = "") -> Response:
    """What did we agree, and can I ask something?"""
    return page(request, "home.html", desk=mentee_desk.home(services, viewer), done=done, card=None)


@door.get("/ask", needs=Permission.Conversation.ASK)
def ask_page(request: Request, services: Wired, viewer: Looking, conversation: str = "") -> Response:
    """The conversation so far, and a place to ask."""
    return show_talk(request, services, viewer, conversation)


def show_talk(
    request: Request, services: Services, viewer: Viewer, conversation_id: str, *, status: int = 200, problem: str = "",
    typed: str = "",
) -> Response:  # fmt: skip
    """The Ask page, with what was typed if it did not go through."""
    talk = mentee_desk.talk(services, viewer, conversation_id)
    waiting = keeping.kept(services, viewer, HERE)
    return page(
        request, "ask.html", status=status, talk=talk, problem=problem, typed=typed or waiting.texts.get("text", ""),
        keep_version=waiting.version, key=services.ids.new("key"), card=card_for_conversation(services, viewer),
        notice=before_confiding(services), streams=services.models is not None,
    )  # fmt: skip


@door.post("/ask", needs=Permission.Conversation.ASK)
async def ask(
    request: Request, services: Wired, viewer: Looking, text: Text = "", key: Text = "", conversation: Text = ""
) -> Response:
    """Ask: the question is durable and screened before it is answered."""
    try:
        asked = await wording.ask(
            services, viewer, text, key=key or services.ids.new("key"), conversation_id=conversation
        )  # fmt: skip
    except InvalidInputError as error:
        why = next(iter(error.fields.values()), error.message)
        again = partial(show_talk, request, services, viewer, conversation, status=422, problem=why, typed=text)
        return await to_thread.run_sync(again)
    await to_thread.run_sync(keeping.discard, services, viewer, HERE)
    return RedirectResponse(place_of(asked), status_code=303)


@door.post("/ask/stream", needs=Permission.Conversation.ASK)
async def ask_and_watch(
    services: Wired, streams: Streaming, viewer: Looking, text: Text = "", key: Text = "", conversation: Text = ""
) -> EventSourceResponse:
    """The same, for the page's script: each sentence as soon as it is admitted, then where the stored answer is."""
    stream = await streams.begin(
        services, viewer, text, lambda asked: {"at": place_of(asked)}, key=key or services.ids.new("key"),
        conversation_id=conversation,
    )  # fmt: skip
    await to_thread.run_sync(keeping.discard, services, viewer, HERE)
    return stream


def place_of(asked: conversations.Asked) -> str:
    """Where an answer is read: at the safety card where there is one."""
    anchor = "safety" if asked.level >= "S3" else asked.question_id
    return f"/ask?conversation={asked.conversation_id}#{anchor}"


@door.post("/ask/new", needs=Permission.Conversation.ASK)
def new_conversation(services: Wired, viewer: Looking) -> Response:
    """Start over, with nothing carried into the next question."""
    return RedirectResponse(f"/ask?conversation={conversations.start(services, viewer)}", status_code=303)


@door.post("/questions/{question_id}/hand-over", needs=Permission.Conversation.HAND_OVER)
def hand_over(services: Wired, viewer: Looking, question_id: str) -> Response:
    """Share exactly this question with one's mentor (C3)."""
    conversation_id = conversations.hand_over(services, viewer, question_id)
    return RedirectResponse(f"/ask?conversation={conversation_id}#{question_id}", status_code=303)


class CheckInForm(BaseModel):
    """Seven ratings from 1 to 5, each may be left out; a few words; and who may see them."""

    study_habits: int | None = None
    planning: int | None = None
    connections: int | None = None
    money: int | None = None
    health: int | None = None
    wellbeing: int | None = None
    career: int | None = None
    text: str = ""
    share: str = ""

    def ratings(self) -> dict[str, int]:
        """The areas that were rated."""
        rated = {area: getattr(self, area) for area in checking_in.AREAS}
        return {area: value for area, value in rated.items() if value is not None}


@door.get("/check-ins/{check_in_id}", needs=Permission.CheckIn.ANSWER)
def check_in(request: Request, services: Wired, viewer: Looking, check_in_id: str) -> Response:
    """The one-minute check-in."""
    one = checking_in.waiting(services, viewer, check_in_id)
    return page(request, "check_in.html", one=one, areas=checking_in.AREAS, problems={}, typed=CheckInForm())


@door.post("/check-ins/{check_in_id}", needs=Permission.CheckIn.ANSWER)
def answer_check_in(
    request: Request, services: Wired, viewer: Looking, check_in_id: str, form: Annotated[CheckInForm, Form()]
) -> Response:
    """Answer it; the words are screened in the same transaction."""
    try:
        heard, _ = checking_in.answer(
            services, viewer, check_in_id, ratings=form.ratings(), text=form.text, share=form.share == "yes"
        )
    except InvalidInputError as error:
        one = checking_in.waiting(services, viewer, check_in_id)
        return page(
            request, "check_in.html", status=422, one=one, areas=checking_in.AREAS, problems=error.fields, typed=form
        )  # fmt: skip
    if heard.level >= "S3":
        card = safety_card(services, heard, viewer)
        return page(request, "home.html", desk=mentee_desk.home(services, viewer), done="check-in", card=card)
    return RedirectResponse("/home?done=check-in", status_code=303)
