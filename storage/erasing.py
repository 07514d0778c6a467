"""Which rows an erasure deletes and which it empties, table by table. `erasure.py` says when."""

from collections.abc import Callable

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.sql import Select

from storage.database import WriteSession
from storage.pairings import ENDED
from storage.stating import forget
from storage.system import Job, SystemViewer
from storage.tables.accounts import AccountRow, SignInAttemptRow, SignInLinkRow, SignInRow
from storage.tables.break_glass import BreakGlassRow
from storage.tables.conversations import AnswerRow, ConversationRow, QuestionRow
from storage.tables.drafts import DraftRow, DraftSentenceRow
from storage.tables.flags import FlagMoveRow, FlagRow, NoticeRow, ReferralRow
from storage.tables.goals import CheckInRow, GoalProgressRow, GoalRow
from storage.tables.model_calls import ModelCallRow
from storage.tables.pairings import PairingMemberRow, PairingRow
from storage.tables.programs import MembershipRow, PersonRow
from storage.tables.records import AutosaveRow, TrainingRow
from storage.tables.sessions import DeadlineRow, NoteRow
from storage.tables.statements import StatementConsentRow, StatementRow, StatementSubjectRow
from storage.viewers import OPEN


def empty_rows(db: WriteSession, person_id: str) -> dict[str, int]:
    """Delete or empty everything of and about a person; returns how many rows by table. Safe to repeat."""
    db = db.seen_by(SystemViewer(job=Job.ERASURE))
    return {name: step(db, person_id) for name, step in STEPS.items()}


def _statements(db: WriteSession, person_id: str) -> int:
    """Sentences sealed with their key: what is about them, and what they said of themselves or nobody."""
    about = select(StatementSubjectRow.statement_id).where(StatementSubjectRow.person_id == person_id)
    near = select(StatementRow).where(or_(StatementRow.said_by == person_id, StatementRow.id.in_(about)))
    theirs = [row.id for row in db.all(near) if person_id in row.owners]
    forget(db, theirs)
    consents = StatementConsentRow
    either = or_(consents.given_by == person_id, consents.recipient_id == person_id)
    db.execute(delete(consents).where(either))
    return len(theirs)


def _notes(db: WriteSession, person_id: str) -> int:
    """Notes left without a sentence."""
    left = exists().where(StatementRow.origin_id == NoteRow.id)
    return db.execute(delete(NoteRow).where(~left))


def _goals(db: WriteSession, person_id: str) -> int:
    theirs = select(GoalRow.id).where(GoalRow.mentee_id == person_id)
    db.execute(delete(GoalProgressRow).where(GoalProgressRow.goal_id.in_(theirs)))
    return db.execute(delete(GoalRow).where(GoalRow.mentee_id == person_id))


def _conversations(db: WriteSession, person_id: str) -> int:
    theirs = select(ConversationRow.id).where(ConversationRow.person_id == person_id)
    questions = select(QuestionRow.id).where(QuestionRow.conversation_id.in_(theirs))
    db.execute(delete(AnswerRow).where(AnswerRow.question_id.in_(questions)))
    db.execute(delete(QuestionRow).where(QuestionRow.conversation_id.in_(theirs)))
    return db.execute(delete(ConversationRow).where(ConversationRow.person_id == person_id))


def _drafts(db: WriteSession, person_id: str) -> int:
    """Lines that rest on their words go; the draft's frame stays, without what it was made from."""
    lines = [row.id for row in _owned(db, select(DraftSentenceRow), person_id)]
    db.execute(delete(DraftSentenceRow).where(DraftSentenceRow.id.in_(lines)))
    drafts = [row for row in db.all(select(DraftRow)) if person_id in row.about]
    for row in drafts:
        row.inputs_sealed = None
        row.blocks = [block for block in row.blocks if person_id not in str(block.get("key", ""))]
    return len(lines) + len(drafts)


def _flags(db: WriteSession, person_id: str) -> int:
    """Evidence and reasons go; that there was a flag, when and how it ended stays, as the audit does."""
    theirs = select(FlagRow.id).where(FlagRow.about_id == person_id)
    db.execute(update(FlagMoveRow).where(FlagMoveRow.flag_id.in_(theirs)).values(words_sealed=None))
    waiting = NoticeRow.sent_at.is_(None) & or_(NoticeRow.flag_id.in_(theirs), NoticeRow.recipient_id == person_id)
    db.execute(update(NoticeRow).where(waiting).values(given_up_at=db.now))
    return db.execute(
        update(FlagRow)
        .where(FlagRow.about_id == person_id)
        .values(concerns_sealed=None, closing_sealed=None, closed_at=db.now, version=FlagRow.version + 1)
    )


def _glass(db: WriteSession, person_id: str) -> int:
    """The reason's words go; that somebody opened what was closed, when, and by which code stays, as the audit does."""
    theirs = BreakGlassRow.about_id == person_id
    return db.execute(update(BreakGlassRow).where(theirs).values(reason_sealed=None, told_at=db.now))


def _autosaves(db: WriteSession, person_id: str) -> int:
    theirs = [row.id for row in _owned(db, select(AutosaveRow), person_id)]
    return db.execute(delete(AutosaveRow).where(AutosaveRow.id.in_(theirs)))


def _pairings(db: WriteSession, person_id: str) -> int:
    """Their places in pairings go; a pairing without a mentor or a mentee has ended."""
    gone = db.execute(delete(PairingMemberRow).where(PairingMemberRow.mentee_id == person_id))
    left = exists().where(PairingMemberRow.pairing_id == PairingRow.id)
    lonely = (PairingRow.status == OPEN) & or_(PairingRow.mentor_id == person_id, ~left)
    ended = {"status": ENDED, "ended_on": db.now.date(), "ended_reason": "erased"}
    return gone + db.execute(update(PairingRow).where(lonely).values(**ended))


def _door(db: WriteSession, person_id: str) -> int:
    blind = select(PersonRow.email_blind).where(PersonRow.id == person_id)
    db.execute(delete(SignInAttemptRow).where(SignInAttemptRow.email_blind.in_(blind)))
    return sum(db.execute(delete(table).where(table.person_id == person_id)) for table in DOOR)


def _person(db: WriteSession, person_id: str) -> int:
    """The row stays as an empty place, so that references hold."""
    db.execute(delete(MembershipRow).where(MembershipRow.person_id == person_id))
    row = db.one(select(PersonRow).where(PersonRow.id == person_id))
    row.name_sealed = row.email_sealed = row.email_blind = row.profile_sealed = None
    row.closed_at = row.closed_at or db.now
    row.erased_at = row.erased_at or db.now
    return 1


def _owned(db: WriteSession, query: Select[object], person_id: str) -> list[DraftSentenceRow | AutosaveRow]:
    rows = db.all(query)
    return [row for row in rows if isinstance(row, DraftSentenceRow | AutosaveRow) and person_id in row.owners]


def _rows(table: type[CheckInRow] | type[DeadlineRow] | type[ReferralRow]) -> Callable[[WriteSession, str], int]:
    return lambda db, person_id: db.execute(delete(table).where(table.mentee_id == person_id))


def _training(db: WriteSession, person_id: str) -> int:
    return db.execute(delete(TrainingRow).where(TrainingRow.person_id == person_id))


def _model_calls(db: WriteSession, person_id: str) -> int:
    """Digests of what left on their behalf go with them."""
    return db.execute(delete(ModelCallRow).where(ModelCallRow.person_id == person_id))


DOOR = (AccountRow, SignInRow, SignInLinkRow)
STEPS: dict[str, Callable[[WriteSession, str], int]] = {
    "statements": _statements,
    "notes": _notes,
    "goals": _goals,
    "check_ins": _rows(CheckInRow),
    "deadlines": _rows(DeadlineRow),
    "conversations": _conversations,
    "drafts": _drafts,
    "flags": _flags,
    "break_glass": _glass,
    "referrals": _rows(ReferralRow),
    "autosaves": _autosaves,
    "training_ledger": _training,
    "model_calls": _model_calls,
    "pairings": _pairings,
    "accounts": _door,
    "people": _person,
}
"""In order: what refers to another row goes before it. A test asks that every table with a person in it has a step."""
