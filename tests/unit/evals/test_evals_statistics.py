"""The numbers a verdict rests on, against values worked out elsewhere."""

import pytest

from evals.statistics import bootstrap_difference, kappa, mcnemar, rule_of_three, wilson


@pytest.mark.parametrize(
    ("held", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (95, 100, 0.8882, 0.9785), (1, 2, 0.0945, 0.9055)],
)
def test_wilson_matches_published_values(held, n, low, high):
    rate = wilson(held, n)

    assert (round(rate.low, 4), round(rate.high, 4)) == (low, high)


def test_nothing_counted_is_no_rate():
    assert wilson(0, 0).value is None


@pytest.mark.parametrize(
    ("lost", "won", "p"), [(6, 0, 0.03125), (5, 0, 0.0625), (3, 3, 1.0), (0, 0, 1.0), (9, 1, 0.021484375)]
)
def test_mcnemar_is_exact(lost, won, p):
    assert mcnemar(lost, won) == pytest.approx(p, abs=1e-5)


def test_the_bootstrap_is_the_same_with_the_same_seed():
    before, after = [1.0] * 100, [1.0] * 94 + [0.0] * 6

    once = bootstrap_difference(before, after, seed=7)

    assert once == bootstrap_difference(before, after, seed=7)
    assert once[0] < -0.06 < once[1] < 0


def test_no_failure_in_three_hundred_still_allows_one_in_a_hundred():
    assert rule_of_three(300) == 0.01


def test_kappa_is_one_for_equals_and_about_zero_for_chance():
    assert kappa(["a", "b", "a"], ["a", "b", "a"]) == 1
    assert abs(kappa(["a", "a", "b", "b"], ["a", "b", "a", "b"])) < 1e-9
