"""Whether PostgreSQL's row-level security (migration 0002) holds for our role: a superuser walks through it."""

from sqlalchemy import text

from storage.database import Database

ASKED = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
WARNING = (
    "The database role is a superuser or has BYPASSRLS: row-level security, the second wall, does not hold for it."
    " Use a role made with NOSUPERUSER NOBYPASSRLS."
)


def bypassed(database: Database) -> bool:
    """Whether the second wall is walked through. On SQLite there is none to walk through."""
    if database.on_sqlite:
        return False
    with database.read() as db:
        return bool(db.pairs(ASKED)[0][0])
