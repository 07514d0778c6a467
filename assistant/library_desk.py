"""The shelf as a reader and as its keeper see it: documents by audience, their freshness, what waits for review."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from access.viewer import Viewer
from assistant.conversations import audiences_of
from assistant.wiring import Services
from core.errors import NotFoundError
from knowledge.document import Document
from storage.programs import Programs

SOON_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class ShelfRow:
    """A document with how fresh it is: `overdue`, `soon` or `fresh` (nothing is known without dates: `undated`)."""

    document: Document
    freshness: str


def shelf(services: Services, viewer: Viewer) -> tuple[ShelfRow, ...]:
    """Documents this viewer may read, those overdue for review first."""
    today = local_day(services, viewer)
    allowed = audiences_of(viewer)
    rows = [
        ShelfRow(document=one, freshness=freshness(one, today))
        for one in services.shelf_documents()
        if one.audience in allowed
    ]
    order = {"overdue": 0, "undated": 1, "soon": 2, "fresh": 3}
    return tuple(sorted(rows, key=lambda row: (order[row.freshness], row.document.title)))


def freshness(document: Document, today: date) -> str:
    """How a document stands to its own review date (promise 7)."""
    if document.review_by is None:
        return "undated"
    left = (document.review_by - today).days
    return "overdue" if left < 0 else "soon" if left <= SOON_DAYS else "fresh"


def read(services: Services, viewer: Viewer, path: str) -> ShelfRow:
    """One document. One of another audience is not found, like one that does not exist."""
    for one in services.shelf_documents():
        if one.path == path and one.audience in audiences_of(viewer):
            return ShelfRow(document=one, freshness=freshness(one, local_day(services, viewer)))
    raise NotFoundError


def local_day(services: Services, viewer: Viewer) -> date:
    """Today in the program's zone."""
    with services.database.read() as db:
        zone = ZoneInfo(Programs(db, viewer).mine().timezone)
    return services.clock.now().astimezone(zone).date()
