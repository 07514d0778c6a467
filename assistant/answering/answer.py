"""How a question ends: a named status, sentences with their citations, facts for the page, and who takes over."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class AnswerStatus(StrEnum):
    """Every ending there is. The family (before the first underscore) says what kind, the rest says why."""

    ANSWERED = "answered"
    ANSWERED_WITH_CONFLICT = "answered_with_conflict"
    UNANSWERABLE_NOT_IN_LIBRARY = "unanswerable_not_in_library"
    UNANSWERABLE_WEAK_MATCH = "unanswerable_weak_match"
    UNANSWERABLE_LANGUAGE = "unanswerable_language"
    DECLINED_HOMEWORK = "declined_homework"
    DECLINED_MEDICAL = "declined_medical"
    DECLINED_LEGAL = "declined_legal"
    DECLINED_PERSONAL_RECORD = "declined_personal_record"
    DECLINED_ABOUT_OTHERS = "declined_about_others"
    DECLINED_OUT_OF_SCOPE = "declined_out_of_scope"
    HANDED_TO_PERSON = "handed_to_person"
    NEEDS_CLARIFICATION = "needs_clarification"
    SMALL_TALK = "small_talk"
    FAILED_NO_LIBRARY = "failed_no_library"
    FAILED_UNEXPECTED = "failed_unexpected"

    @property
    def family(self) -> str:
        """`answered`, `unanswerable`, `declined`, `handed`, `needs`, `small`, `failed`."""
        return self.value.partition("_")[0]


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Where words come from. `document` is relative to the library; `page` counts from 1."""

    document: str
    title: str
    section: str = ""
    page: int | None = None
    office: str = ""
    verified_on: date | None = None
    review_by: date | None = None
    passage: str = ""

    def plain(self) -> dict[str, Any]:
        """As formats.md spells it: what is empty is left out."""
        said = {
            "document": self.document, "title": self.title, "section": self.section, "page": self.page,
            "office": self.office,
            "verified_on": day(self.verified_on), "review_by": day(self.review_by), "passage": self.passage,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence of an answer in the document's own words. Raises ValueError without words or without a citation."""

    text: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.text.strip() or not self.citations:
            raise ValueError("a line of an answer needs words and a citation (promise 5)")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One cell of the small table under an answer: `Hours` | `Mon to Thu 10 am to 8 pm` | where it stands."""

    label: str
    value: str
    citation: Citation


@dataclass(frozen=True, kw_only=True)
class Office:
    """Who would know, and how to reach them."""

    office: str
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is returned. `trace` holds ids and scores only, never words a person wrote."""

    status: AnswerStatus
    text: str
    lines: tuple[Line, ...] = ()
    facts: tuple[Fact, ...] = ()
    citations: tuple[Citation, ...] = ()
    handed_to: Office | None = None
    trace: dict[str, Any] = field(default_factory=dict)
    made_with: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As values that JSON knows."""
        to = self.handed_to
        return {
            "status": self.status.value, "text": self.text,
            "sentences": [{"text": line.text, "citations": [c.plain() for c in line.citations]} for line in self.lines],
            "facts": [{"label": f.label, "value": f.value, "citation": f.citation.plain()} for f in self.facts],
            "citations": [citation.plain() for citation in self.citations],
            "handed_to": None if to is None else {"office": to.office, "contact": to.contact},
            "trace": self.trace, "made_with": self.made_with,
        }  # fmt: skip


def day(value: date | None) -> str:
    """A day as ISO text, or ''."""
    return value.isoformat() if value else ""
