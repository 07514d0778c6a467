"""Reading a Scenario from JSON values, strictly: an error says where, and what was expected there."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from access.flows import DataClass
from assistant.preparing.scenario import (
    CheckIn,
    Deadline,
    Goal,
    GoalArea,
    GoalKind,
    Mentee,
    Mentor,
    MentoringSession,
    Mode,
    Note,
    Program,
    ProgressPoint,
    Scenario,
    SharedQuestion,
    Structure,
)
from core.errors import InvalidInputError

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
SHORTEST, LONGEST = 15, 120  # minutes of a session (product.md)


class At:
    """A JSON value with its place, so that every complaint can name where it is."""

    def __init__(self, value: Any, place: str) -> None:
        self.value, self.place = value, place

    def wrong(self, expected: str) -> InvalidInputError:
        """The complaint, without the value: it may be a person's words."""
        place = self.place or "the scenario"
        return InvalidInputError(f"{place}: expected {expected}.", fields={place: f"expected {expected}"})

    def get(self, name: str) -> "At":
        """A field that must be there."""
        below = f"{self.place}.{name}" if self.place else name
        if not isinstance(self.value, Mapping):
            raise self.wrong("an object")
        if self.value.get(name) is None:
            raise At(None, below).wrong("a value; it is missing")
        return At(self.value[name], below)

    def maybe(self, name: str, read: "Callable[[At], T]", default: T) -> T:
        """A field that may be left out."""
        if isinstance(self.value, Mapping) and self.value.get(name) is None:
            return default
        return read(self.get(name))

    def text(self) -> str:
        """A string, or a number used as an id."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return str(self.value)
        raise self.wrong("text")

    def words(self) -> str:
        """A string that says something."""
        found = self.text().strip()
        if not found:
            raise self.wrong("text that is not empty")
        return found

    def whole(self, low: int, high: int) -> int:
        """A whole number within bounds, both included."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or not low <= self.value <= high:
            raise self.wrong(f"a whole number from {low} to {high}")
        return self.value

    def share(self) -> float:
        """A number from 0 to 1."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float) or not 0 <= self.value <= 1:
            raise self.wrong("a number from 0 to 1")
        return float(self.value)

    def day(self) -> date:
        """An ISO date; a time after it is left out."""
        try:
            return date.fromisoformat(self.text()[:10])
        except ValueError:
            raise self.wrong("a date such as 2026-11-30") from None

    def yes_or_no(self) -> bool:
        """A JSON boolean."""
        if isinstance(self.value, bool):
            return self.value
        raise self.wrong("true or false")

    def one_of(self, kind: type[E]) -> E:
        """One of an enum's values."""
        try:
            return kind(self.value)
        except ValueError:
            raise self.wrong(" or ".join(member.value for member in kind)) from None

    def each(self, read: "Callable[[At], T]") -> tuple[T, ...]:
        """A list, read item by item."""
        if not isinstance(self.value, list):
            raise self.wrong("a list")
        return tuple(read(At(item, f"{self.place}[{number}]")) for number, item in enumerate(self.value))


def read_scenario(record: Any) -> Scenario:
    """Read one scenario as formats.md spells it. Unknown fields are ignored.

    Raises InvalidInputError naming the first place that is wrong (`notes[2].date`) and what was expected there.
    """
    top = At(record, "")
    scenario = Scenario(
        id=top.get("id").words(),
        program=_program(top.get("program")),
        structure=top.get("structure").one_of(Structure),
        session=_session(top.get("session")),
        mentor=Mentor(id=top.get("mentor").get("id").words(), name=top.get("mentor").maybe("name", At.text, "")),
        mentees=top.get("mentees").each(_mentee),
        notes=top.maybe("notes", lambda at: at.each(_note), ()),
        goals=top.maybe("goals", lambda at: at.each(_goal), ()),
        check_ins=top.maybe("check_ins", lambda at: at.each(_check_in), ()),
        questions=top.maybe("questions", lambda at: at.each(_question), ()),
        deadlines=top.maybe("deadlines", lambda at: at.each(_deadline), ()),
    )
    if not scenario.mentees:
        raise top.get("mentees").wrong("at least one mentee")
    if len({mentee.id for mentee in scenario.mentees}) != len(scenario.mentees):
        raise top.get("mentees").wrong("mentees with ids that differ")
    return scenario


def _program(at: At) -> Program:
    start, end = at.get("term_start").day(), at.get("term_end").day()
    if end < start:
        raise at.get("term_end").wrong("a day after term_start")
    usual: tuple[int, ...] = (8, 10)
    goal = at.maybe("sessions_goal", lambda g: g.each(lambda n: n.whole(1, 200)), usual)
    if len(goal) != 2 or goal[0] > goal[1]:
        raise at.get("sessions_goal").wrong("two whole numbers, the smaller first")
    return Program(term_start=start, term_end=end, sessions_goal=(goal[0], goal[1]))


def _session(at: At) -> MentoringSession:
    return MentoringSession(
        number=at.get("number").whole(1, 1000),
        date=at.get("date").day(),
        minutes=at.get("minutes").whole(SHORTEST, LONGEST),
        mode=at.maybe("mode", lambda m: m.one_of(Mode), Mode.IN_PERSON),
    )


def _texts(at: At) -> tuple[str, ...]:
    return at.each(At.text)


def _mentee(at: At) -> Mentee:
    return Mentee(
        id=at.get("id").words(),
        name=at.get("name").words(),
        courses=at.maybe("courses", _texts, ()),
        preferences=at.maybe("preferences", lambda p: p.value if isinstance(p.value, str) else "", ""),
    )


def _note(at: At) -> Note:
    return Note(
        id=at.get("id").words(),
        date=at.get("date").day(),
        by=at.get("by").words(),
        about=at.maybe("about", _texts, ()),
        text=at.get("text").text(),
        data_class=at.maybe("data_class", lambda d: d.one_of(DataClass), DataClass.D7),
        shared_with=at.maybe("shared_with", _texts, ()),
    )


def _goal(at: At) -> Goal:
    none: tuple[ProgressPoint, ...] = ()
    return Goal(
        id=at.get("id").words(),
        mentee=at.get("mentee").words(),
        text=at.get("text").words(),
        kind=at.maybe("kind", lambda k: k.one_of(GoalKind), GoalKind.OUTCOME),
        area=at.maybe("area", lambda a: a.one_of(GoalArea), GoalArea.ACADEMIC),
        status=at.maybe("status", At.text, "open"),
        progress=tuple(sorted(at.maybe("progress", lambda p: p.each(_point), none), key=lambda point: point.date)),
    )


def _point(at: At) -> ProgressPoint:
    return ProgressPoint(date=at.get("date").day(), value=at.get("value").share(), note=at.maybe("note", At.text, ""))


def _check_in(at: At) -> CheckIn:
    answers = at.maybe("answers", lambda a: a, At({}, ""))
    if not isinstance(answers.value, Mapping):
        raise answers.wrong("an object of answers by area")
    return CheckIn(
        id=at.get("id").words(),
        mentee=at.get("mentee").words(),
        date=at.get("date").day(),
        answers={str(area): answers.get(str(area)).whole(1, 5) for area in answers.value},
        text=at.maybe("text", At.text, ""),
        shared_with_mentor=at.maybe("shared_with_mentor", At.yes_or_no, False),
    )


def _question(at: At) -> SharedQuestion:
    return SharedQuestion(
        id=at.get("id").words(),
        mentee=at.get("mentee").words(),
        date=at.get("date").day(),
        text=at.get("text").text(),
        shared_with_mentor=at.maybe("shared_with_mentor", At.yes_or_no, False),
    )


def _deadline(at: At) -> Deadline:
    return Deadline(date=at.get("date").day(), text=at.get("text").words(), mentee=at.maybe("mentee", At.text, ""))
