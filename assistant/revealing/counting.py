"""What an evaluator sees: counts over enough people, and nothing else (C11)."""

from access.flows import DataClass
from assistant.revealing.desks import Desk
from assistant.revealing.scenario import Standing
from assistant.revealing.shown import Shown
from assistant.revealing.texts import EVALUATOR, TOO_FEW

COUNTED = {DataClass.D0: "logistics", DataClass.D1: "goals shared with a mentor", DataClass.D10: "flag records"}
"""What may be counted: classes whose very existence is no confidence, and flags as an aggregate."""


def evaluator(desk: Desk) -> Shown:
    """Counts of people and items, each only where it rests on k people or more; about one person there is nothing."""
    k = desk.flows.smallest_group
    mentees = [p.id for p in desk.scenario.people if p.standing is Standing.MENTEE]
    lines = [EVALUATOR.format(k=k), "mentees: " + at_least(len(mentees), len(mentees), k)]
    for data_class, word in COUNTED.items():
        items = [item for item in desk.scenario.stored if item.data_class is data_class]
        people = {each for item in items for each in item.about if each in mentees}
        lines.append(f"{word}: " + at_least(len(items), len(people), k))
    return Shown(lines=tuple(lines), status="answered")


def at_least(count: int, people: int, k: int) -> str:
    """The count, or that too few people stand behind it."""
    return str(count) if people >= k else TOO_FEW.format(k=k)
