"""Questions and their answers."""

from typing import Any

from fastapi.sse import EventSourceResponse
from pydantic import BaseModel, Field

from access.permissions import Permission
from api import wording
from api.guard import Looking
from api.routing import Door
from api.services import Streaming, Wired
from assistant import conversations, knowing, mentee_desk

door = Door("/v1", tags=["questions"], in_schema=True)


class QuestionIn(BaseModel):
    """A question. The same `key` again is the same question; an empty `conversation` starts one."""

    text: str = Field(min_length=1, max_length=4000)
    key: str = Field(min_length=8, max_length=100)
    conversation: str = Field(default="", max_length=64)


class AnswerOut(BaseModel):
    """An answer: its named ending, its words, facts and citations; `level` is what the screen made of the question."""

    question: str
    conversation: str
    status: str
    text: str
    facts: list[dict[str, Any]]
    citations: list[dict[str, Any]]
    handed_to: dict[str, Any] | None
    level: str


class TurnOut(BaseModel):
    """A question of a conversation, with its answer once it has one."""

    question: str
    text: str
    answer: dict[str, Any] | None


@door.post("/questions", needs=Permission.Conversation.ASK, status_code=201)
async def ask(services: Wired, viewer: Looking, question: QuestionIn) -> AnswerOut:
    """Ask: durable and screened first, answered second."""
    return answer_out(
        await wording.ask(services, viewer, question.text, key=question.key, conversation_id=question.conversation)
    )


@door.post(
    "/questions/stream", needs=Permission.Conversation.ASK,
    responses={200: {"content": {"text/event-stream": {}}, "description": "heard, sentence ..., answer (or failed)."}},
)  # fmt: skip
async def ask_and_watch(
    services: Wired, streams: Streaming, viewer: Looking, question: QuestionIn
) -> EventSourceResponse:  # fmt: skip
    """Ask, and see each sentence as soon as it is admitted; the last event is the answer as it was stored.

    Hanging up loses nothing: `heard` names the conversation that holds the answer.
    """
    return await streams.begin(
        services, viewer, question.text, lambda asked: answer_out(asked).model_dump(mode="json"), key=question.key,
        conversation_id=question.conversation,
    )  # fmt: skip


def answer_out(asked: conversations.Asked) -> AnswerOut:
    """An answer, for a program."""
    content = asked.content
    return AnswerOut(
        question=asked.question_id, conversation=asked.conversation_id, status=asked.status, text=content["text"],
        facts=content["facts"], citations=content["citations"], handed_to=content["handed_to"], level=asked.level,
    )  # fmt: skip


@door.get("/conversations/{conversation_id}", needs=Permission.Conversation.ASK)
def conversation(services: Wired, viewer: Looking, conversation_id: str) -> list[TurnOut]:
    """A conversation of one's own."""
    talk = mentee_desk.talk(services, viewer, conversation_id)
    questions = talk.conversation.questions if talk.conversation else ()
    return [
        TurnOut(question=one.id, text=one.text, answer=one.answer.content if one.answer else None)
        for one in questions
    ]  # fmt: skip


@door.post("/questions/{question_id}/hand-over", needs=Permission.Conversation.HAND_OVER, status_code=204)
def hand_over(services: Wired, viewer: Looking, question_id: str) -> None:
    """Share exactly this question with one's mentor."""
    conversations.hand_over(services, viewer, question_id)


@door.get("/about-me", needs=Permission.Statement.READ_OWN)
def about_me(services: Wired, viewer: Looking) -> dict[str, Any]:
    """Everything kept about the viewer."""
    return knowing.export(services, viewer)
