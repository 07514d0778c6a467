"""Which concern comes first: the higher level, then category 22 for routing, then rules before heads, then rows."""

from collections.abc import Iterable

from assistant.safety.levels import Category, Concern, Subject

ROWS = {category: row for row, category in enumerate(Category)}


def ordered(concerns: Iterable[Concern]) -> list[Concern]:
    """Highest first. At one level someone else's danger leads (rule 7), unless the writer's own stands beside it."""
    listed = list(concerns)
    own = {c.level for c in listed if c.subject is Subject.SELF}

    def key(concern: Concern) -> tuple[int, bool, bool, bool, int]:
        leads = concern.category is Category.THIRD_PARTY and concern.level not in own
        return (
            -int(concern.level[1]), not leads, concern.category is Category.THIRD_PARTY,
            concern.fired.startswith("head"), ROWS[concern.category],
        )  # fmt: skip

    return sorted(listed, key=key)
