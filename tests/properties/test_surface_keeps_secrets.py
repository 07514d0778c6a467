"""Non-interference over the whole surface: every address, export, feed, draft and log line, with and without secrets.

The long version takes each secret by itself for everybody, and times it: `python -m bench.surface.run`.
"""

from pathlib import Path

import pytest

from bench.surface.campus import Campus
from bench.surface.compare import bundles, compare, compare_tellings
from bench.surface.secrets import SECRETS, Secret

PEOPLE = ("mia", "gus", "tara", "theo", "cora", "dee", "val", "adam", "")
LEAST = 25  # answers a person, or the walk has gone blind


@pytest.mark.parametrize(("secrets", "people"), bundles(PEOPLE), ids=lambda each: "+".join(map(str, each[:2]))[:20])
def test_who_may_not_know_sees_the_same_bytes(
    campus: Campus, tmp_path: Path, secrets: tuple[Secret, ...], people: tuple[str, ...]
) -> None:
    found = compare(campus, secrets, tmp_path, people=people)

    assert found.compared >= LEAST * len(people)
    assert not found.differences, "\n".join(map(str, found.differences[:5]))


def test_who_may_know_that_there_is_one_cannot_tell_which(campus: Campus, tmp_path: Path) -> None:
    secret = next(one for one in SECRETS if one.name == "D4 a disclosure")

    found = compare_tellings(campus, secret, tmp_path, only="^/(today|pairings|sessions|reports)|/prep$")

    assert found.compared > 5
    assert not found.differences, "\n".join(map(str, found.differences[:5]))


def test_every_class_that_is_kept_from_somebody_is_planted() -> None:
    planted = {one.name.split()[0] for one in SECRETS}

    assert planted == {"D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10"}
