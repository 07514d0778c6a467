"""The safety card: there at once, whole, with today's numbers, until it is closed."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant import escalation
from assistant.escalating.lines import read_lines, ways
from assistant.safety.levels import Category, Level
from core.errors import NotFoundError
from tests.escalation_world import World, heard, make_world


@pytest.fixture
def world() -> Iterator[World]:
    world = make_world()
    world.later(days=20)  # the lines were checked on November 1
    yield world
    world.database.close()


def test_the_card_of_an_imminent_flag_holds_all_that_must_be_said(world: World) -> None:
    world.ask(result=heard("S4"))

    card = escalation.safety_card(world, heard("S4"), world.viewer("ana"))

    said = " ".join(card.lines)
    assert all(words in said for words in ("988", "911", "AI", "be with someone"))
    assert len(said.split()) <= 120
    assert card.ways[0].href == "tel:911"
    assert "tel:988" in {way.href for way in card.ways}
    assert "sms:988" in {way.href for way in card.ways}
    assert "on-call coordinator" in card.told


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize("level", [Level.S2, Level.S3, Level.S4])
def test_every_category_and_level_has_a_card_with_a_way_and_not_too_many(
    world: World, category: Category, level: Level
) -> None:
    card = escalation.safety_card(world, heard(str(level), str(category)), world.viewer("ana"))

    assert card.title
    assert card.lines
    assert card.ways
    assert len({way.detail for way in card.ways}) <= 4


def test_a_stale_number_is_not_shown_and_911_and_988_always_are() -> None:
    ids = tuple(read_lines())

    late = {way.href for way in ways(ids, date(2030, 1, 1))}

    assert late == {"tel:911", "tel:988", "sms:988"}


def test_the_card_stays_on_the_page_until_it_is_closed_and_comes_back_when_it_gets_worse(world: World) -> None:
    ana = world.viewer("ana")
    assert escalation.card_for_conversation(world, ana) is None
    flag = world.ask()
    card = escalation.card_for_conversation(world, ana)
    assert card is not None
    assert card.close_path == f"/flags/{flag}/card/close"

    escalation.close_card(world, ana, flag)
    assert escalation.card_for_conversation(world, ana) is None
    world.ask(result=heard("S4"))

    assert escalation.card_for_conversation(world, ana) is not None


def test_nobody_closes_anothers_card(world: World) -> None:
    flag = world.ask()

    with pytest.raises(NotFoundError):
        escalation.close_card(world, world.viewer("wen"), flag)


def test_a_mentors_card_speaks_to_the_helper(world: World) -> None:
    card = escalation.safety_card(world, heard("S4"), world.viewer("maya"))

    assert "secret" in " ".join(card.lines)
    assert "tel:5550160" in {way.href for way in card.ways}
    assert card.close_path == ""


def test_before_confiding_says_what_cannot_stay_private(world: World) -> None:
    said = " ".join(escalation.before_confiding(world))

    assert "cannot stay private" in said
