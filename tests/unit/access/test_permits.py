"""Who may do what to what."""

from enum import StrEnum

import pytest

from access.asking import permitted
from access.permissions import Permission, Public, SignedIn
from access.permits import opens, permit
from access.rules import HOLDERS, Thing
from access.viewer import Role, Viewer
from core.errors import InvalidInputError

EVERY = [p for family in vars(Permission).values() if isinstance(family, type) for p in family]  # type: ignore[attr-defined]


def viewer(*roles: Role, person_id: str = "me", **relations: frozenset[str]) -> Viewer:
    """A viewer of program p."""
    return Viewer(person_id=person_id, program_id="p", roles=frozenset(roles), **relations)


MENTOR = viewer(Role.MENTOR, mentor_of=frozenset({"m1"}), pairings=frozenset({"pair"}))
COORDINATOR = viewer(Role.COORDINATOR)


def test_every_permission_has_holders_and_no_other_has() -> None:
    assert set(EVERY) == set(HOLDERS)


def test_a_permission_that_the_table_lacks_is_denied() -> None:
    class Unheard(StrEnum):
        FLY = "fly"

    assert not permit(COORDINATOR, Unheard.FLY)
    assert not permit(COORDINATOR, Unheard.FLY, Thing(program_id="p"))


@pytest.mark.parametrize("permission", EVERY)
def test_nothing_of_another_program_is_anyones(permission: StrEnum) -> None:
    everyone = viewer(*Role, mentor_of=frozenset({"m1"}), pairings=frozenset({"pair"}))
    elsewhere = Thing(program_id="q", about=frozenset({"m1"}), author="me", pairing="pair")

    assert not permit(everyone, permission, elsewhere)


def test_a_mentor_prepares_only_for_an_open_pairing() -> None:
    assert permit(MENTOR, Permission.Session.PREPARE, Thing(program_id="p", pairing="pair"))
    assert not permit(MENTOR, Permission.Session.PREPARE, Thing(program_id="p", pairing="closed"))


def test_a_mentor_reviews_a_draft_only_while_everybody_in_it_is_theirs() -> None:
    assert permit(MENTOR, Permission.Draft.REVIEW, Thing(program_id="p", about=frozenset({"m1"})))
    assert not permit(MENTOR, Permission.Draft.REVIEW, Thing(program_id="p", about=frozenset({"m1", "m2"})))
    assert not permit(MENTOR, Permission.Draft.REVIEW, Thing(program_id="p"))


def test_a_coordinator_reads_no_mentees_conversation() -> None:
    assert not permit(
        COORDINATOR, Permission.Conversation.READ, Thing(program_id="p", about=frozenset({"m1"}), author="m1")
    )


def test_nobody_judges_their_own_case() -> None:
    assert permit(COORDINATOR, Permission.Flag.REVIEW, Thing(program_id="p", about=frozenset({"m1"})))
    assert not permit(COORDINATOR, Permission.Flag.REVIEW, Thing(program_id="p", about=frozenset({"me"})))


@pytest.mark.parametrize("permission", EVERY)
def test_a_complaint_does_not_exist_for_whom_it_is_about(permission: StrEnum) -> None:
    everyone = viewer(*Role, mentor_of=frozenset({"m1"}), pairings=frozenset({"pair"}))
    complaint = Thing(program_id="p", about=frozenset({"m1"}), author="m1", pairing="pair", accused=frozenset({"me"}))

    assert not permit(everyone, permission, complaint)


def test_doors_open_as_they_say() -> None:
    assert opens(None, Public(because="the sign-in page"))
    assert not opens(None, SignedIn(because="own settings"))
    assert opens(MENTOR, SignedIn(because="own settings"))
    assert not opens(MENTOR, Permission.Program.ADMINISTER)


def test_a_permit_is_asked_in_plain_data() -> None:
    mentor = {"id": "t", "roles": ["mentor"], "mentor_of": ["m"]}

    assert permitted({"viewer": mentor, "action": "draft.review", "thing": {"about": ["m"]}})
    assert not permitted({"viewer": mentor, "action": "draft.review", "thing": {"about": ["n"]}})
    assert not permitted({"viewer": mentor, "action": "draft.burn"})


def test_a_permit_for_nobody_is_refused_with_what_it_needs() -> None:
    with pytest.raises(InvalidInputError, match="viewer"):
        permitted({"action": "draft.review"})
