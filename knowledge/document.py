"""A Document: one reviewed file on the shelf, read into sections that can be cited."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Audience(StrEnum):
    """Who may be answered from a document."""

    EVERYONE = "everyone"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"


class SupportKind(StrEnum):
    """What kind of help an office gives."""

    ACADEMIC = "academic"
    EMOTIONAL = "emotional"
    PRACTICAL = "practical"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table as read: its header cells and its rows, each row as long as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A piece under one heading. `path` is the headings from the title down; `page` counts from 1 where pages exist."""

    path: tuple[str, ...]
    text: str
    page: int | None = None
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file of the library. `path` is relative to the library folder; `digest` is the SHA-256 of the file's bytes."""

    path: str
    title: str
    sections: tuple[Section, ...]
    digest: str
    audience: Audience = Audience.EVERYONE
    office: str = ""
    campus: str = ""
    support_kind: SupportKind | None = None
    owner: str = ""
    verified_on: date | None = None
    review_by: date | None = None
    source: str = ""
    licence: str = ""
    warnings: tuple[str, ...] = field(default=())  # what was dropped on reading: hidden text, for its owner to see
