"""Making a Viewer: roles and relations as they are now, read from open pairings for each request (C6)."""

from sqlalchemy import or_, select

from access.viewer import Role, Viewer
from core.errors import NotFoundError
from storage.database import ReadSession
from storage.tables.pairings import PairingMemberRow, PairingRow
from storage.tables.programs import MembershipRow, PersonRow

OPEN = "open"
SAME_AGE = "same_age"


def load_viewer(db: ReadSession, person_id: str, program_id: str) -> Viewer:
    """The person as a Viewer. Raises NotFoundError once they are closed, erased, or hold no role here."""
    person = db.first(select(PersonRow).where(PersonRow.id == person_id))
    held = select(MembershipRow.role).where(
        MembershipRow.person_id == person_id, MembershipRow.program_id == program_id
    )
    roles = frozenset(Role(role) for role in db.all(held))
    if person is None or person.closed_at is not None or person.erased_at is not None or not roles:
        raise NotFoundError
    return _related(db, person_id, program_id, roles)


def _related(db: ReadSession, me: str, program_id: str, roles: frozenset[Role]) -> Viewer:
    mine = select(PairingMemberRow.pairing_id).where(PairingMemberRow.mentee_id == me)
    query = (
        select(PairingRow.id, PairingRow.structure, PairingRow.mentor_id, PairingMemberRow.mentee_id)
        .join(PairingMemberRow, PairingMemberRow.pairing_id == PairingRow.id)
        .where(PairingRow.program_id == program_id, PairingRow.status == OPEN)
        .where(or_(PairingRow.mentor_id == me, PairingRow.id.in_(mine)))
    )
    mentor_of, mentee_of, pairings, partners = set(), set(), set(), set()
    for pairing_id, structure, mentor_id, mentee_id in db.pairs(query):
        pairings.add(pairing_id)
        if mentor_id == me:
            mentor_of.add(mentee_id)
        else:
            mentee_of.add(mentor_id)
            partners.add(mentee_id)
        if structure == SAME_AGE:
            partners |= {mentor_id, mentee_id}
    return Viewer(
        person_id=me, program_id=program_id, roles=roles, mentor_of=frozenset(mentor_of),
        mentee_of=frozenset(mentee_of), pairings=frozenset(pairings), partners=frozenset(partners - {me}),
    )  # fmt: skip


def programs_of(db: ReadSession, person_id: str) -> tuple[str, ...]:
    """Ids of the programs a person has a role in."""
    query = select(MembershipRow.program_id).where(MembershipRow.person_id == person_id).distinct()
    return tuple(sorted(db.all(query)))
