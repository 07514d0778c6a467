"""The table of flows against safety.md 3.2, and how one sentence is judged for one viewer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from access.flows import Circumstance, DataClass, FlowTable, Form, Kind, Labels, Recipient, may_flow
from access.viewer import Role, Viewer
from knowledge.flow_table import load_flow_table

NOW = datetime(2026, 11, 24, tzinfo=UTC)
TABLE = load_flow_table()

# safety.md 3.2 as written, cell by cell; the member and administrator columns are the paragraph below it and 3.4/F3.
# Y yes, N never or no norm, C consent, M minimum, E emergency, A aggregate, P pseudonymised.
COLUMNS = "self own_mentor other_mentor coordinator flag_owner authority outsider evaluator model member administrator"
MATRIX = """
D0  Y Y N Y N N N P P Y N
D1  Y Y N M N N N P P C N
D2  Y C N N N N N N P N N
D3  Y C N C M N N N N N N
D4  Y M N Y Y E E P N N N
D5  Y M N M Y Y N N N N N
D6  Y N N M Y E N N N N N
D7  Y Y N Y Y N N P P N N
D8  Y N N Y Y Y N N N N N
D9  Y Y N Y Y E N N N N N
D10 Y M N Y Y E N A N N N
"""
# Where the matrix says "only ...": the condition that must hold beside the verdict.
CONDITIONS = {
    ("D2", "model"): "model_enabled",  # "only if campus enabled it"
    ("D4", "coordinator"): "flag_owner on_duty shared",  # "on-duty only"
    ("D4", "evaluator"): "synthetic",  # "synthetic/P"
    ("D5", "authority"): "reporting_duty",  # "per T1-T3"
    ("D6", "self"): "own_words",  # "only what the mentee said"
    ("D6", "flag_owner"): "danger",  # "Y if danger"
    ("D7", "self"): "on_request own_words shared",  # "on request (F8/F9)"
    ("D7", "own_mentor"): "own_words",  # C1: "the mentor's own D7"
    ("D7", "coordinator"): "shared",  # "Y if shared"
    ("D7", "flag_owner"): "flagged",  # "Y if flagged"
    ("D7", "model"): "model_enabled",  # 3.4: D0 and D1 only, unless the campus says more
    ("D8", "authority"): "sexual",  # "if sexual"
    ("D10", "coordinator"): "flag_owner on_duty shared",  # "owner + duty"
}
LETTER = dict(
    zip(["yes", "never", "consent", "minimum", "emergency", "aggregate", "pseudonymised"], "YNCMEAP", strict=True)
)


def written_matrix() -> dict[tuple[str, str], str]:
    """The matrix above as (class, recipient) -> letter."""
    rows = [line.split() for line in MATRIX.strip().splitlines()]
    return {(row[0], column): letter for row in rows for column, letter in zip(COLUMNS.split(), row[1:], strict=True)}


def labels(data_class: DataClass, **changes: object) -> Labels:
    """A sentence of mentee m1, said to the assistant, unless told otherwise."""
    made = Labels(said_by="m1", about=frozenset({"m1"}), data_class=data_class, kind=Kind.CHAT)
    return replace(made, **changes)  # type: ignore[arg-type]


def viewer(person_id: str, role: Role, **relations: frozenset[str]) -> Viewer:
    """A viewer of the program."""
    return Viewer(person_id=person_id, program_id="p", roles=frozenset({role}), **relations)


MENTOR = viewer("t1", Role.MENTOR, mentor_of=frozenset({"m1"}))
COORDINATOR = viewer("c1", Role.COORDINATOR)


def test_the_table_agrees_with_the_matrix_of_safety_md() -> None:
    table = {(c.value, r.value): LETTER[norm.verdict] for (c, r), norm in TABLE.norms.items()}

    assert table == written_matrix()


def test_the_tables_conditions_are_those_the_matrix_words() -> None:
    table = {(c.value, r.value): " ".join(sorted(norm.when)) for (c, r), norm in TABLE.norms.items() if norm.when}

    assert table == CONDITIONS


def test_every_cell_cites_a_rule() -> None:
    assert [cell for cell, norm in TABLE.norms.items() if not norm.cites] == []


@pytest.mark.parametrize("cell", [(c, r) for c in (DataClass.D0, DataClass.D8) for r in Recipient])
def test_a_table_with_a_hole_is_refused(cell: tuple[DataClass, Recipient]) -> None:
    norms = {key: norm for key, norm in TABLE.norms.items() if key != cell}

    with pytest.raises(ValueError, match=f"{cell[0]} to {cell[1]}"):
        FlowTable(version="1", norms=norms)


@pytest.mark.parametrize(
    ("data_class", "form"),
    [
        (DataClass.D0, Form.WORDS),
        (DataClass.D1, Form.WORDS),
        (DataClass.D2, Form.NOTHING),
        (DataClass.D3, Form.NOTHING),
        (DataClass.D4, Form.MINIMUM),
        (DataClass.D5, Form.MINIMUM),
        (DataClass.D6, Form.NOTHING),
        (DataClass.D8, Form.NOTHING),
        (DataClass.D10, Form.MINIMUM),
    ],
)
def test_what_a_mentee_said_reaches_the_mentor_as_the_class_allows(data_class: DataClass, form: Form) -> None:
    assert may_flow(labels(data_class), MENTOR, TABLE, NOW).form is form


@pytest.mark.parametrize("consent", ["t1", "mentor"])
@pytest.mark.parametrize("data_class", [DataClass.D2, DataClass.D3])
def test_consent_for_the_item_opens_it_to_the_mentor(data_class: DataClass, consent: str) -> None:
    assert may_flow(labels(data_class, consent=frozenset({consent})), MENTOR, TABLE, NOW).words


@pytest.mark.parametrize("data_class", [DataClass.D4, DataClass.D5, DataClass.D6, DataClass.D8])
def test_consent_opens_nothing_where_the_table_asks_for_none(data_class: DataClass) -> None:
    assert not may_flow(labels(data_class, consent=frozenset({"t1", "mentor"})), MENTOR, TABLE, NOW).words


@pytest.mark.parametrize("data_class", list(DataClass))
def test_a_former_mentor_sees_nothing_even_with_an_old_consent(data_class: DataClass) -> None:
    former = viewer("t1", Role.MENTOR)
    said = labels(data_class, said_to=frozenset({"t1"}), consent=frozenset({"t1", "mentor"}))

    assert may_flow(said, former, TABLE, NOW).form is Form.NOTHING


def test_a_new_mentor_needs_the_mentees_approval_for_what_an_earlier_one_was_told() -> None:
    told = labels(DataClass.D1, said_to=frozenset({"t0"}))

    assert may_flow(told, MENTOR, TABLE, NOW).form is Form.NOTHING
    assert may_flow(replace(told, consent=frozenset({"mentor"})), MENTOR, TABLE, NOW).words


def test_an_earlier_mentors_notes_do_not_pass_to_the_next() -> None:
    assert may_flow(labels(DataClass.D7, said_by="t0"), MENTOR, TABLE, NOW).form is Form.NOTHING
    assert may_flow(labels(DataClass.D7, said_by="t1"), MENTOR, TABLE, NOW).words


def test_a_mentee_reads_a_mentors_note_on_request_and_not_before() -> None:
    me = viewer("m1", Role.MENTEE, mentee_of=frozenset({"t1"}))
    note = labels(DataClass.D7, said_by="t1")

    assert may_flow(note, me, TABLE, NOW).form is Form.NOTHING
    assert may_flow(note, me, TABLE, NOW, frozenset({Circumstance.ON_REQUEST})).words


@pytest.mark.parametrize("data_class", [c for c in DataClass if c not in (DataClass.D0, DataClass.D9)])
def test_what_one_mentee_says_of_another_does_not_reach_the_other(data_class: DataClass) -> None:
    other = viewer("m2", Role.MENTEE, mentee_of=frozenset({"t1"}))
    said = labels(data_class, about=frozenset({"m1", "m2"}))

    assert may_flow(said, other, TABLE, NOW).form in (Form.NOTHING, Form.STATUS)


def test_a_group_shares_logistics_and_of_goals_what_was_agreed() -> None:
    fellow = viewer("m2", Role.MENTEE, partners=frozenset({"m1"}))

    assert may_flow(labels(DataClass.D0), fellow, TABLE, NOW).words
    assert may_flow(labels(DataClass.D1), fellow, TABLE, NOW).form is Form.NOTHING
    assert may_flow(labels(DataClass.D1, consent=frozenset({"m2"})), fellow, TABLE, NOW).words
    assert may_flow(labels(DataClass.D3, consent=frozenset({"m2"})), fellow, TABLE, NOW).form is Form.NOTHING


def test_a_same_age_partner_is_a_partner_even_where_paired_as_mentor() -> None:
    partner = viewer("m2", Role.MENTOR, mentor_of=frozenset({"m1"}), partners=frozenset({"m1"}))

    assert may_flow(labels(DataClass.D1), partner, TABLE, NOW).form is Form.NOTHING


def test_a_complaint_reaches_nobody_it_is_about() -> None:
    about_me = labels(DataClass.D8, about=frozenset({"c1"}), kind=Kind.COMPLAINT)
    duty = frozenset({Circumstance.FLAG_OWNER, Circumstance.ON_DUTY})

    assert may_flow(about_me, COORDINATOR, TABLE, NOW, duty).form is Form.NOTHING
    assert may_flow(about_me, viewer("c2", Role.COORDINATOR), TABLE, NOW, duty).words


def test_a_flag_about_a_mentors_conduct_is_no_flag_to_the_mentor() -> None:
    flag = labels(DataClass.D10, about=frozenset({"m1", "t1"}), kind=Kind.COMPLAINT)

    assert may_flow(flag, MENTOR, TABLE, NOW).form is Form.NOTHING


def test_an_emergency_opens_only_with_its_record() -> None:
    said = labels(DataClass.D4)

    assert may_flow(said, Recipient.AUTHORITY, TABLE, NOW).form is Form.NOTHING
    assert may_flow(said, Recipient.AUTHORITY, TABLE, NOW, frozenset({Circumstance.EMERGENCY_RECORDED})).words


def test_what_has_expired_flows_to_nobody() -> None:
    said = labels(DataClass.D1, expires=NOW - timedelta(seconds=1))

    assert may_flow(said, MENTOR, TABLE, NOW).form is Form.NOTHING
    assert may_flow(replace(said, expires=NOW + timedelta(days=1)), MENTOR, TABLE, NOW).words


def test_a_sentence_about_two_people_flows_only_as_far_as_for_each() -> None:
    both = labels(DataClass.D1, about=frozenset({"m1", "m9"}))

    assert may_flow(both, MENTOR, TABLE, NOW).form is Form.NOTHING


@pytest.mark.parametrize("data_class", list(DataClass))
def test_a_stranger_and_an_administrator_are_shown_nothing(data_class: DataClass) -> None:
    stranger = Viewer(person_id="x", program_id="p", roles=frozenset())

    assert may_flow(labels(data_class), stranger, TABLE, NOW).form is Form.NOTHING
    assert may_flow(labels(data_class), viewer("a", Role.ADMINISTRATOR), TABLE, NOW).form is Form.NOTHING
