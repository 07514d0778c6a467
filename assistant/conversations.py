"""A mentee's question on its way: durable and screened first, answered second, nothing thought inside a transaction."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from access.flows import DataClass
from access.retention import Since, expiry
from access.viewer import Role, Viewer
from assistant.answering.answer import Answer
from assistant.answering.following import Followed, follow_up
from assistant.answering.turn import Turn
from assistant.answering.wording import Modelled, word_answer
from assistant.escalating.telling import tell
from assistant.escalation import heard_now, raise_from_screen
from assistant.modelled import ANSWERS, REPHRASE, Desk, desk_for, keep_calls
from assistant.safety.levels import Level, ScreenResult
from assistant.safety.screening import Item
from assistant.wiring import Services
from assistant.writing.model_writer import Admitted, nowhere
from assistant.writing.raising import raised
from core.errors import InvalidInputError
from core.logs import get_logger
from knowledge.document import Audience
from storage.audit import Audit
from storage.conversations import (
    Conversations,
    Question,
    start_conversation,
    store_answer,
    store_question,
)  # fmt: skip
from storage.database import ReadSession
from storage.people import People
from storage.stating import consent

MOST_CHARACTERS = 4_000
EARLIER_QUESTIONS = 20  # rule 6 of safety.md 2.3 looks back twenty turns


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with what became of it."""

    question_id: str
    conversation_id: str
    status: str
    content: dict[str, Any]
    level: str


def ask(services: Services, viewer: Viewer, text: str, *, key: str, conversation_id: str = "") -> Asked:
    """Ask one question. Sending it twice with the same `key` is sending it once.

    Write 1: the question is durable, screened, and any flag with its notice is there. Write 2: its answer.
    Raises InvalidInputError for an empty or endless question, NotFoundError for another's conversation.
    """
    heard = hear(services, viewer, text, key=key, conversation_id=conversation_id)
    return heard if isinstance(heard, Asked) else keep_answer(services, viewer, find(services, heard))


@dataclass(frozen=True, kw_only=True)
class HeardQuestion:
    """A question that is durable and screened. The desks are there where a model may make it stand alone or word its
    answer; `followed` says what became of the former."""

    question: Question
    flag_id: str
    turn: Turn
    heard: ScreenResult
    desk: Desk | None
    rephrasing: Desk | None
    followed: Followed | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """A question with the answer that was found."""

    asked: HeardQuestion
    answer: Answer


def hear(
    services: Services, viewer: Viewer, text: str, *, key: str, conversation_id: str = "", show: Admitted = nowhere
) -> HeardQuestion | Asked:
    """Everything before the answer is looked for. A question answered already comes back as it was (Asked)."""
    text = check_question(text)
    first = "" if conversation_id else begun_by(services, viewer, key)
    with services.database.read() as db:
        before = what_came_before(db, viewer, conversation_id)
        known = Conversations(db, viewer).asked_with(conversation_id or first, key)
        shelf = "+".join(sorted(audiences_of(viewer)))
        desk = desk_for(db, services, viewer, ANSWERS, audience=shelf, show=show)
        rephrasing = desk_for(db, services, viewer, REPHRASE, audience=shelf) if before.all_calm else None
    if known is not None and known.answer is not None:
        return asked(known, known.answer.status, known.answer.content)
    heard = listen(services, text, before.texts, minor=before.minor)
    question, flag_id = keep_question(
        services, viewer, text, heard, key=key, conversation_id=conversation_id or first, begins=bool(first)
    )  # fmt: skip
    turn = turn_of(services, viewer, text, before.texts, heard, seen=before.urgent)
    return HeardQuestion(
        question=question, flag_id=flag_id, turn=turn, heard=heard, desk=desk, rephrasing=rephrasing
    )  # fmt: skip


async def make_stand_alone(heard: HeardQuestion) -> HeardQuestion:
    """Let a model make a calm follow-up stand alone, with no connection held; as it was where none may or can."""
    desk = heard.rephrasing
    if desk is None:
        return heard
    followed = await follow_up(heard.turn, desk.models, desk.caller, desk.customs)
    return replace(heard, followed=followed, turn=replace(heard.turn, stands_alone=followed.question))


def find(services: Services, heard: HeardQuestion) -> Found:
    """The answer from the library."""
    return Found(asked=heard, answer=services.answering.answer(heard.turn))


async def word(found: Found) -> Modelled | None:
    """Let a model word what was found, with no connection held and no thread waiting; None where none may."""
    desk, turn = found.asked.desk, found.asked.turn
    return await word_answer(turn, found.answer, desk.writer, desk.caller, desk.customs) if desk else None


def keep_answer(services: Services, viewer: Viewer, found: Found, modelled: Modelled | None = None) -> Asked:
    """Write 2: the answer, and what a model's part in it cost. A worry of the model's goes to a person (S2)."""
    heard = found.asked
    answer = modelled.answer if modelled else found.answer
    content, made_with = content_of(answer, heard.flag_id), dict(answer.made_with)
    if modelled:
        content["model"] = modelled.plain()
        made_with["model"] = modelled.status.value
    with services.database.write(Audit(actor=viewer.person_id, action="question.answer")) as db:
        kept = store_answer(db, viewer, heard.question.id, status=answer.status, content=content, made_with=made_with)
        if heard.rephrasing and heard.followed:
            keep_calls(db, viewer, heard.rephrasing.caller, heard.followed.status)
        if modelled and heard.desk:
            keep_calls(db, viewer, heard.desk.caller, modelled.status, modelled.admitted, modelled.refused)
        if modelled and modelled.worry:
            raise_from_screen(
                db, services, viewer, raised(heard.heard, heard.turn.text), about=frozenset({viewer.person_id}),
                origin_kind="question", origin_id=heard.question.id, words=heard.turn.text,
            )  # fmt: skip
    get_logger().info("answered", question_id=heard.question.id, rule=str(answer.status))
    return asked(heard.question, kept.status, kept.content)


def check_question(text: str) -> str:
    """The words without outer space; refuses none and too many."""
    text = text.strip()
    if not text:
        raise InvalidInputError("There was no question.", fields={"text": "Type your question, then send it."})
    if len(text) > MOST_CHARACTERS:
        raise InvalidInputError(
            "The question is too long.", fields={"text": f"Keep it under {MOST_CHARACTERS:,} characters."}
        )
    return text


@dataclass(frozen=True, kw_only=True)
class Before:
    """What the conversation held: the mentee's words, oldest first; whether they are a minor (M1); how many questions
    were answered with a reviewed reply to danger; whether none of them held any concern."""

    texts: tuple[str, ...] = ()
    minor: bool
    urgent: int = 0
    all_calm: bool = True


def what_came_before(db: ReadSession, viewer: Viewer, conversation_id: str) -> Before:
    """The conversation so far. Raises NotFoundError for another's."""
    minor = People(db, viewer).me().is_minor
    if not conversation_id:
        return Before(minor=minor)
    questions = Conversations(db, viewer).get(conversation_id).questions
    return Before(
        texts=tuple(one.text for one in questions if one.text)[-EARLIER_QUESTIONS:], minor=minor,
        urgent=sum(1 for one in questions if one.screen_level >= Level.S3),
        all_calm=all(one.screen_level == Level.S0 for one in questions),
    )  # fmt: skip


def keep_question(
    services: Services, viewer: Viewer, text: str, heard: ScreenResult, *, key: str, conversation_id: str,
    begins: bool,
) -> tuple[Question, str]:  # fmt: skip
    """Write 1. A crash after it loses nothing: the page shows the question and can ask it again."""
    expires = private_until(services)
    with services.database.write(Audit(actor=viewer.person_id, action="question.ask")) as db:
        if begins and not Conversations(db, viewer).has(conversation_id):
            start_conversation(db, viewer, conversation_id)
        question = store_question(
            db, viewer, conversation_id, text=text, idempotency_key=key, screen_level=heard.level,
            data_class=DataClass.D2, expires_at=expires,
        )  # fmt: skip
        flag_id = raise_from_screen(
            db, services, viewer, heard, about=frozenset({viewer.person_id}), origin_kind="question",
            origin_id=question.id, words=text,
        )  # fmt: skip
    return question, flag_id


def listen(services: Services, text: str, earlier: tuple[str, ...], *, minor: bool) -> ScreenResult:
    """What these words say, heard with and without what came before.

    What earlier turns raised stays raised and is not raised anew, and does not keep a later question about something
    else from its answer (safety.md 2.3 rule 8: "on that topic"). Said again, it counts again.
    """
    alone = Item(texts=(text,), minor=minor)
    if not earlier:
        (heard,) = services.screen.batch([alone])
        return heard_now(heard, heard, 0)
    told = Item(texts=(*earlier, text), places=tuple(range(len(earlier) + 1)), minor=minor)
    with_history, by_itself = services.screen.batch([told, alone])
    return heard_now(with_history, by_itself, len(earlier))


def turn_of(
    services: Services, viewer: Viewer, text: str, earlier: tuple[str, ...], heard: ScreenResult, *, seen: int
) -> Turn:
    """The question as the answering steps see it: whose shelf it may be answered from follows the role (C7).

    `seen`: how many urgent replies this conversation holds already, so that the next is no copy (L7).
    """
    words = ""
    if heard.category is not None and heard.level >= Level.S3:
        today = services.clock.now().date()
        words = services.replies.text(heard.category, heard.level, today=today, seen=seen)
    return Turn(text=text, previous=earlier, audiences=audiences_of(viewer), screen=heard, screen_text=words)


def audiences_of(viewer: Viewer) -> frozenset[Audience]:
    """Which documents may answer this person."""
    if viewer.has(Role.COORDINATOR):
        return frozenset(Audience)
    if viewer.has(Role.MENTOR):
        return frozenset({Audience.EVERYONE, Audience.MENTOR})
    return frozenset({Audience.EVERYONE})


def private_until(services: Services) -> datetime | None:
    """When private words (D2) said now must be gone (C8), by the retention policy."""
    return expiry(DataClass.D2, {Since.SAID: services.clock.now()}, services.retention)


def content_of(answer: Answer, flag_id: str) -> dict[str, Any]:
    """The answer as plain values, with the flag it led to, so that the page can say who was told."""
    return {**answer.plain(), "flag_id": flag_id}


def asked(question: Question, status: str, content: dict[str, Any]) -> Asked:
    """A question with its answer."""
    return Asked(
        question_id=question.id, conversation_id=question.conversation_id, status=status, content=content,
        level=question.screen_level,
    )  # fmt: skip


def begun_by(services: Services, viewer: Viewer, key: str) -> str:
    """The id of the conversation that a first question with this key begins: sent twice, it begins one."""
    said = f"conversation:{viewer.program_id}:{viewer.person_id}:{key}"
    return f"conversation_{services.database.keyring.blind(said)[:20]}"


def start(services: Services, viewer: Viewer) -> str:
    """Start a new conversation of one's own; returns its id."""
    with services.database.write(Audit(actor=viewer.person_id, action="conversation.start")) as db:
        return start_conversation(db, viewer)


def hand_over(services: Services, viewer: Viewer, question_id: str) -> str:
    """Share exactly this question with one's mentors (C3); returns its conversation. Raises InvalidInputError."""
    if not viewer.mentee_of:
        raise InvalidInputError(
            "You have no mentor right now.", next_step="Your coordinator can help: the office is on your home page."
        )
    with services.database.write(Audit(actor=viewer.person_id, action="question.hand_over")) as db:
        question = Conversations(db, viewer).question(question_id)
        for mentor in sorted(viewer.mentee_of):
            consent(db, viewer, question.statement_id, mentor)
            tell(db, services, viewer.program_id, mentor, "mentor", key=f"shared:{question_id}")
    return question.conversation_id
