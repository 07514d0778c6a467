"""Everybody's names, for one purpose: to take them out of a text before it leaves (safety.md D9, 3.4)."""

from storage.database import ReadSession
from storage.people import SOMEONE_GONE, People, Person
from storage.system import Job, SystemViewer


def roster_to_mask(db: ReadSession, program_id: str) -> tuple[Person, ...]:
    """Everyone with a role in this program, whoever is looking: a name outside one's view must not leave either.

    Never show what comes back to anyone; hand it to a Masker. Who was erased has no name any more and is left out.
    """
    system = SystemViewer(job=Job.ROSTER, program_id=program_id)
    return tuple(one for one in People(db, system).all() if one.name != SOMEONE_GONE)
