"""The menus: one key goes to one place, whatever roles a person holds."""

from itertools import combinations

from access.viewer import Role, Viewer
from api.pages.desks import DESKS, desks_for


def test_no_key_goes_to_two_places() -> None:
    places = {place for desk in DESKS.values() for place in desk}

    assert [pair for pair in combinations(places, 2) if pair[0].key == pair[1].key] == []


def test_a_person_with_every_role_finds_each_place_once() -> None:
    paths = [place.path for place in desks_for(Viewer(person_id="p", program_id="p", roles=frozenset(Role)))]

    assert sorted(paths) == sorted(set(paths))
