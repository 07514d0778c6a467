"""A Point: one thing worth saying before a session, as a line of the brief and as a line of the agenda."""

from dataclasses import dataclass
from datetime import date

from assistant.preparing.days import name_of
from assistant.preparing.extraction.finding import Who
from assistant.preparing.permitted import Told
from assistant.preparing.scenario import Scenario
from assistant.writing.sentence import Source, SourceKind
from assistant.writing.writer import Line

HOMEWORK, CONCEPT, GOALS = "homework", "concept", "goals"


@dataclass(frozen=True, kw_only=True)
class Point:
    """`kind` names its row in the ranking table; `day` is when it was told, `due` when it falls due.

    `shared` says whether every member of a group may see it. `part` is the block `ask` belongs to.
    """

    kind: str
    line: Line
    key: str
    day: date
    mentee: str = ""
    due: date | None = None
    times: int = 1
    shared: bool = False
    part: str = ""
    ask: Line | None = None


def note_source(told: Told) -> Source:
    """The note a finding stands in, with the very words it rests on."""
    return Source(kind=SourceKind.NOTE, id=told.note.id, quote=told.finding.statement, dated=told.note.date)


def who_of(told: Told, scenario: Scenario) -> str:
    """Whose a finding is, as a line says it."""
    if told.finding.who is Who.MENTOR:
        return "You"
    name = name_of(scenario, told.finding.mentee)
    return f"You and {name}" if told.finding.who is Who.BOTH and not scenario.is_shared else name
