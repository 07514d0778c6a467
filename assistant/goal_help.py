"""Help with a goal's words: what they do not show yet, as questions. Nothing is rewritten and nothing is refused."""

from collections.abc import Iterable

from access.viewer import Viewer
from assistant.gathering import goal_value
from assistant.library_desk import local_day
from assistant.preparing.scenario import GoalKind
from assistant.preparing.smart import Missing, balance, missing_letters
from assistant.wiring import Services
from storage.goals import KINDS, Goal, Goals


def gaps(services: Services, viewer: Viewer, text: str, kind: str) -> tuple[Missing, ...]:
    """What the words lack; nothing for empty words or an unknown kind, which setting the goal refuses itself."""
    if not text.strip() or kind not in KINDS:
        return ()
    return missing_letters(text, local_day(services, viewer), GoalKind(kind))


def hints(goals: Iterable[Goal]) -> tuple[str, ...]:
    """Which area has no open goal yet, among these goals of one mentee."""
    return balance(tuple(goal_value(goal) for goal in goals if goal.status == "active"))


def hints_for(services: Services, viewer: Viewer, mentee_id: str) -> tuple[str, ...]:
    """The same for a mentee, among the goals the viewer may see."""
    with services.database.read() as db:
        return hints(Goals(db, viewer).of([mentee_id]))
