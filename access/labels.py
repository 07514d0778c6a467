"""The words of the flow rules: what kind of sentence, written where, to whom it would flow, in which circumstances."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class DataClass(StrEnum):
    """What kind of thing a sentence says (safety.md 3.1)."""

    D0 = "D0"  # logistics
    D1 = "D1"  # goals and progress shared with the mentor
    D2 = "D2"  # private chat with the assistant
    D3 = "D3"  # sensitive: health, sexuality, immigration, legal, family, finance, disability, grades
    D4 = "D4"  # safety disclosure
    D5 = "D5"  # Title IX, violence, abuse
    D6 = "D6"  # about a third person
    D7 = "D7"  # the mentor's observations and notes
    D8 = "D8"  # complaint about mentor, coordinator or program
    D9 = "D9"  # identifiers and roster
    D10 = "D10"  # flag record


class Kind(StrEnum):
    """Where a sentence was written."""

    NOTE = "note"
    CHAT = "chat"
    GOAL = "goal"
    CHECK_IN = "check_in"
    FLAG = "flag"
    COMPLAINT = "complaint"


class Recipient(StrEnum):
    """Who a sentence would flow to, seen from the person it concerns: the columns of safety.md 3.2."""

    SELF = "self"
    OWN_MENTOR = "own_mentor"
    OTHER_MENTOR = "other_mentor"
    MEMBER = "member"  # of the same group, or the partner in same-age coaching
    COORDINATOR = "coordinator"
    FLAG_OWNER = "flag_owner"  # and the CARE team
    AUTHORITY = "authority"  # Title IX, police
    OUTSIDER = "outsider"  # parents, faculty, other offices, partners
    EVALUATOR = "evaluator"
    MODEL = "model"
    ADMINISTRATOR = "administrator"


class Circumstance(StrEnum):
    """What must be so beside the verdict. The session or the record establishes it, never a text (C7)."""

    ON_REQUEST = "on_request"  # the subject asks for their record (F8, F9)
    OWN_WORDS = "own_words"  # the viewer said it
    SHARED = "shared"  # said to the viewer, or consented for the viewer
    ON_DUTY = "on_duty"
    FLAG_OWNER = "flag_owner"  # turns a coordinator into the flag's owner
    FLAGGED = "flagged"
    DANGER = "danger"
    EMERGENCY_RECORDED = "emergency_recorded"  # the F5 fields are written (C9)
    REPORTING_DUTY = "reporting_duty"  # campus rule under T1-T3
    SEXUAL = "sexual"
    AGGREGATED = "aggregated"  # a count over at least k people (C11)
    SYNTHETIC = "synthetic"  # invented people: an evaluation suite (3.5)
    OFFICIAL = "official"  # the speaker wrote for the program: a mentor or coordinator, no other student
    MODEL_ENABLED = "model_enabled"  # the campus has the F2 agreement and switched this class on


MENTOR_WORD = "mentor"  # consent to "my mentor": whoever holds an open pairing with the subject


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What every stored sentence of a person carries. Ids are person ids; an empty `said_to` is the assistant.

    `consent` holds the ids (or MENTOR_WORD) the subject agreed to for this exact sentence (C3); silence is no.
    """

    said_by: str
    data_class: DataClass
    said_to: frozenset[str] = field(default=frozenset())
    about: frozenset[str] = field(default=frozenset())
    consent: frozenset[str] = field(default=frozenset())
    expires: datetime | None = None
    kind: Kind = Kind.NOTE

    @property
    def subjects(self) -> frozenset[str]:
        """Whom it concerns: those it is about, or its speaker when it is about nobody."""
        return self.about or frozenset({self.said_by})
