"""The escalation table has no holes."""

import pytest

from assistant.safety.levels import Category, Lane, Level
from assistant.safety.policy import load_escalation
from core.errors import InvalidInputError

RANKS = (Level.S1, Level.S2, Level.S3, Level.S4)
CELLS = [(category, level) for category in Category for level in RANKS]


@pytest.mark.parametrize(("category", "level"), CELLS)
def test_every_category_at_every_level_obliges_someone(category: Category, level: Level) -> None:
    cell = load_escalation().obligation(category, level)

    assert cell.routes
    assert cell.paged
    assert cell.lane is (Lane.SAFETY if level >= Level.S3 else Lane.CARE)


def test_rows_are_numbered_as_in_the_specification() -> None:
    assert [load_escalation().body.categories[c].row for c in Category] == list(range(1, 25))


def test_a_mentor_complaint_is_hidden_from_the_mentor_at_every_level() -> None:
    cells = [load_escalation().obligation(Category.MENTOR_CONDUCT, level) for level in RANKS]

    assert all(cell.mentor_sees == cell.mentor_told == "" for cell in cells)


def test_a_chain_one_deep_does_not_start(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from knowledge.policy import POLICIES

    text = (POLICIES / "escalation.yaml").read_text("utf-8")
    short = text.replace("[on_call_coordinator, deputy_coordinator, dean_on_call]", "[on_call_coordinator]")
    (tmp_path / "escalation.yaml").write_text(short, "utf-8")

    with pytest.raises(InvalidInputError, match="chain"):
        load_escalation(tmp_path)
