"""Severity from rules alone (safety.md 2.3): signs and times raise a category's default; doubts go up, never down."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.safety.hearing import Cue, Heard
from assistant.safety.imminence import imminent
from assistant.safety.levels import Category as C
from assistant.safety.levels import Level, When
from assistant.safety.policy import EscalationPolicy

ACUTE = frozenset({"plan", "intent", "behavior", "means", "now"})
OVER_AND_DONE = frozenset({C.MEDICAL, C.BASIC_NEEDS, C.EATING, C.SUBSTANCE, C.ACADEMIC_JEOPARDY, C.FINANCIAL})


@dataclass(frozen=True, kw_only=True)
class Case:
    """What severity may look at: the category, the cues behind it, the text around them, and when it is."""

    category: C
    cues: tuple[Cue, ...]
    heard: Heard
    time: When
    minor: bool = False
    sure: bool = True  # a strong cue, or a head well over what is asked of it: only then a sign makes it imminent

    def has(self, *signs: str) -> bool:
        """Whether a cue that was not an idiom and not negated bears one of these signs."""
        return any(sign in cue.rule.signs for sign in signs for cue in self.cues if not cue.negated and not cue.idiom)

    @property
    def tonight(self) -> bool:
        """A time word of rule 1 anywhere in the message."""
        return self.heard.says("tonight") or self.heard.says("now")


def level_of(case: Case, policy: EscalationPolicy) -> tuple[Level, str]:
    """The level of a case and the reason for it. Raisers first: a tie goes up."""
    default = policy.default(case.category)
    if case.sure and imminent(case.category, case.heard, case.time):
        return Level.S4, "a plan, means, a time or danger in progress (rule 1)"
    raised = RAISERS.get(case.category, nothing)(case)
    if raised is not None and raised[0] > default:
        return raised
    lowered = lower(case)
    return lowered if lowered is not None and lowered[0] < default else (default, "default of the category")


def lower(case: Case) -> tuple[Level, str] | None:
    """Past and described as recovered is a note for a human (rule 0, and 3.2); a medical danger that is over is S3."""
    if (
        case.category in (C.SUICIDE, C.SELF_INJURY, C.SEXUAL_MISCONDUCT, C.ABUSE_NEGLECT)
        and case.time is When.RECOVERED
    ):
        return Level.S2, "past and described as recovered (rule 0)"
    if case.category in OVER_AND_DONE and case.time in (When.RECOVERED, When.PAST) and not case.heard.says("present"):
        return Level.S1, "over, and nothing present said (rule 0)"
    if case.category is C.MEDICAL and case.time in (When.PAST, When.RECOVERED, When.UNCLEAR):
        return Level.S3, "medical danger that is over (3.2)"
    return None


def nothing(_: Case) -> tuple[Level, str] | None:
    """No raiser."""
    return None


def suicide(case: Case) -> tuple[Level, str] | None:
    """Rules 1 to 3."""
    old = case.time in (When.PAST, When.RECOVERED)
    if case.has("attempt", "overdose") and not old:
        return Level.S4, "an attempt or overdose, recent (rule 2)"
    if case.has(*ACUTE) and not old:
        return Level.S4, "plan, intent, behavior or means (rule 1)"
    soon = case.tonight if case.has("active") else case.heard.says("now") or " tonight" in case.heard.text
    if soon and case.has("active", "passive") and not old and strong(case):
        return Level.S4, "a time word with the thought (rule 1)"
    if case.has("attempt") and case.time is When.PAST:
        return Level.S3, "a past attempt (rule 3)"
    return None


def strong(case: Case) -> bool:
    """Whether a cue stands by itself rather than in company."""
    return any(cue.weight >= 0.8 for cue in case.cues)


def self_injury(case: Case) -> tuple[Level, str] | None:
    """A wound, an overdose or now."""
    if case.has("wound", "overdose") and case.time is When.NOW:
        return Level.S4, "a wound that needs care (2.2-2)"
    if case.tonight and case.time is When.NOW and case.heard.says("now"):
        return Level.S4, "self-injury now (rule 1)"
    return None


def harm_to_others(case: Case) -> tuple[Level, str] | None:
    """Target with means or time; a target alone is S3 (3.2)."""
    if case.has("target") and (case.has("means") or case.tonight):
        return Level.S4, "target with means or time (rule 1)"
    return None


def violence_against(case: Case) -> tuple[Level, str] | None:
    """In progress, tonight, a weapon or strangulation."""
    if case.has("now", "strangle") and case.time is not When.PAST and case.time is not When.RECOVERED:
        return Level.S4, "in progress or strangulation (rule 1)"
    if case.time is When.NOW and (case.heard.says("now") or (case.tonight and case.has("threat", "now"))):
        return Level.S4, "violence now or tonight (rule 1)"
    return None


def abuse(case: Case) -> tuple[Level, str] | None:
    """Danger now; a minor keeps S3's clock (3.2), the routes are policy's."""
    if case.heard.says("now") and case.time is When.NOW and case.has("violence", "child"):
        return Level.S4, "danger to a young or dependent person now (2.2-6)"
    return None


def eating(case: Case) -> tuple[Level, str] | None:
    """Fainting, or purging every day."""
    if case.has("danger"):
        return Level.S3, "fainting or heart signs (2.2-8)"
    text = case.heard.text
    if case.has("purge") and any(
        word in text for word in ("every day", "daily", "every meal", "after every", "times a day")
    ):
        return Level.S3, "daily purging (2.2-8)"
    return None


def substance(case: Case) -> tuple[Level, str] | None:
    """Overdose, withdrawal, driving."""
    text = case.heard.text
    if "overdose" in text and case.time is When.NOW:
        return Level.S4, "overdose (2.2-9)"
    signs = ("withdrawal", "shakes", "shaking", "seizure", "drove", "driving", "drive ", "seeing things", "sweating",
             "dui")  # fmt: skip
    return (Level.S3, "withdrawal or driving (2.2-9)") if any(sign in text for sign in signs) else None


def acute(case: Case) -> tuple[Level, str] | None:
    """Voices that command, or danger."""
    return (Level.S4, "a command to harm (2.2-10)") if case.has("command") else None


def hazing(case: Case) -> tuple[Level, str] | None:
    """Injury or a planned event is S3, now is S4; having agreed lowers nothing (H1)."""
    text = case.heard.text
    if case.heard.says("now") and case.time is When.NOW:
        return Level.S4, "hazing now (2.2-11)"
    hurt = (
        "hurt",
        "hospital",
        "injur",
        "bruise",
        "passed out",
        "broke",
        "stitches",
        "bleed",
        "burn",
        "concussion",
        "paddle",
    )
    if any(word in text for word in hurt) or case.tonight:
        return Level.S3, "injury or a planned event (2.2-11)"
    return None


ROUGH = ("sleeping in", "slept in", "nowhere to", "in my car", "homeless", "stairwell", "outside", "put me out", "days",
         "since yesterday", "no food", "eaten nothing", "kicked out", "anywhere to")  # fmt: skip


def basic_needs(case: Case) -> tuple[Level, str] | None:
    """No bed or food tonight."""
    tonight = case.tonight or any(w in case.heard.text for w in ROUGH)
    return (Level.S3, "no bed or food tonight (2.2-13)") if tonight else None


def discrimination(case: Case) -> tuple[Level, str] | None:
    """A threat."""
    words = ("threat", "noose", "swastika", "kill", "hurt me", "beat me", "followed me")
    return (Level.S3, "a threat (2.2-12)") if any(word in case.heard.text for word in words) else None


def mentor_conduct(case: Case) -> tuple[Level, str] | None:
    """Sexual, a threat, or a minor."""
    words = (
        "thigh",
        "kiss",
        "touch",
        "sexual",
        "nudes",
        "pics",
        "hotel",
        "apartment",
        "threat",
        "regret",
        "date",
        "naked",
        "17",
        "sixteen",
    )
    hit = case.minor or any(f" {word}" in f" {case.heard.text}" for word in words)
    return (Level.S3, "sexual, a threat or a minor (2.2-17)") if hit else None


def deadline(case: Case) -> tuple[Level, str] | None:
    """A deadline within days, or a loss."""
    words = (
        "tomorrow",
        "friday",
        "monday",
        "this week",
        "tonight",
        "due",
        "deadline",
        "expires",
        "scam",
        "hold",
        "sent them",
        "by the",
    )
    return (Level.S2, "a deadline or a loss (2.2-14)") if any(word in case.heard.text for word in words) else None


def academic(case: Case) -> tuple[Level, str] | None:
    """Means to withdraw, or a probation letter."""
    if case.has("withdraw") or any(
        w in case.heard.text for w in ("probation", "suspension", "dismiss", "stopped going", "withdraw")
    ):
        return Level.S2, "means to withdraw or probation (2.2-15)"
    return None


def lasting(case: Case) -> tuple[Level, str] | None:
    """More than two weeks, or function lost."""
    return (Level.S2, "more than two weeks or function lost (2.2-16)") if case.has("long") else None


def legal(case: Case) -> tuple[Level, str] | None:
    """Detained now is S3; a deadline or detention S2."""
    text = case.heard.text
    if (
        any(word in text for word in ("detained", "took my", "in custody", "holding him", "in jail"))
        and case.time is When.NOW
    ):
        return Level.S3, "detained now (2.2-20)"
    words = (
        "tomorrow",
        "friday",
        "monday",
        "court",
        "deadline",
        "expire",
        "arrest",
        "week",
        "denied",
        "terminated",
        "revoked",
        "warrant",
    )
    return (Level.S2, "a deadline or detention (2.2-20)") if any(word in text for word in words) else None


def denied(case: Case) -> tuple[Level, str] | None:
    """An accommodation denied or ignored."""
    words = (
        "denied",
        "refuse",
        "ignored",
        "wont",
        "said no",
        "doesnt believe",
        "never",
        "didnt",
        "broken",
        "take away",
        "took away",
    )
    return (Level.S2, "an accommodation denied (2.2-21)") if any(word in case.heard.text for word in words) else None


RAISERS: dict[C, Callable[[Case], tuple[Level, str] | None]] = {
    C.SUICIDE: suicide, C.SELF_INJURY: self_injury, C.HARM_TO_OTHERS: harm_to_others,
    C.SEXUAL_MISCONDUCT: violence_against, C.STALKING_PARTNER_VIOLENCE: violence_against, C.ABUSE_NEGLECT: abuse,
    C.EATING: eating, C.SUBSTANCE: substance, C.ACUTE_MENTAL_STATE: acute, C.HAZING: hazing, C.BASIC_NEEDS: basic_needs,
    C.DISCRIMINATION: discrimination, C.MENTOR_CONDUCT: mentor_conduct, C.FINANCIAL: deadline,
    C.ACADEMIC_JEOPARDY: academic,
    C.MENTAL_HEALTH_NONACUTE: lasting, C.IMMIGRATION_LEGAL: legal, C.DISABILITY: denied,
}  # fmt: skip
