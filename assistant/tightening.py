"""The class a sentence has, said in words where its writer sees it, and making it more confidential. Never less."""

from dataclasses import dataclass

from access.labels import DataClass
from access.viewer import Viewer
from assistant.wiring import Services
from core.errors import InvalidInputError
from storage.audit import Audit
from storage.stating import tighten as make_tighter

WORDS = {
    DataClass.D0: "dates and places",
    DataClass.D1: "shared with the mentor",
    DataClass.D2: "private",
    DataClass.D3: "sensitive",
    DataClass.D4: "safety",
    DataClass.D5: "violence or abuse",
    DataClass.D6: "about somebody else",
    DataClass.D7: "note by the mentor",
    DataClass.D8: "complaint",
    DataClass.D9: "contact",
    DataClass.D10: "flag",
}
"""What each class is called to people. A test asks that none is without a word."""
STEPS: dict[DataClass, tuple[DataClass, ...]] = {
    DataClass.D0: (DataClass.D2, DataClass.D3),
    DataClass.D1: (DataClass.D2, DataClass.D3),
    DataClass.D7: (DataClass.D3, DataClass.D6),
}
"""From which class to which: only where nobody at all would see more of it by the table of flows (safety.md 3.2)."""
EFFECTS = {
    DataClass.D2: "private: for its writer alone, until this very sentence is shared",
    DataClass.D3: "sensitive: out of every draft, until the student says yes to this very sentence",
    DataClass.D6: "about somebody else: out of every draft and report",
}


@dataclass(frozen=True)
class Step:
    """One way to tighten: the class as a form sends it, and what it does, in words."""

    data_class: str
    effect: str


def steps_from(data_class: DataClass) -> tuple[Step, ...]:
    """The ways a sentence of this class can be made more confidential; none where it cannot."""
    return tuple(Step(str(one), EFFECTS[one]) for one in STEPS.get(data_class, ()))


def tighten(services: Services, viewer: Viewer, statement_id: str, data_class: str) -> None:
    """Make one sentence more confidential, by its writer or whom it concerns.

    Raises InvalidInputError for a class one cannot choose, NotAllowedError for loosening (that takes the subject's
    consent for the sentence), NotFoundError for what is not theirs to see.
    """
    offered = {str(one): one for ways in STEPS.values() for one in ways}
    if data_class not in offered:
        raise InvalidInputError("Pick what it is.", fields={"data_class": f"One of {', '.join(sorted(offered))}."})
    with services.database.write(Audit(actor=viewer.person_id, action="statement.tighten")) as db:
        make_tighter(db, viewer, statement_id, offered[data_class])
