"""Check-ins: a one-minute question from the mentor, and what the mentee chose to answer and to share."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select

from access.flows import DataClass, Kind
from access.viewer import Viewer
from core.errors import ConflictError, NotAllowedError
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.pairings import Pairings
from storage.scope import Looking
from storage.statements import Statement, Statements
from storage.stating import NewStatement, state
from storage.tables.goals import CheckInRow


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """A check-in. For a mentor one kept private looks like one not answered: that it was answered is the secret.

    `ratings` are by area, 1 to 5.
    """

    id: str
    pairing_id: str
    mentee_id: str
    channel: str
    message: str
    sent_at: datetime
    answered_at: datetime | None
    shared_with_mentor: bool
    ratings: dict[str, int]
    statements: tuple[Statement, ...]


class CheckIns:
    """A mentee's own check-ins; their mentor's view of them; for a coordinator only that they were sent."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def get(self, check_in_id: str) -> CheckIn:
        """One check-in. Raises NotFoundError for another's."""
        return self._values(self._in_sight().where(CheckInRow.id == check_in_id), required=True)[0]

    def of(self, mentee_ids: Collection[str], since: datetime | None = None) -> tuple[CheckIn, ...]:
        """Check-ins of these mentees, oldest first."""
        query = self._in_sight().where(CheckInRow.mentee_id.in_(mentee_ids))
        return self._values(query if since is None else query.where(CheckInRow.sent_at >= since))

    def _in_sight(self) -> Select[CheckInRow]:
        condition = scope.mentees(self.viewer, CheckInRow.mentee_id, CheckInRow.program_id)
        if isinstance(self.viewer, Viewer) and not scope.oversees(self.viewer):
            # What was shared with one mentor is not shared with the next (C6).
            mine = CheckInRow.pairing_id.in_(self.viewer.pairings) | (CheckInRow.mentee_id == self.viewer.person_id)
            condition = and_(condition, mine)
        return select(CheckInRow).where(condition).order_by(CheckInRow.sent_at, CheckInRow.id)

    def _values(self, query: Select[CheckInRow], *, required: bool = False) -> tuple[CheckIn, ...]:
        rows = [self.db.one(query)] if required else self.db.all(query)
        spoken = Statements(self.db, self.viewer).of_origins([row.id for row in rows])
        return tuple(self._value(row, spoken.get(row.id, ())) for row in rows)

    def _value(self, row: CheckInRow, spoken: tuple[Statement, ...]) -> CheckIn:
        message, ratings = "", {}
        answered = self._may_know(row)
        if row.message_sealed and self._takes_part(row):
            message = self.db.keyring.unseal([row.mentee_id], _place(row.id, "message"), row.message_sealed)
        if row.ratings_sealed and answered and self._takes_part(row):
            ratings = self.db.keyring.unseal_json([row.mentee_id], _place(row.id, "ratings"), row.ratings_sealed)
        return CheckIn(
            id=row.id, pairing_id=row.pairing_id, mentee_id=row.mentee_id, channel=row.channel, message=message,
            sent_at=row.sent_at, answered_at=row.answered_at if answered else None,
            shared_with_mentor=row.shared_with_mentor if answered else False, ratings=ratings,
            statements=spoken if answered else (),
        )  # fmt: skip

    def _takes_part(self, row: CheckInRow) -> bool:
        if isinstance(self.viewer, Viewer):
            return row.mentee_id in {self.viewer.person_id} | self.viewer.mentor_of
        return True

    def _may_know(self, row: CheckInRow) -> bool:
        return row.shared_with_mentor or row.mentee_id == self.viewer.person_id or not isinstance(self.viewer, Viewer)


def send_check_in(
    db: WriteSession, viewer: Viewer, *, pairing_id: str, mentee_id: str, channel: str, message: str,
    check_in_id: str = "",
) -> str:  # fmt: skip
    """Send an approved check-in to a mentee of one's own; returns its id."""
    pairing = Pairings(db, viewer).get(pairing_id)
    if pairing.mentor_id != viewer.person_id or mentee_id not in pairing.mentee_ids:
        raise NotAllowedError("A check-in goes from a mentor to a mentee of theirs.")
    check_in_id = check_in_id or db.ids.new("check_in")
    db.add(
        CheckInRow(
            id=check_in_id, program_id=viewer.program_id, pairing_id=pairing_id, mentee_id=mentee_id,
            channel=channel, shared_with_mentor=False, sent_at=db.now,
            message_sealed=db.keyring.seal([mentee_id], _place(check_in_id, "message"), message),
        )
    )  # fmt: skip
    db.touch("check_in", check_in_id, mentee_id)
    return check_in_id


def answer_check_in(
    db: WriteSession,
    viewer: Viewer,
    check_in_id: str,
    *,
    ratings: dict[str, int],
    text: str = "",
    share: bool,
    data_class: DataClass | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Answer one's own check-in, once: D1 and said to the mentor if shared, else D2; a stricter class may be given."""
    CheckIns(db, viewer).get(check_in_id)
    row = db.one(select(CheckInRow).where(CheckInRow.id == check_in_id))
    if row.mentee_id != viewer.person_id:
        raise NotAllowedError("Only the person asked answers a check-in.")
    if row.answered_at is not None:
        raise ConflictError("This check-in was answered already.")
    place = _place(check_in_id, "ratings")
    row.ratings_sealed = db.keyring.seal_json([viewer.person_id], place, dict[str, Any](ratings))
    row.answered_at, row.shared_with_mentor = db.now, share
    if text.strip():
        sentence = NewStatement(
            kind=Kind.CHECK_IN, text=text, said_by=viewer.person_id, about=frozenset({viewer.person_id}),
            said_to=viewer.mentee_of if share else frozenset(),
            data_class=data_class or (DataClass.D1 if share else DataClass.D2), expires_at=expires_at,
        )  # fmt: skip
        state(db, viewer.program_id, check_in_id, [sentence])
    db.touch("check_in", check_in_id, viewer.person_id)


def _place(check_in_id: str, column: str) -> str:
    return f"check_ins.{column}:{check_in_id}"
