"""What a model may be used for is dated data: complete, and never wider than the rule: nothing from D3 on leaves."""

from pathlib import Path

import pytest

from access.flows import DataClass
from assistant.writing.masking import Masker
from assistant.writing.sending import Customs
from core.errors import InvalidInputError
from knowledge.classing_table import load_classing_table
from knowledge.flow_table import load_flow_table
from knowledge.model_table import FEATURES, MAY_LEAVE, load_model_table
from knowledge.policy import POLICIES
from tests.unit.writing.test_model_boundary import NOW


def test_every_feature_says_what_leaves_and_why() -> None:
    table = load_model_table()

    assert set(table.features) == set(FEATURES)
    assert all(one.leaves <= MAY_LEAVE and len(one.because.split()) > 4 for one in table.features.values())
    assert table.features["prep"].leaves == {DataClass.D0, DataClass.D1}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("leaves: [D0, D2]", "leaves: [D0, D4]", "D4 never leaves"),
        ("  propose:\n", "  suggest:\n", "propose"),
        ("needs: rephraser", "needs: judge", "needs writer or rephraser"),
        ("kept_minutes: 60 ", "kept_minutes: long ", "kept_minutes"),
        ("rest_seconds: 60", "rest_seconds: 0", "rest_seconds"),
    ],
)
def test_a_table_that_would_let_more_out_or_says_less_is_not_read(
    tmp_path: Path, old: str, new: str, said: str
) -> None:  # fmt: skip
    text = (POLICIES / "models.yaml").read_text()
    (tmp_path / "models.yaml").write_text(text.replace(old, new, 1))

    with pytest.raises(InvalidInputError, match=said):
        load_model_table(tmp_path)


def test_a_class_the_table_leaves_out_stays_here_whatever_the_flows_say() -> None:
    made = {"flows": load_flow_table(), "classing": load_classing_table(), "masker": Masker(), "now": NOW}

    wide = Customs(**made, enabled=True)
    narrow = Customs(**made, enabled=True, classes=frozenset({DataClass.D0, DataClass.D1}))

    assert wide.lets_out("When is the math lab open?", DataClass.D2)
    assert not narrow.lets_out("When is the math lab open?", DataClass.D2)
