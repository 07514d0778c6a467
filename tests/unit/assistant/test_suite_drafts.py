"""A decision at the desk becomes a drafted case only with consent and without identifiers."""

import pytest

from assistant.suite_drafts import FromDesk, draft_case, plainly
from core.errors import InvalidInputError
from evals.library import load_file, named


def found(**more):
    told = {"id": "7", "masked": "[person 1] says the exam was unfair", "consented": True, "decided": {"level": "S1"},
            "about": "a complaint about an exam"}  # fmt: skip
    return FromDesk(**{**told, **more})


def test_a_draft_is_a_case_the_reader_accepts(tmp_path):
    path = tmp_path / "draft.yaml"
    path.write_text(draft_case(found(), author="desk"))

    (case,) = load_file(named("escalation"), path)

    assert (case.id, case.expect) == ("desk-7", {"level": "S1"})


@pytest.mark.parametrize(
    "more",
    [{"consented": False}, {"masked": "write to a.b@c.edu"}, {"masked": "call 555-201-7788"}, {"masked": "S4410221"}],
)
def test_without_consent_or_with_an_identifier_nothing_is_drafted(more):
    with pytest.raises(InvalidInputError):
        draft_case(found(**more), author="desk")


def test_a_token_does_not_tell_a_place_in_the_roster():
    assert plainly("[PERSON_17] and [PERSON_4] know [PERSON_17]") == "[person 1] and [person 2] know [person 1]"
