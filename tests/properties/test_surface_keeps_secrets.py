"""Non-interference over the whole surface: every address, export, feed, draft and log line, with and without secrets.

The long version takes each secret by itself for everybody, and times it: `python -m bench.surface.run`.
"""

from pathlib import Path

import pytest

from bench.surface.campus import Campus
from bench.surface.compare import compare, compare_tellings
from bench.surface.secrets import SECRETS, Secret

LEAST = 25  # answers a person, or the walk has gone blind
D8_DESK, ENROLLED = "D8 a complaint about the coordinator", "D9 somebody is enrolled"
TOGETHER: dict[str, tuple[str, ...]] = {
    "everything but the roster and a group": ("gus", "theo", "val", "adam", ""),
    "the roster and a group": ("mia", "gus", ""),
    "all that a mentor may not know": ("tara",),
    "all that no coordinator may know": ("cora",),
    "a complaint about the coordinator": ("cora",),
}


def secrets_for(bundle: str) -> tuple[Secret, ...]:
    """Secrets that may be planted together, because none of the people of the bundle may know of any."""
    open_to = [one for one in SECRETS if not (one.words | one.minimum) & set(TOGETHER[bundle])]
    if bundle == "a complaint about the coordinator":
        return tuple(one for one in open_to if one.name == D8_DESK)
    if bundle == "all that no coordinator may know":
        return tuple(one for one in open_to if one.name not in (D8_DESK, ENROLLED))
    return tuple(open_to)


@pytest.mark.parametrize("bundle", TOGETHER)
def test_who_may_not_know_sees_the_same_bytes(campus: Campus, tmp_path: Path, bundle: str) -> None:
    people = TOGETHER[bundle]

    found = compare(campus, secrets_for(bundle), tmp_path, people=people)

    assert found.compared >= LEAST * len(people)
    assert not found.differences, "\n".join(map(str, found.differences[:5]))


def test_each_secret_is_kept_from_somebody_here() -> None:
    tried = {one.name for bundle in TOGETHER for one in secrets_for(bundle)}

    assert tried == {one.name for one in SECRETS}


def test_who_may_know_that_there_is_one_cannot_tell_which(campus: Campus, tmp_path: Path) -> None:
    secret = next(one for one in SECRETS if one.name == "D4 a disclosure")

    found = compare_tellings(campus, secret, tmp_path, only="^/(today|pairings|sessions|reports)|/prep$")

    assert found.compared > 5
    assert not found.differences, "\n".join(map(str, found.differences[:5]))


def test_every_class_that_is_kept_from_somebody_is_planted() -> None:
    planted = {one.name.split()[0] for one in SECRETS}

    assert planted == {"D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10"}
