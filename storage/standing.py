"""For whom a transaction looks, told to PostgreSQL: what its row-level security goes by (migration 0002)."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from access.viewer import Role, Viewer
from storage.system import SystemViewer

STANDING = "trellis_standing"
SETTINGS = ("person", "program", "near", "pairings", "wide", "job")
SET = text("SELECT " + ", ".join(f"set_config('trellis.{name}', :{name}, true)" for name in SETTINGS))


def stand_for(orm: Session, viewer: Viewer | SystemViewer) -> None:
    """Say for whom the transaction looks from here on. The settings end with the transaction."""
    if orm.get_bind().dialect.name == "postgresql" and orm.info.get(STANDING) != viewer:
        orm.execute(SET, _settings(viewer))
        orm.info[STANDING] = viewer


def stand_for_actor(orm: Session, person_id: str, program_id: str = "") -> None:
    """Stand for the person a write is recorded for, until somebody looks: their own rows and no others."""
    if orm.get_bind().dialect.name == "postgresql" and STANDING not in orm.info:
        alone = {"person": person_id, "near": person_id, "program": program_id}
        orm.execute(SET, {**dict.fromkeys(SETTINGS, ""), **alone})


def _settings(viewer: Viewer | SystemViewer) -> dict[str, str]:
    if isinstance(viewer, SystemViewer):
        return {**dict.fromkeys(SETTINGS, ""), "job": str(viewer.job)}
    near = {viewer.person_id} | viewer.mentor_of | viewer.partners
    return {
        "person": viewer.person_id, "program": viewer.program_id, "near": " ".join(sorted(near)),
        "pairings": " ".join(sorted(viewer.pairings)), "job": "",
        "wide": "on" if viewer.has(Role.COORDINATOR) else "",
    }  # fmt: skip
