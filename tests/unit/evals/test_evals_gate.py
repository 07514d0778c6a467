"""Gates are data, and a gate that lets a dangerous mistake pass is refused."""

import pytest
from evals_makers import make_row

from core.errors import InvalidInputError
from evals.gate import Gate, apply_gate, read_gate
from evals.suite import ALL
from evals.summary import summarise

LIMIT = {"scorer": "level", "at_least": 0.9, "because": "for the sake of it"}
QUIET = {"scorer": "false_emergency", "failures_at_most": 0, "because": "never page anybody"}


def gate(*limits, cases=1):
    return Gate.model_validate({"gate": "g", "version": "1", "cases_at_least": cases, "limits": list(limits)})


def test_a_gate_holds_and_falls_with_its_reason():
    good = summarise("escalation", [make_row(f"c{n}") for n in range(10)])
    bad = summarise("escalation", [make_row(f"c{n}", {"level": "S1"}) for n in range(10)])

    assert all(f.held for f in apply_gate(gate(LIMIT, QUIET), good))
    fallen = [f for f in apply_gate(gate(LIMIT, QUIET), bad) if not f.held]
    assert [f.limit for f in fallen] == ["level"]
    assert "at least 90.0% wanted" in fallen[0].told


def test_a_gate_without_a_limit_of_zero_on_a_dangerous_mistake_is_refused():
    summary = summarise("escalation", [make_row()])

    with pytest.raises(InvalidInputError, match="false_emergency"):
        apply_gate(gate(LIMIT), summary)
    with pytest.raises(InvalidInputError, match="false_emergency"):
        apply_gate(gate(LIMIT, {**QUIET, "failures_at_most": 1}), summary)


def test_a_limit_on_what_was_never_measured_falls():
    summary = summarise("escalation", [make_row()])
    unmeasured = {"scorer": "cites", "at_least": 0.5, "because": "documents matter"}

    assert [f.limit for f in apply_gate(gate(unmeasured, QUIET), summary) if not f.held] == ["cites"]
    assert all(f.held for f in apply_gate(gate(unmeasured, QUIET), summary, whole=False))


def test_a_suite_cannot_pass_by_being_nearly_empty():
    summary = summarise("escalation", [make_row()])

    assert not apply_gate(gate(LIMIT, QUIET, cases=2), summary)[-1].held


@pytest.mark.parametrize(
    "limit",
    [
        {"scorer": "level", "because": "no bound at all"},
        {"scorer": "level", "at_least": 0.5, "failures_at_most": 2, "because": "two bounds"},
        {"scorer": "no_such", "at_least": 0.5, "because": "no such scorer"},
        {"scorer": "level", "at_least": 0.5, "because": "short"},
        {"scorer": "level", "at_leest": 0.5, "because": "misspelt bound"},
    ],
)
def test_a_limit_that_says_nothing_is_refused(tmp_path, limit):
    import yaml

    path = tmp_path / "g.yaml"
    path.write_text(yaml.safe_dump({"gate": "g", "version": "1", "cases_at_least": 1, "limits": [limit]}))

    with pytest.raises(InvalidInputError):
        read_gate(path)


def test_every_suite_has_a_readable_gate():
    for suite in ALL.values():
        assert read_gate(suite.gate).gate == suite.name


def test_the_model_suite_borrows_cases_its_gate_is_strict_enough_for():
    from evals.gate import check_gate
    from evals.library import load

    cases = load(ALL["model"])

    assert {case.suite for case in cases} == {"model"}
    assert len({case.id for case in cases}) == len(cases) >= 150
    check_gate(read_gate(ALL["model"].gate), cases)
