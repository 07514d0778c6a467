"""Which concern comes first: the higher level, then category 22 for routing, then the order of the table."""

from collections.abc import Iterable

from assistant.safety.levels import Category, Concern

ROWS = {category: row for row, category in enumerate(Category)}


def ordered(concerns: Iterable[Concern]) -> list[Concern]:
    """Highest first. At one level someone else's danger leads (rule 7), then rule-fired before head-fired."""
    return sorted(
        concerns,
        key=lambda c: (-int(c.level[1]), c.category is not Category.THIRD_PARTY, c.fired.startswith("head"), ROWS[c.category]),
    )
