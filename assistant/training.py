"""The mentor's training ledger, and the modules on the shelf."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from access.viewer import Viewer
from assistant.wiring import Services
from core.errors import InvalidInputError
from knowledge.document import Audience, Document
from storage.audit import Audit
from storage.programs import Programs
from storage.training import Training, TrainingEntry, log_training

EXPECTED_MINUTES = (8 * 60, 10 * 60)  # product.md: 8 to 10 hours
MOST_MINUTES = 8 * 60


@dataclass(frozen=True, kw_only=True)
class TrainingPage:
    """What was done, how much of what is expected, and what is on the shelf; `done` holds modules entered."""

    entries: tuple[TrainingEntry, ...]
    minutes: int
    expected: tuple[int, int]
    modules: tuple[Document, ...]
    done: frozenset[str]
    suggested: Document | None


def training_page(services: Services, viewer: Viewer) -> TrainingPage:
    """The viewer's ledger beside the shelf's modules."""
    with services.database.read() as db:
        entries = Training(db, viewer).mine()
    modules = tuple(one for one in services.shelf_documents() if one.audience is Audience.MENTOR)
    done = frozenset(entry.module for entry in entries)
    undone = [one for one in modules if stem(one) not in done]
    return TrainingPage(
        entries=entries, minutes=sum(entry.minutes for entry in entries), expected=EXPECTED_MINUTES, modules=modules,
        done=done, suggested=undone[0] if undone else None,
    )  # fmt: skip


def stem(document: Document) -> str:
    """A module's name in the ledger: its file name without folder and ending."""
    return document.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def log(services: Services, viewer: Viewer, *, module: str, minutes: int) -> None:
    """Enter training of one's own, dated today in the program's zone. Raises InvalidInputError."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise InvalidInputError("How long did it take?", fields={"minutes": f"A number from 1 to {MOST_MINUTES}."})
    if module not in {stem(one) for one in services.shelf_documents()}:
        raise InvalidInputError("Which module was it?", fields={"module": "Pick one from the shelf."})
    with services.database.write(Audit(actor=viewer.person_id, action="training.log")) as db:
        zone = ZoneInfo(Programs(db, viewer).mine().timezone)
        log_training(db, viewer, module=module, minutes=minutes, on_date=services.clock.now().astimezone(zone).date())
