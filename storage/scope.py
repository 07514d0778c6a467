"""Whose rows are in sight: the relations of safety.md part 3 as SQL, one small question each.

Every collection starts from one of these; none has a query without one. Relations come with the Viewer, read fresh for
each request, so access ends when a pairing does (C6).
"""

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from access.viewer import Role, Viewer
from core.errors import NotAllowedError
from storage.system import SystemViewer
from storage.tables.pairings import PairingMemberRow, PairingRow
from storage.tables.programs import MembershipRow

Looking = Viewer | SystemViewer
Condition = ColumnElement[bool]
Column = InstrumentedAttribute[str]
OVERSEERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


def in_program(viewer: Looking, program_id: Column) -> Condition:
    """Rows of the viewer's program; the system sees all programs unless it names one."""
    return program_id == viewer.program_id if viewer.program_id else true()


def oversees(viewer: Looking) -> bool:
    """Whether the viewer answers for the whole program: a coordinator, or the system."""
    return isinstance(viewer, SystemViewer) or viewer.has(Role.COORDINATOR)


def people(viewer: Looking, person_id: Column) -> Condition:
    """People whose name the viewer may know: themselves, their open pairings; the program's, for who answers for it."""
    if isinstance(viewer, SystemViewer) or any(viewer.has(role) for role in OVERSEERS):
        members = select(MembershipRow.person_id).where(in_program(viewer, MembershipRow.program_id))
        return person_id.in_(members) if viewer.program_id else true()
    companions = select(PairingMemberRow.mentee_id).where(PairingMemberRow.pairing_id.in_(viewer.pairings))
    known = {viewer.person_id} | viewer.mentor_of | viewer.mentee_of
    return or_(person_id.in_(known), person_id.in_(companions))


def pairings(viewer: Looking, pairing_id: Column, program_id: Column) -> Condition:
    """The viewer's own open pairings; the program's, for a coordinator."""
    if oversees(viewer):
        return in_program(viewer, program_id)
    return pairing_id.in_(viewer_of(viewer).pairings)


def history(viewer: Looking, pairing_id: Column, program_id: Column) -> Condition:
    """Pairings whose logistics (D0) the viewer may see: open ones, and earlier ones of a mentee who is theirs now."""
    if oversees(viewer):
        return in_program(viewer, program_id)
    viewer = viewer_of(viewer)
    earlier = (
        select(PairingMemberRow.pairing_id)
        .join(PairingRow, PairingRow.id == PairingMemberRow.pairing_id)
        .where(
            PairingMemberRow.mentee_id.in_({viewer.person_id} | viewer.mentor_of),
            PairingRow.program_id == viewer.program_id,
        )
    )
    return or_(pairing_id.in_(viewer.pairings), pairing_id.in_(earlier))


def own(viewer: Looking, person_id: Column, program_id: Column) -> Condition:
    """What belongs to the viewer alone."""
    if isinstance(viewer, SystemViewer):
        return in_program(viewer, program_id)
    return and_(person_id == viewer.person_id, program_id == viewer.program_id)


def mentees(viewer: Looking, mentee_id: Column, program_id: Column) -> Condition:
    """Rows about a mentee: the mentee's own, their mentor's, the program's for a coordinator."""
    if oversees(viewer):
        return in_program(viewer, program_id)
    viewer = viewer_of(viewer)
    return and_(program_id == viewer.program_id, mentee_id.in_({viewer.person_id} | viewer.mentor_of))


def coordinators_only(viewer: Looking, program_id: Column) -> Condition:
    """Rows only a coordinator (or the system) sees; for everyone else there are none."""
    return in_program(viewer, program_id) if oversees(viewer) else false()


def viewer_of(viewer: Looking) -> Viewer:
    """The Viewer, once the system has been ruled out."""
    if isinstance(viewer, SystemViewer):
        raise TypeError("the system was ruled out before")
    return viewer


def must_oversee(viewer: Looking) -> None:
    """Raise NotAllowedError unless the viewer answers for the program: coordinator, administrator, or the system."""
    if isinstance(viewer, Viewer) and not any(viewer.has(role) for role in OVERSEERS):
        raise NotAllowedError("Only a coordinator or an administrator can do this.")
