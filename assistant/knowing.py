"""A mentee's say over what is kept about them: share, take back, contest, export, erase."""

from typing import Any

from access.flows import Circumstance
from access.viewer import Viewer
from assistant.wiring import Services
from core.errors import InvalidInputError
from storage.audit import Audit
from storage.audit_log import AuditLog
from storage.check_ins import CheckIns
from storage.conversations import Conversations
from storage.database import ReadSession
from storage.erasure import erase_person
from storage.goals import Goals
from storage.people import People
from storage.statements import Statements
from storage.stating import consent, withdraw
from storage.stating import contest as mark_contested

WORD = "ERASE"


def share(services: Services, viewer: Viewer, statement_id: str) -> None:
    """Agree to this exact sentence reaching one's mentors of today (C3). Raises NotFoundError, InvalidInputError."""
    if not viewer.mentee_of:
        raise InvalidInputError("You have no mentor to share it with right now.")
    with services.database.write(Audit(actor=viewer.person_id, action="statement.share")) as db:
        for mentor in sorted(viewer.mentee_of):
            consent(db, viewer, statement_id, mentor)


def unshare(services: Services, viewer: Viewer, statement_id: str) -> None:
    """Take it back. Raises ConflictError once it was delivered."""
    with services.database.write(Audit(actor=viewer.person_id, action="statement.unshare")) as db:
        for mentor in sorted(viewer.mentee_of):
            withdraw(db, viewer, statement_id, mentor)


def contest(services: Services, viewer: Viewer, statement_id: str) -> None:
    """Say that a sentence about oneself is not right."""
    with services.database.write(Audit(actor=viewer.person_id, action="statement.contest")) as db:
        mark_contested(db, viewer, statement_id)


def export(services: Services, viewer: Viewer) -> dict[str, Any]:
    """Everything kept about the viewer, as plain values (F9: the right to inspect). Exporting is recorded."""
    with services.database.read() as db:
        everything = gathered(db, viewer)
    services.database.record(
        Audit(actor=viewer.person_id, action="person.export", object_kind="person", object_id=viewer.person_id)
    )
    return everything


def gathered(db: ReadSession, viewer: Viewer) -> dict[str, Any]:
    """The parts of an export."""
    me = People(db, viewer).me()
    statements = Statements(db, viewer, frozenset({Circumstance.ON_REQUEST}))
    own = {one.id: one for one in (*statements.about([viewer.person_id]), *statements.said_by_me())}
    return {
        "person": {"name": me.name, "email": me.email, "roles": sorted(me.roles), "courses": list(me.profile.courses)},
        "statements": [
            {
                "id": one.id, "kind": str(one.kind), "text": one.text, "class": str(one.labels.data_class),
                "written": one.created_at.isoformat(), "by_me": one.labels.said_by == viewer.person_id,
            }
            for one in sorted(own.values(), key=lambda one: (one.created_at, one.id))
        ],
        "goals": [
            {
                "text": goal.text, "kind": goal.kind, "area": goal.area, "status": goal.status, "shared": goal.shared,
                "progress": [{"date": p.on_date.isoformat(), "value": p.value} for p in goal.progress],
            }
            for goal in Goals(db, viewer).of([viewer.person_id])
        ],
        "check_ins": [
            {"sent": one.sent_at.isoformat(), "ratings": one.ratings, "shared": one.shared_with_mentor}
            for one in CheckIns(db, viewer).of([viewer.person_id])
        ],
        "answers": [
            {"asked": one.asked_at.isoformat(), "question": one.text, "answer": one.answer.content["text"]}
            for conversation in Conversations(db, viewer).all()
            for one in conversation.questions
            if one.answer
        ],
        "seen_by": [
            {"at": entry.at.isoformat(), "who": entry.actor_role, "did": entry.action, "why": entry.reason}
            for entry in AuditLog(db, viewer).about_me()
        ],
    }  # fmt: skip


def erase(services: Services, viewer: Viewer, *, confirm: str) -> None:
    """Erase everything of and about the viewer, for good. Raises InvalidInputError without the word, ConflictError
    while somebody still works on their safety."""
    if confirm.strip().upper() != WORD:
        raise InvalidInputError(
            "Nothing was erased.", fields={"confirm": f"Type {WORD} to confirm."},
            next_step="Go back, type the word, and send it again.",
        )  # fmt: skip
    erase_person(services.database, viewer.person_id, actor=viewer.person_id, reason="own_request")
