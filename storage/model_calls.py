"""What was asked of a language model, without a word of it: for budgets, costs and the administrator's page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from access.viewer import Viewer
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.tables.model_calls import ModelCallRow


@dataclass(frozen=True, kw_only=True)
class ModelCall:
    """One call. `cost` is in the currency the prices were set in."""

    role: str
    feature: str
    model: str
    prompt: str
    status: str
    digest: str
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    milliseconds: int = 0
    cached: bool = False
    admitted: int = 0
    refused: int = 0


@dataclass(frozen=True, kw_only=True)
class CallsRow:
    """How many calls ended in one way, with their tokens and cost."""

    feature: str
    status: str
    calls: int
    tokens: int
    cost: float
    admitted: int
    refused: int


class ModelCalls:
    """Counts of the viewer's own calls and of the program's. Counts only: a call belongs to nobody's record."""

    def __init__(self, db: ReadSession, viewer: Viewer) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def today(self, now: datetime) -> tuple[int, int]:
        """Calls since midnight (UTC) that were not served from the cache: the viewer's, the program's."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        mine = func.count().filter(ModelCallRow.person_id == self.viewer.person_id)
        query = select(mine, func.count()).where(
            ModelCallRow.program_id == self.viewer.program_id, ModelCallRow.at >= midnight,
            ModelCallRow.cached.is_(False),
        )  # fmt: skip
        found = self.db.pairs(query)
        return (int(found[0][0]), int(found[0][1])) if found else (0, 0)

    def summary(self, now: datetime, days: int = 30) -> tuple[CallsRow, ...]:
        """The program's calls of the last days by feature and ending. Raises NotAllowedError for others."""
        scope.must_oversee(self.viewer)
        query = (
            select(
                ModelCallRow.feature, ModelCallRow.status, func.count(),
                func.sum(ModelCallRow.tokens_in + ModelCallRow.tokens_out), func.sum(ModelCallRow.cost),
                func.sum(ModelCallRow.admitted), func.sum(ModelCallRow.refused),
            )
            .where(ModelCallRow.program_id == self.viewer.program_id, ModelCallRow.at >= now - timedelta(days=days))
            .group_by(ModelCallRow.feature, ModelCallRow.status)
            .order_by(ModelCallRow.feature, ModelCallRow.status)
        )  # fmt: skip
        return tuple(
            CallsRow(feature=f, status=s, calls=int(n), tokens=int(t), cost=float(c), admitted=int(a), refused=int(r))
            for f, s, n, t, c, a, r in self.db.pairs(query)
        )


def store_call(db: WriteSession, viewer: Viewer, call: ModelCall) -> None:
    """Keep one call's figures."""
    row = ModelCallRow(
        id=db.ids.new("call"), program_id=viewer.program_id, person_id=viewer.person_id, at=db.now, **vars(call)
    )
    db.add(row)
    db.touch("model_call", row.id, viewer.person_id)
