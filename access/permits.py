"""One question at every door: may this viewer do this, to this thing? What is not granted is denied."""

from enum import StrEnum

from access.permissions import Needs, Public, SignedIn
from access.rules import HOLDERS, JUDGING, RELATIONS, Relation, Thing, is_accused, own_case, same_program
from access.viewer import Viewer


def permit(viewer: Viewer, permission: StrEnum, thing: Thing | None = None) -> bool:
    """Whether the viewer holds the permission for the thing.

    Without a thing the question is the door's: could this role hold it for any thing at all? Ask again with the thing
    before acting. A permission that no table line grants is denied, and so is every thing of another program.
    """
    mine = [holder for holder in HOLDERS.get(permission, frozenset()) if viewer.has(holder.role)]
    if thing is None:
        return bool(mine)
    if not same_program(viewer, thing) or is_accused(viewer, thing):
        return False
    if permission in JUDGING and own_case(viewer, thing):
        return False
    return any(RELATIONS[holder.relation](viewer, thing) for holder in mine)


def opens(viewer: Viewer | None, needs: Needs) -> bool:
    """Whether a door with these needs opens: public doors to anyone, signed-in doors to any viewer."""
    if isinstance(needs, Public):
        return True
    if viewer is None:
        return False
    return isinstance(needs, SignedIn) or permit(viewer, needs)


__all__ = ["Relation", "Thing", "opens", "permit"]
