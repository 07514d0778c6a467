"""A reveal scenario as values, and how it is read from a record of `trellis reveal` (formats.md)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from access.flows import MENTOR_WORD, DataClass, Kind
from core.errors import InvalidInputError


class Standing(StrEnum):
    """What a person of the scenario is."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    EVALUATOR = "evaluator"
    ADMINISTRATOR = "administrator"
    OUTSIDER = "outsider"
    MODEL = "model"


class Asking(StrEnum):
    """What kind of thing is asked for."""

    AGENDA = "agenda"
    BRIEF = "brief"
    QUESTION = "question"
    REPORT = "report"
    SEARCH = "search"
    FLAG_VIEW = "flag_view"
    EXPORT = "export"


@dataclass(frozen=True, kw_only=True)
class Someone:
    """A person of the scenario. `mentees` are ids."""

    id: str
    name: str
    standing: Standing
    email: str = ""
    student_id: str = ""
    mentees: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One stored item with its labels. `consent` holds person ids, or MENTOR_WORD for the subject's mentor."""

    id: str
    text: str
    said_by: str
    said_to: frozenset[str]
    about: frozenset[str]
    data_class: DataClass
    consent: frozenset[str]
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class Request:
    """Who asks, for what, about whom. Its text decides nothing about access (C7)."""

    by: str
    kind: Asking
    text: str = ""
    about: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """People, what is stored, and one request."""

    people: tuple[Someone, ...]
    stored: tuple[Stored, ...]
    request: Request

    def person(self, person_id: str) -> Someone | None:
        """The person with this id, if the program has one."""
        return next((person for person in self.people if person.id == person_id), None)


def read_scenario(record: dict[str, Any]) -> Scenario:
    """Read a record with `people`, `stored` and `request`.

    Raises InvalidInputError saying what was expected and where. An unknown role is read as an outsider, the role to
    which nothing flows; a data class that is none of ours is an error, since guessing it would be guessing who may see.
    """
    try:
        return Scenario(
            people=tuple(read_person(person) for person in record["people"]),
            stored=tuple(read_stored(item) for item in record["stored"]),
            request=read_request(record["request"]),
        )
    except KeyError as error:
        raise InvalidInputError(f"missing required field {error}") from None
    except (TypeError, AttributeError):
        raise InvalidInputError("people, stored and request must be objects as formats.md shows") from None


def read_person(record: dict[str, Any]) -> Someone:
    """One of `people`."""
    role = str(record["role"])
    return Someone(
        id=str(record["id"]),
        name=str(record.get("name") or ""),
        standing=Standing(role) if role in set(Standing) else Standing.OUTSIDER,
        email=str(record.get("email") or ""),
        student_id=str(record.get("student_id") or ""),
        mentees=ids(record.get("mentees")),
    )


def read_stored(record: dict[str, Any]) -> Stored:
    """One of `stored`."""
    data_class, kind = str(record["data_class"]).upper(), str(record.get("kind", "note"))
    if data_class not in set(DataClass):
        raise InvalidInputError(f"data_class must be D0 to D10, found {data_class!r}")
    consent = record.get("consent")
    return Stored(
        id=str(record["id"]),
        text=str(record["text"]),
        said_by=str(record.get("said_by") or ""),
        said_to=ids(record.get("said_to")),
        about=ids(record.get("about")),
        data_class=DataClass(data_class),
        consent=frozenset() if consent in (None, "none", "") else ids(consent) - {"none"},
        kind=Kind(kind) if kind in set(Kind) else Kind.NOTE,
    )


def read_request(record: dict[str, Any]) -> Request:
    """The `request`."""
    kind = str(record["kind"])
    return Request(
        by=str(record["by"]),
        kind=Asking(kind) if kind in set(Asking) else Asking.QUESTION,
        text=str(record.get("text") or ""),
        about=ids(record.get("about")),
    )


def ids(given: object) -> frozenset[str]:
    """Ids given as a list, one id, or nothing."""
    if given is None or given == "":
        return frozenset()
    if isinstance(given, (str, int)):
        return frozenset({str(given)})
    if isinstance(given, Iterable):
        return frozenset(str(each) for each in given if each is not None)
    raise TypeError("ids must be a list")


__all__ = ["MENTOR_WORD", "Asking", "Request", "Scenario", "Someone", "Standing", "Stored", "read_scenario"]
