"""Which counts may be released: over k people or more, and giving nobody away by subtraction (C11).

Two subtractions are refused: within one table (a hidden cell is the total less the shown ones) and between two reports
(the same count before and after one person came). People are told apart by id here and nowhere after.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

People = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Released:
    """Counts by cell, None where hidden; the total, None where it is hidden too; and whom each shown count rests on.

    `groups` is what the next report must be compared with. It holds ids: it never leaves the store.
    """

    cells: dict[str, int | None]
    total: int | None
    groups: tuple[People, ...] = field(default=(), repr=False)


def release(cells: Mapping[str, People], k: int, earlier: Iterable[People] = ()) -> Released:
    """Decide a table of counts over people. `earlier` are the groups behind every count released before.

    A person may stand in several cells. Raises ValueError for k below 2, which would protect nobody.
    """
    if k < 2:
        raise ValueError("k must be at least 2")
    before = tuple(earlier)
    everybody: People = frozenset().union(*cells.values())
    shown = {name for name, people in cells.items() if may_count(people, k, before)}
    shown -= given_away(cells, shown, k)
    total_shown = may_count(everybody, k, before)
    return Released(
        cells={name: len(people) if name in shown else None for name, people in cells.items()},
        total=len(everybody) if total_shown else None,
        groups=tuple(cells[name] for name in sorted(shown)) + ((everybody,) if total_shown else ()),
    )


def may_count(people: People, k: int, earlier: Iterable[People]) -> bool:
    """Whether a count over these people tells of no fewer than k, alone and beside every count released before."""
    return len(people) >= k and all(people == other or len(people ^ other) >= k for other in earlier)


def given_away(cells: Mapping[str, People], shown: set[str], k: int) -> set[str]:
    """Cells to hide beside the small ones, smallest first, until those hidden together hold k people or none."""
    hidden = {name for name, people in cells.items() if name not in shown and people}
    more: set[str] = set()
    for name in sorted(shown, key=lambda each: (len(cells[each]), each)):
        rest: People = frozenset().union(*(cells[each] for each in hidden | more))
        if not rest or len(rest) >= k:
            break
        more.add(name)
    return more
