"""Acting as the system: for named jobs only. An import contract says which modules may import this file."""

from dataclasses import dataclass
from enum import StrEnum


class Job(StrEnum):
    """Everything that runs for nobody in particular."""

    DELIVERY = "delivery"  # the outbox
    OVERDUE = "overdue"  # the sweep that walks the on-call chain
    RETENTION = "retention"
    ERASURE = "erasure"
    ROSTER = "roster"  # names to mask
    SCREENING = "screening"  # what earlier turns of a person already raised
    ADMINISTRATION = "administration"  # commands typed by whoever holds the machine
    BREAK_GLASS = "break_glass"  # one person's words to one reader, recorded (storage/breaking_glass.py)
    DEMO = "demo"


@dataclass(frozen=True, kw_only=True)
class SystemViewer:
    """Stands where a Viewer stands, for one job. Its name is what the audit shows as actor."""

    job: Job
    program_id: str = ""  # empty: all programs

    @property
    def person_id(self) -> str:
        """The actor's name in the audit."""
        return f"system:{self.job}"
