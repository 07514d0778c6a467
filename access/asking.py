"""A permit asked in plain data: who, what, to which thing. For the examiner's cases and for trying a rule by hand."""

from collections.abc import Mapping
from typing import Any

from access.permits import permit
from access.rules import HOLDERS, Thing
from access.viewer import Role, Viewer
from core.errors import InvalidInputError

ACTIONS = {str(permission): permission for permission in HOLDERS}


def permitted(record: Mapping[str, Any]) -> bool:
    """Whether `viewer` may do `action` to `thing` (no thing: whether the door opens to the role at all).

    `viewer` has id, roles, and optionally program, mentor_of, mentee_of, pairings, partners; `thing` has optionally
    program, about, author, pairing, accused. An action that nobody ever granted is refused, not an error.
    Raises InvalidInputError for a record without a viewer or an action, or with a role that is none of ours.
    """
    try:
        viewer = viewer_in(record["viewer"])
        action = str(record["action"])
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInputError(f"a permit needs a viewer with id and roles, and an action ({error})") from None
    if action not in ACTIONS:
        return False
    thing = record.get("thing")
    return permit(viewer, ACTIONS[action], None if thing is None else thing_in(thing))


def viewer_in(record: Mapping[str, Any]) -> Viewer:
    """A viewer written as data."""
    return Viewer(
        person_id=str(record["id"]),
        program_id=str(record.get("program", "program")),
        roles=frozenset(Role(role) for role in record["roles"]),
        mentor_of=frozenset(record.get("mentor_of", ())),
        mentee_of=frozenset(record.get("mentee_of", ())),
        pairings=frozenset(record.get("pairings", ())),
        partners=frozenset(record.get("partners", ())),
    )


def thing_in(record: Mapping[str, Any]) -> Thing:
    """A thing written as data."""
    return Thing(
        program_id=str(record.get("program", "program")),
        about=frozenset(record.get("about", ())),
        author=str(record.get("author", "")),
        pairing=str(record.get("pairing", "")),
        accused=frozenset(record.get("accused", ())),
    )
