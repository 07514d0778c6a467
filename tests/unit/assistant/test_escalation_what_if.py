"""What a proposed policy would change, before it is switched on."""

from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from assistant.escalating.what_if import NOBODY, Told, as_plain, differing, try_policy
from assistant.safety.levels import Category, Level
from assistant.safety.policy import EscalationPolicy, load_escalation
from assistant.safety.screening import Item, load_screen
from cli.policy import command

CASES = [
    ("meals", Item(texts=("I've been making myself throw up after dinner",))),
    ("library", Item(texts=("when is the library open",))),
]


def with_default(category: Category, level: Level) -> EscalationPolicy:
    """The policy in force with another default for one category."""
    policy = load_escalation()
    row = policy.body.categories[category].model_copy(update={"default": level})
    categories = {**policy.body.categories, category: row}
    return replace(policy, body=policy.body.model_copy(update={"categories": categories}))


def test_the_same_policy_changes_nothing() -> None:
    screen = load_screen(None)

    assert try_policy(screen, screen.policy, CASES).differences == ()


def test_a_lower_default_shows_the_flag_that_would_be_lost_and_who_would_not_be_told() -> None:
    tried = try_policy(load_screen(None), with_default(Category.EATING, Level.S1), CASES)

    (lost,) = tried.of("lost")
    assert (lost.case_id, tried.flagged) == ("meals", (1, 0))
    assert "coordinator queue" in lost.no_longer_told
    assert as_plain(tried)["flagged"] == {"before": 1, "after": 0}


def test_a_difference_has_the_kind_that_matters_most() -> None:
    s2 = Told(level=Level.S2, category="eating", lane="care", people=("program coordinator",))
    s3 = replace(s2, level=Level.S3, lane="safety")

    kinds = [differing("x", a, b) for a, b in ((NOBODY, s2), (s2, NOBODY), (s2, s3), (s3, s2), (s2, s2))]

    assert [one.kind if one else "" for one in kinds] == ["gained", "lost", "raised", "lowered", ""]
    assert differing("x", s2, replace(s2, people=("ombuds office",))).kind == "told"  # type: ignore[union-attr]


def test_the_policies_as_they_stand_have_no_holes() -> None:
    result = CliRunner().invoke(command, ["check", "--today", "2026-12-01"])

    assert result.exit_code == 0, result.output
    assert "no holes" in result.output


def test_a_policy_with_a_hole_is_told_and_fails(tmp_path: Path) -> None:
    import shutil

    from knowledge.policy import POLICIES

    for path in POLICIES.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    acting = tmp_path / "acting.yaml"
    acting.write_text(acting.read_text().replace("    claimed: A coordinator has taken this on.\n", "", 1))

    result = CliRunner().invoke(command, ["check", "--folder", str(tmp_path)])

    assert result.exit_code == 1
    assert "told.safety.claimed" in result.output


def test_a_review_that_is_overdue_is_told_and_does_not_fail() -> None:
    result = CliRunner().invoke(command, ["check", "--today", "2031-01-01"])

    assert result.exit_code == 0
    assert "escalation.yaml was to be reviewed" in result.output
