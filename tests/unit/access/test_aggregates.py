"""Counts that give nobody away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.aggregates import release

TEN = frozenset(f"p{n}" for n in range(10))
CELLS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]), st.frozensets(st.sampled_from([f"p{n}" for n in range(30)])), max_size=4
)


def test_a_cell_of_fewer_than_k_people_is_hidden_and_with_it_the_next() -> None:
    nine, twelve = frozenset(f"q{n}" for n in range(9)), frozenset(f"r{n}" for n in range(12))

    found = release({"small": nine, "ten": TEN, "twelve": twelve}, k=10)

    assert found.cells == {"small": None, "ten": None, "twelve": 12}
    assert found.total == 31


def test_a_second_report_does_not_show_the_one_person_who_came() -> None:
    first = release({"all": TEN}, k=10)

    second = release({"all": TEN | {"new"}}, k=10, earlier=first.groups)

    assert first.total == 10
    assert second.cells == {"all": None}
    assert second.total is None


def test_the_same_report_again_is_the_same() -> None:
    first = release({"all": TEN}, k=10)

    assert release({"all": TEN}, k=10, earlier=first.groups).cells == first.cells


def test_k_must_protect_somebody() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        release({"all": TEN}, k=1)


@given(cells=CELLS, later=CELLS)
def test_no_two_released_counts_differ_by_fewer_than_k_people(
    cells: dict[str, frozenset[str]], later: dict[str, frozenset[str]]
) -> None:
    first = release(cells, k=10)
    second = release(later, k=10, earlier=first.groups)

    assert all(len(one) >= 10 for one in first.groups + second.groups)
    assert all(one == two or len(one ^ two) >= 10 for one in second.groups for two in first.groups)


@given(cells=CELLS)
def test_what_is_hidden_in_a_table_holds_k_people_or_the_table_is_empty(cells: dict[str, frozenset[str]]) -> None:
    found = release(cells, k=10)

    hidden = frozenset().union(*(people for name, people in cells.items() if found.cells[name] is None))
    shown = [name for name, count in found.cells.items() if count is not None]

    assert not hidden or not shown or len(hidden) >= 10
