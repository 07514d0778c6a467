"""Conversations: a person's own questions and what was returned. Nobody else reads them (D2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from access.flows import DataClass, Kind
from access.viewer import Viewer
from core.errors import ConflictError
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.scope import Looking
from storage.statements import Statements
from storage.stating import NewStatement, state
from storage.tables.conversations import AnswerRow, ConversationRow, QuestionRow


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was returned. `content` is the whole answer as plain values (text, citations, facts, trace, ...)."""

    id: str
    question_id: str
    status: str
    content: dict[str, Any]
    made_with: dict[str, Any]
    answered_at: datetime


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with its answer. `text` is empty once it expired (C8); `answer` is None while it is on its way."""

    id: str
    conversation_id: str
    number: int
    text: str
    statement_id: str
    screen_level: str
    asked_at: datetime
    answer: Answer | None


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """One person's questions in order."""

    id: str
    person_id: str
    started_at: datetime
    questions: tuple[Question, ...]


class Conversations:
    """The viewer's own conversations."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def get(self, conversation_id: str) -> Conversation:
        """One conversation with all its questions. Raises NotFoundError for another's."""
        row = self.db.one(self._in_sight().where(ConversationRow.id == conversation_id))
        return self._value(row)

    def latest(self) -> Conversation | None:
        """The conversation the viewer started last, if any."""
        order = (ConversationRow.started_at.desc(), ConversationRow.id.desc())
        row = self.db.first(self._in_sight().order_by(None).order_by(*order))
        return self._value(row) if row else None

    def all(self) -> tuple[Conversation, ...]:
        """Every conversation in sight, oldest first."""
        return tuple(self._value(row) for row in self.db.all(self._in_sight()))

    def question(self, question_id: str) -> Question:
        """One question. Raises NotFoundError for another's."""
        query = select(QuestionRow).join(ConversationRow, ConversationRow.id == QuestionRow.conversation_id)
        return self._questions([self.db.one(query.where(self._condition(), QuestionRow.id == question_id))])[0]

    def asked_with(self, conversation_id: str, idempotency_key: str) -> Question | None:
        """The question already asked with this key, so that sending twice is sending once."""
        query = select(QuestionRow).join(ConversationRow, ConversationRow.id == QuestionRow.conversation_id)
        row = self.db.first(
            query.where(
                self._condition(),
                QuestionRow.conversation_id == conversation_id,
                QuestionRow.idempotency_key == idempotency_key,
            )
        )
        return self._questions([row])[0] if row else None

    def has(self, conversation_id: str) -> bool:
        """Whether the viewer has this conversation."""
        own = select(ConversationRow.id).where(self._condition(), ConversationRow.id == conversation_id)
        return self.db.first(own) is not None

    def must_have(self, conversation_id: str) -> None:
        """Raise NotFoundError unless the conversation is in sight; without reading it."""
        self.db.one(select(ConversationRow.id).where(self._condition(), ConversationRow.id == conversation_id))

    def must_have_asked(self, question_id: str) -> None:
        """Raise NotFoundError unless the question is in sight; without reading it."""
        query = select(QuestionRow.id).join(ConversationRow, ConversationRow.id == QuestionRow.conversation_id)
        self.db.one(query.where(self._condition(), QuestionRow.id == question_id))

    def _condition(self) -> scope.Condition:
        return scope.own(self.viewer, ConversationRow.person_id, ConversationRow.program_id)

    def _in_sight(self) -> Select[ConversationRow]:
        order = (ConversationRow.started_at, ConversationRow.id)
        return select(ConversationRow).where(self._condition()).order_by(*order)

    def _value(self, row: ConversationRow) -> Conversation:
        query = select(QuestionRow).where(QuestionRow.conversation_id == row.id).order_by(QuestionRow.number)
        questions = self._questions(list(self.db.all(query)))
        return Conversation(id=row.id, person_id=row.person_id, started_at=row.started_at, questions=questions)

    def _questions(self, rows: list[QuestionRow]) -> tuple[Question, ...]:
        ids = [row.id for row in rows]
        spoken = Statements(self.db, self.viewer).of_origins(ids)
        answers = {row.question_id: row for row in self.db.all(select(AnswerRow).where(AnswerRow.question_id.in_(ids)))}
        owners = dict(self.db.pairs(_owners(ids)))
        found = []
        for row in rows:
            words = spoken.get(row.id, ())
            answer = answers.get(row.id)
            returned = _answer(self.db, answer, owners[row.id]) if answer else None
            said = words[0] if words else None
            found.append(_question(row, said.text if said else "", said.id if said else "", returned))
        return tuple(found)


def start_conversation(db: WriteSession, viewer: Viewer, conversation_id: str = "") -> str:
    """Start a conversation of one's own; returns its id."""
    db = db.seen_by(viewer)
    conversation_id = conversation_id or db.ids.new("conversation")
    db.add(
        ConversationRow(id=conversation_id, program_id=viewer.program_id, person_id=viewer.person_id, started_at=db.now)
    )
    db.touch("conversation", conversation_id, viewer.person_id)
    return conversation_id


def store_question(
    db: WriteSession,
    viewer: Viewer,
    conversation_id: str,
    *,
    text: str,
    idempotency_key: str,
    screen_level: str,
    data_class: DataClass = DataClass.D2,
    expires_at: datetime | None = None,
) -> Question:
    """Make a question durable (write 1). Asked again with the same key it is the same question.

    Raises ConflictError where the key was used for other words.
    """
    conversations = Conversations(db, viewer)
    conversations.must_have(conversation_id)
    before = conversations.asked_with(conversation_id, idempotency_key)
    if before is not None:
        if before.text and before.text != text:
            raise ConflictError("This question was sent already, with other words.")
        return before
    last = db.pairs(select(func.max(QuestionRow.number)).where(QuestionRow.conversation_id == conversation_id))
    row = QuestionRow(
        id=db.ids.new("question"), conversation_id=conversation_id, number=(last[0][0] or 0) + 1,
        idempotency_key=idempotency_key, screen_level=screen_level, asked_at=db.now,
    )  # fmt: skip
    db.add(row)
    sentence = NewStatement(
        kind=Kind.CHAT, text=text, said_by=viewer.person_id, about=frozenset({viewer.person_id}),
        data_class=data_class, expires_at=expires_at,
    )  # fmt: skip
    (statement_id,) = state(db, viewer.program_id, row.id, [sentence])
    db.touch("question", row.id, viewer.person_id)
    return _question(row, text, statement_id, None)


def store_answer(
    db: WriteSession, viewer: Viewer, question_id: str, *, status: str, content: dict[str, Any],
    made_with: dict[str, Any],
) -> Answer:  # fmt: skip
    """Keep what was returned (write 2). A question answered already keeps its first answer, which is returned."""
    Conversations(db, viewer).must_have_asked(question_id)
    before = db.first(select(AnswerRow).where(AnswerRow.question_id == question_id))
    if before is not None:
        return _answer(db, before, viewer.person_id)
    answer_id = db.ids.new("answer")
    sealed = db.keyring.seal_json([viewer.person_id], f"answers.content:{answer_id}", content)
    row = AnswerRow(
        id=answer_id, question_id=question_id, status=status, content_sealed=sealed, made_with=made_with,
        answered_at=db.now,
    )  # fmt: skip
    db.add(row)
    db.touch("answer", answer_id, viewer.person_id)
    return _answer(db, row, viewer.person_id)


def _question(row: QuestionRow, text: str, statement_id: str, answer: Answer | None) -> Question:
    return Question(
        id=row.id, conversation_id=row.conversation_id, number=row.number, text=text, statement_id=statement_id,
        screen_level=row.screen_level, asked_at=row.asked_at, answer=answer,
    )  # fmt: skip


def _owners(question_ids: list[str]) -> Select[str, str]:
    query = select(QuestionRow.id, ConversationRow.person_id)
    joined = query.join(ConversationRow, ConversationRow.id == QuestionRow.conversation_id)
    return joined.where(QuestionRow.id.in_(question_ids))


def _answer(db: ReadSession, row: AnswerRow, owner: str) -> Answer:
    content = db.keyring.unseal_json([owner], f"answers.content:{row.id}", row.content_sealed)
    return Answer(
        id=row.id, question_id=row.question_id, status=row.status, content=content, made_with=row.made_with,
        answered_at=row.answered_at,
    )  # fmt: skip
