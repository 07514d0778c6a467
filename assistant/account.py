"""A person's own account: their name, their preferences."""

from dataclasses import replace

from access.viewer import Viewer
from assistant.wiring import Services
from storage.audit import Audit
from storage.people import People, Person, change_profile


def me(services: Services, viewer: Viewer) -> Person:
    """The viewer as a person."""
    with services.database.read() as db:
        return People(db, viewer).me()


def prefer(services: Services, viewer: Viewer, **choices: str) -> None:
    """Keep preferences by name."""
    with services.database.write(Audit(actor=viewer.person_id, action="profile.change")) as db:
        profile = People(db, viewer).me().profile
        changed = replace(profile, preferences={**profile.preferences, **choices})
        change_profile(db, viewer, viewer.person_id, profile=changed)
