"""Random role x object x action against an independent restatement; `TRELLIS_LONG=1` runs the million of issue 5."""

import os
import random
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from access.permits import permit
from access.rules import HOLDERS, Thing
from access.viewer import Role, Viewer

CHECKS = 1_000_000 if os.environ.get("TRELLIS_LONG") else 60_000
PEOPLE = ["a", "b", "c"]
# The rules again, in words of their own: who may, and what must be so. Written without looking at the table's types.
RESTATED = """
session.read       mentor:pair mentee:pair coordinator:any
session.prepare    mentor:pair
session.note       mentor:pair
draft.read         mentor:theirs
draft.review       mentor:theirs
conversation.ask   mentee:own mentor:own
conversation.read  mentee:own mentor:own
conversation.hand_over mentee:own
flag.raise         mentee:any mentor:theirs coordinator:any
flag.review        coordinator:any-but-own
flag.read_own      mentee:own mentor:wrote
goal.read          mentee:own mentor:theirs
goal.write         mentee:own mentor:theirs
check_in.send      mentor:theirs
check_in.answer    mentee:own
statement.share    mentee:own
statement.erase    mentee:own
statement.read_own mentee:own mentor:wrote
library.read       mentee:any mentor:any coordinator:any evaluator:any administrator:any
library.keep       coordinator:any
program.oversee    coordinator:any
program.administer administrator:any
program.evaluate   evaluator:any coordinator:any
program.audit      coordinator:any-but-own administrator:any-but-own
program.break_glass coordinator:any-but-own administrator:any-but-own
"""
LINES = {line.split()[0]: [grant.split(":") for grant in line.split()[1:]] for line in RESTATED.strip().splitlines()}


def expected(viewer: Viewer, permission: StrEnum, thing: Thing) -> bool:
    """What the words above say, as plainly as can be."""
    if thing.program_id != viewer.program_id or viewer.person_id in thing.accused:
        return False
    return any(role in viewer.roles and holds(how, viewer, thing) for role, how in LINES[permission])


def holds(how: str, viewer: Viewer, thing: Thing) -> bool:
    """One condition of the words above."""
    me = viewer.person_id
    owner = list(thing.about) if thing.about else [thing.author]
    return {
        "any": True,
        "any-but-own": me not in thing.about,
        "pair": thing.pairing in viewer.pairings,
        "theirs": len(thing.about) > 0 and all(each in viewer.mentor_of for each in thing.about),
        "own": owner == [me],
        "wrote": thing.author == me,
    }[how]


def random_checks(count: int, seed: int) -> Iterator[tuple[Viewer, StrEnum, Thing]]:
    """Viewers, permissions and things drawn from a small world, so that relations often hold."""
    rng = random.Random(seed)
    permissions = sorted(HOLDERS)
    for _ in range(count):
        yield (
            Viewer(
                person_id=rng.choice(PEOPLE), program_id=rng.choice("pq"), roles=some(rng, list(Role)),
                mentor_of=some(rng, PEOPLE), pairings=some(rng, ["x", "y"]),
            ),
            rng.choice(permissions),
            Thing(
                program_id=rng.choice("pq"), about=some(rng, PEOPLE), author=rng.choice([*PEOPLE, ""]),
                pairing=rng.choice(["x", "y", ""]), accused=some(rng, PEOPLE) if rng.random() < 0.2 else frozenset(),
            ),
        )  # fmt: skip


def some(rng: random.Random, values: list[Any]) -> frozenset[Any]:
    """A random subset."""
    return frozenset(value for value in values if rng.random() < 0.5)


def test_the_permits_and_their_restatement_never_disagree() -> None:
    disagreements = [each for each in random_checks(CHECKS, seed=5) if permit(*each) != expected(*each)]

    assert disagreements == []


def test_the_random_world_grants_and_denies_enough_to_mean_something() -> None:
    granted = sum(permit(*each) for each in random_checks(5_000, seed=6))

    assert 500 < granted < 4_500


def test_every_permission_is_restated() -> None:
    assert set(LINES) == set(map(str, HOLDERS))
