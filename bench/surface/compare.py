"""The comparison: the same walk with and without a secret, for everybody who may not know of it."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.surface.campus import ROLES, Campus
from bench.surface.secrets import CANARY, Secret
from bench.surface.walk import Seen, ids_of, logged, walk

EVERYONE = (*ROLES, "")
WARMING = r"^/(?:home|about-me|ask|today|queue|pairings|people|audit)$"  # pages that write nothing


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Somebody could tell. `how` shows the first lines that differ."""

    secret: str
    person: str
    address: str
    how: str

    def __str__(self) -> str:
        return f"{self.secret} | {self.person or 'nobody'} | {self.address}\n{self.how}"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One secret: how many answers were compared, and where they differed."""

    secret: str
    compared: int
    differences: tuple[Difference, ...]


def compare(
    campus: Campus, secrets: Sequence[Secret], folder: Path, *, people: Iterable[str] = EVERYONE, only: str = ""
) -> Compared:
    """Plant these secrets in a copy of the campus and walk it, and a copy without them, as those who may know of none.

    Who may know of one walks first: what they saw must not stay in a cache for the next. Several secrets at once save
    time; where they differ, try them one by one. `only`: a pattern of addresses.
    """
    knowing = frozenset().union(*(one.words | one.minimum for one in secrets))
    kept_back = [person for person in people if person not in knowing]
    without, told = campus.copied(folder / "without"), campus.copied(folder / "told")
    leaks = [leak for one in secrets for leak in planted(one, told)]
    ids = ids_of(without, told)
    walk(told, ids=ids, people=sorted(knowing & frozenset(people)), only=WARMING)
    after = walk(told, ids=ids, people=kept_back, only=only)
    before = walk(without, ids=ids, people=kept_back, only=only)
    name = ", ".join(one.name for one in secrets)
    leaks += differing(name, kept_back, before, after) + said(name, kept_back, after)
    without.close()
    told.close()
    return Compared(secret=name, compared=sum(len(after.answers[one]) for one in kept_back), differences=tuple(leaks))


def compare_tellings(campus: Campus, secret: Secret, folder: Path, *, only: str = "") -> Compared:
    """Two tellings of one secret must look alike to those who may know that there is one."""
    one, other = campus.copied(folder / "one"), campus.copied(folder / "other")
    leaks = planted(secret, one)
    planted(secret, other, telling=1)
    ids, people = ids_of(one, other), sorted(secret.minimum)
    first, second = (walk(each, ids=ids, people=people, only=only) for each in (one, other))
    leaks += differing(secret.name, people, first, second) + said(secret.name, people, first)
    one.close()
    other.close()
    return Compared(
        secret=secret.name, compared=sum(len(first.answers[each]) for each in people), differences=tuple(leaks)
    )  # fmt: skip


def planted(secret: Secret, campus: Campus, *, telling: int = 0) -> list[Difference]:
    """Plant a secret; a word of it in a line of the log is a leak to whoever reads logs."""
    with logged() as lines:
        secret.plant(campus, secret.texts[telling])
    spoken = CANARY in lines.getvalue().lower()
    return [Difference(secret=secret.name, person="log", address="planting", how="its words")] if spoken else []


def said(name: str, people: Iterable[str], seen: Seen) -> list[Difference]:
    """Answers that hold the canary itself: a cache may show it in both walks alike."""
    return [
        Difference(secret=name, person=person, address=address, how="its words")
        for person in people for address, answer in seen.answers[person].items() if CANARY in answer[2].lower()
    ]  # fmt: skip


def differing(secret: str, people: Iterable[str], first: Seen, second: Seen) -> list[Difference]:
    found = []
    for person in people:
        for address, answer in first.answers[person].items():
            other = second.answers[person].get(address)
            if other != answer:
                found.append(Difference(secret=secret, person=person, address=address, how=shown(answer, other)))
        if first.logs[person] != second.logs[person]:
            how = shown((0, "", first.logs[person]), (0, "", second.logs[person]))
            found.append(Difference(secret=secret, person=person, address="log", how=how))
    return found


def shown(first: tuple[int, str, str], second: tuple[int, str, str] | None) -> str:
    if second is None:
        return "no answer"
    lines = [f"{one[0]}\n{one[1]}\n{one[2]}".splitlines() for one in (first, second)]
    changed = [line for line in difflib.unified_diff(*lines, lineterm="", n=0) if line[:1] in "+-"][2:]
    changed = changed[2:] if len(changed) > 2 and "content-length" in changed[0] else changed
    return "\n".join(line[:300] for line in changed[:6])
