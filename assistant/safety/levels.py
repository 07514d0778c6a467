"""The words of the safety room: Level, Category, Subject, When, Lane, and what a screen returns."""

from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How soon a person must act (safety.md 2.1). Levels compare in order: S0 < S4."""

    S0 = "S0"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


class Category(StrEnum):
    """What the worry is about: rows 1 to 24 of safety.md 2.2, spelled as in formats.md."""

    SUICIDE = "suicide"
    SELF_INJURY = "self_injury"
    HARM_TO_OTHERS = "harm_to_others"
    SEXUAL_MISCONDUCT = "sexual_misconduct"
    STALKING_PARTNER_VIOLENCE = "stalking_partner_violence"
    ABUSE_NEGLECT = "abuse_neglect"
    MEDICAL = "medical"
    EATING = "eating"
    SUBSTANCE = "substance"
    ACUTE_MENTAL_STATE = "acute_mental_state"
    HAZING = "hazing"
    DISCRIMINATION = "discrimination"
    BASIC_NEEDS = "basic_needs"
    FINANCIAL = "financial"
    ACADEMIC_JEOPARDY = "academic_jeopardy"
    MENTAL_HEALTH_NONACUTE = "mental_health_nonacute"
    MENTOR_CONDUCT = "mentor_conduct"
    PROGRAM_CONDUCT = "program_conduct"
    ACADEMIC_INTEGRITY = "academic_integrity"
    IMMIGRATION_LEGAL = "immigration_legal"
    DISABILITY = "disability"
    THIRD_PARTY = "third_party"
    PRIVACY_SECURITY = "privacy_security"
    UNREACHABLE = "unreachable"


class Subject(StrEnum):
    """Whom the words are about (rule 0 of safety.md 2.3)."""

    SELF = "self"
    THIRD = "third"
    FICTIONAL = "fictional"
    GENERAL = "general"


class When(StrEnum):
    """When it happens. RECOVERED is told as `past` outside: formats.md knows three times."""

    NOW = "now"
    PAST = "past"
    UNCLEAR = "unclear"
    RECOVERED = "recovered"

    @property
    def told(self) -> str:
        """The word formats.md uses."""
        return When.PAST.value if self is When.RECOVERED else self.value


class Lane(StrEnum):
    """Care goes with the student, safety goes at once (promise 6)."""

    CARE = "care"
    SAFETY = "safety"


class Speaker(StrEnum):
    """Who wrote the words."""

    MENTEE = "mentee"
    MENTOR_NOTE = "mentor_note"


Span = tuple[int, int, int]  # turn, start, end in characters of that turn's text as it was written


@dataclass(frozen=True, kw_only=True)
class Concern:
    """What cues add up to. `fired` names the rule or head, `spans` the words it fired on: neither is ever empty."""

    category: Category
    level: Level
    subject: Subject
    time: When
    fired: str
    spans: tuple[Span, ...]
    why: str = ""  # the reason for the level, in a few words of ours

    def __post_init__(self) -> None:
        if not self.fired or not self.spans:
            raise ValueError("a concern names what fired and on which words (safety.md 2.3 rule 10)")


@dataclass(frozen=True, kw_only=True)
class ScreenResult:
    """What the screen heard in a message or a conversation."""

    level: Level
    category: Category | None
    concerns: tuple[Concern, ...]
    lane: Lane | None
    language: str
    clarifying_question: str | None = None
    first_turn: int | None = None
    versions: dict[str, str] = field(default_factory=dict)


URGENT = frozenset(
    {
        Category.SUICIDE, Category.SELF_INJURY, Category.HARM_TO_OTHERS, Category.SEXUAL_MISCONDUCT,
        Category.STALKING_PARTNER_VIOLENCE, Category.ABUSE_NEGLECT, Category.MEDICAL, Category.EATING,
        Category.SUBSTANCE, Category.ACUTE_MENTAL_STATE, Category.HAZING,
    }
)  # fmt: skip
