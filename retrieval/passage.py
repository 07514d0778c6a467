"""A Passage: the piece of a document that can be found and cited, and the units inside it that can be quoted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.document import Audience, SupportKind


class UnitKind(StrEnum):
    """What shape a quotable unit has."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A sentence, a list item or a table row. A row names itself and carries its cells as (column, value)."""

    text: str
    kind: UnitKind = UnitKind.SENTENCE
    row: str = ""
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Passage:
    """What is indexed. `path` is the headings from the title down; `id` is made of the words and their place."""

    id: str
    document: str
    title: str
    path: tuple[str, ...]
    units: tuple[Unit, ...]
    page: int | None
    office: str
    campus: str
    audience: Audience
    verified_on: date | None
    review_by: date | None
    support_kind: SupportKind | None = None
    withdrawn: bool = False  # the document itself says that it no longer holds

    @property
    def heading(self) -> str:
        """The nearest heading, or ''."""
        return self.path[-1] if len(self.path) > 1 else ""

    @property
    def text(self) -> str:
        """The words that can be quoted."""
        return "\n".join(unit.text for unit in self.units)

    @property
    def searched(self) -> str:
        """What is embedded and matched: place in the document first, then the words."""
        return searched_text(self.path, self.office, self.campus, self.text)


def searched_text(path: tuple[str, ...], office: str, campus: str, text: str) -> str:
    """Headings, the office and campus where the headings do not name them, and the words."""
    head = " › ".join(path)
    known = head.casefold()
    extra = [name for name in (office, campus) if name and name.casefold() not in known and name != "all"]
    return "\n".join(filter(None, [". ".join([head, *extra]), text]))
