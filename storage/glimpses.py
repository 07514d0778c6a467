"""Flags as seen from off the desk: by the person they are about, by whoever raised them, by the mentor."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, or_, select

from access.viewer import Role, Viewer
from core.errors import NotFoundError
from storage.database import ReadSession
from storage.flags import Flag, closed_to, flag_value
from storage.tables.flags import FlagRow
from storage.tables.programs import MembershipRow

NOTHING, EXISTS, CATEGORY = "nothing", "exists", "category"


@dataclass(frozen=True, kw_only=True)
class Glimpse:
    """A flag for whoever may know that it is there: no evidence, no names, status for role words.

    `category` is empty unless policy lets this person know it. `open` tells a mentor whether it still goes on.
    """

    id: str
    about_id: str
    category: str
    level: str
    lane: str
    status: str
    open: bool
    outcome: str
    raised_at: datetime


class Glimpses:
    """What the subject, the raiser and the mentor may know of flags."""

    def __init__(self, db: ReadSession, viewer: Viewer) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def about_me(self) -> tuple[Flag, ...]:
        """Flags about the viewer with their evidence, oldest first; none whose telling is withheld because of danger.

        A flag raised from another student's words is not among them: those were said in confidence (category 22).
        """
        me = self.viewer.person_id
        staff = select(MembershipRow.person_id).where(
            MembershipRow.program_id == self.viewer.program_id,
            MembershipRow.role.in_([Role.MENTOR, Role.COORDINATOR]),
        )
        query = self._program().where(
            FlagRow.about_id == me,
            FlagRow.telling_withheld.is_(None),
            or_(FlagRow.raised_by == me, FlagRow.raised_by.in_(staff)),
            ~closed_to(me),
        )
        return tuple(_without_desk_words(flag_value(self.db, row, whole=True)) for row in self.db.all(query))

    def one_about_me(self, flag_id: str) -> Flag:
        """One flag about the viewer. Raises NotFoundError otherwise."""
        for flag in self.about_me():
            if flag.id == flag_id:
                return flag
        raise NotFoundError

    def raised_by_me(self) -> tuple[Glimpse, ...]:
        """Flags the viewer raised about others, with their outcome once closed: the raiser hears back.

        None that is closed to them: a case they began may have grown into one that complains about them.
        """
        me = self.viewer.person_id
        query = self._program().where(FlagRow.raised_by == me, FlagRow.about_id != me, ~closed_to(me))
        rows = self.db.all(query)
        return tuple(_glimpse(row, row.category) for row in rows)

    def of_my_mentees(self) -> tuple[Glimpse, ...]:
        """What policy lets a mentor know of flags about their mentees; nothing of complaints about the mentor."""
        me = self.viewer.person_id
        query = self._program().where(
            FlagRow.about_id.in_(self.viewer.mentor_of), FlagRow.mentor_sees != NOTHING, ~closed_to(me)
        )
        return tuple(_glimpse(row, row.category if row.mentor_sees == CATEGORY else "") for row in self.db.all(query))

    def _program(self) -> Select[FlagRow]:
        mine = FlagRow.program_id == self.viewer.program_id
        return select(FlagRow).where(mine).order_by(FlagRow.raised_at, FlagRow.id)


def open_topics(db: ReadSession, viewer: Viewer, levels: tuple[str, ...] = ("S3", "S4")) -> frozenset[str]:
    """Categories of open flags about the viewer at these levels: what keeps free answers on a topic closed (rule 8).

    For the screen, never for a page: it counts flags whose telling is withheld too.
    """
    query = select(FlagRow.category).where(
        FlagRow.program_id == viewer.program_id,
        FlagRow.about_id == viewer.person_id,
        FlagRow.level.in_(levels),
        FlagRow.closed_at.is_(None),
    )
    return frozenset(db.seen_by(viewer).all(query))


def _without_desk_words(flag: Flag) -> Flag:
    """The subject reads the evidence, which is their own, and not what the desk wrote (D10: status words only)."""
    return replace(flag, closing_words="", claimed_by="", made_with={}, duplicate_of="", telling_withheld="")


def _glimpse(row: FlagRow, category: str) -> Glimpse:
    return Glimpse(
        id=row.id, about_id=row.about_id, category=category, level=row.level, lane=row.lane, status=row.status,
        open=row.closed_at is None, outcome=row.outcome or "", raised_at=row.raised_at,
    )  # fmt: skip
