"""What `trellis erase` does once click has read its words."""

from collections.abc import Callable

from core.errors import NotFoundError
from core.settings import Settings
from storage.accounts import Door
from storage.database import Database
from storage.erasing_proof import Proof, search, still_standing, traces_of
from storage.erasure import erase_person
from storage.people import People
from storage.system import Job, SystemViewer

SYSTEM = SystemViewer(job=Job.ADMINISTRATION)


def found_person(database: Database, person_id: str, email: str) -> str:
    """The id of the person meant. Raises NotFoundError."""
    with database.read() as db:
        if email:
            account = Door(db).account(email)
            if account is None:
                raise NotFoundError("Nobody has that address here.", next_step="Name them by --person.")
            return account.person_id
        return People(db, SYSTEM).get(person_id).id


def erased_and_searched(
    settings: Settings, database: Database, person_id: str, reason: str, say: Callable[[str], None]
) -> tuple[dict[str, int], dict[str, int], Proof]:
    """Note what lies in the store of this person, erase them, then search every file for it.

    Returns rows by table, the frames that stay, and what the search found. A PostgreSQL server's own files are out of
    reach here: the search then covers the data folder alone, and says so.
    """
    say("noting what lies here of this person")
    traces = traces_of(database, person_id)
    say("erasing")
    done = erase_person(database, person_id, actor=SYSTEM.person_id, reason=reason)
    standing = still_standing(database, person_id)
    if not database.on_sqlite:
        say("the files of the PostgreSQL server are not searched; its rows were vacuumed")
    database.engine.dispose()
    say("searching every file")
    return done.rows, standing, search(settings.data_dir, traces)
