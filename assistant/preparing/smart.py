"""SMART help by rule: what a goal's words lack, one question for each, and a smaller step when it stalls."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.preparing.extraction.dates import Anchors, find_dates
from assistant.preparing.scenario import Goal, GoalArea, GoalKind


class Smart(StrEnum):
    """The five letters."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    RELEVANT = "relevant"
    TIMED = "timed"


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A letter the words do not show, and the question that would bring it. Nothing is rewritten."""

    letter: Smart
    ask: str
    why: str


VAGUE = re.compile(
    r"^(?:to )?(?:do|be|get|become|feel|try|work|study|focus|improve|keep|stay)\s+(?:\w+\s+){0,3}?(?:better|"
    r"harder|more|good|well|"
    r"best|organi[sz]ed|focused|positive|up|on track|ahead)\W*$|\b(?:somehow|things|stuff|in general|my best|"
    r"as much as possible)\b",
    re.IGNORECASE,
)
DEED = re.compile(
    r"\b(?:read|write|finish|complete|submit|attend|visit|meet|email|ask|practi[cs]e|solve|review|join|apply|"
    r"register|draft|outline|"
    r"study|sleep|walk|run|cook|call|plan|save|speak|present|pass|earn|turn in|hand in|watch|make|take|go to|"
    r"use|track|log|build|"
    r"raise|volunteer|talk|set|keep|learn|start|prepare|book|sign up)\b",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|once|twice|every|each|daily|weekly|all|both|half|"
    r"first|another|any|no more than|"
    r"at least|a day|a week|per)\b|\b[A-D][+-]?\b(?= in| on|$)",
    re.IGNORECASE,
)
TOO_MUCH = re.compile(
    r"\b(?:always|never|every single|all my (?:classes|courses)|perfect|straight a'?s|4\.0|100 ?%|everything|"
    r"(?:[6-9]|1\d) hours (?:a|every|per) day)\b",
    re.IGNORECASE,
)
TIME = re.compile(
    r"\b(?:by|before|until|this (?:week|term|semester|month)|next (?:week|month|session)|every|each|daily|"
    r"weekly|a day|a week|per (?:day|week)|"
    r"end of|in \w+ weeks?|for \w+ weeks|on (?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|"
    r"sundays?))\b",
    re.IGNORECASE,
)
BECAUSE = re.compile(
    r"\b(?:so that|because|in order to|to be able to|so I can|for my|towards?|which helps|to pass|to keep)\b",
    re.IGNORECASE,
)


def missing_letters(text: str, today: date, kind: GoalKind = GoalKind.OUTCOME) -> tuple[Missing, ...]:
    """What the words lack, in the order of the letters. A habit needs a rhythm rather than a day."""
    checks: tuple[tuple[Smart, Callable[[str], bool], str, str], ...] = (
        (Smart.SPECIFIC, lambda t: bool(DEED.search(t)) and not VAGUE.search(t),
         "What exactly will you do? Name one thing another person could see you do.", "no deed anyone could see"),
        (Smart.MEASURABLE, lambda t: bool(COUNT.search(t)), "How will you know it is done? A number or a "
            "finished thing helps.",
         "no number and no finished thing"),
        (Smart.ACHIEVABLE, lambda t: not TOO_MUCH.search(t), "What is the smallest version you are sure of this week?",
         "asks for all or always"),
        (Smart.RELEVANT, lambda t: bool(BECAUSE.search(t)) or len(t.split()) > 7, "What would it be good for, "
            "in your own words?",
         "the words do not say what it is for"),
        (Smart.TIMED, lambda t: is_timed(t, today, kind), "By which day, or how often?", "no day and no rhythm"),
    )  # fmt: skip
    return tuple(
        Missing(letter=letter, ask=ask, why=why) for letter, holds, ask, why in checks if not holds(text.strip())
    )


def is_timed(text: str, today: date, kind: GoalKind) -> bool:
    """Whether the words name a day, or for a habit a rhythm."""
    if kind is GoalKind.HABIT:
        return bool(
            re.search(
                r"\b(?:every|each|daily|weekly|a day|a week|per|on \w+days|times|nightly|before|after)\b", text, re.I
            )
        )
    return bool(TIME.search(text)) or bool(find_dates(text, Anchors(said=today)))


def balance(goals: tuple[Goal, ...]) -> tuple[str, ...]:
    """Which area has no open goal yet: a mentee has at least one academic and one personal (product.md)."""
    held = {goal.area for goal in goals if goal.is_open}
    return tuple(f"No {area.value} goal yet: ask what one would be." for area in GoalArea if area not in held)


def smaller_steps(goal: Goal) -> tuple[str, ...]:
    """Questions that lead to a smaller step, by kind. The step itself is the mentee's."""
    first = {
        GoalKind.OUTCOME: "What is the first part you could finish in twenty minutes?",
        GoalKind.HABIT: "What is the version you would still do on your worst day?",
        GoalKind.RESILIENCE: "What helped the last time it was this hard, and what would be the first sign to use it?",
    }[goal.kind]
    return (first, "When and where will you do it?", "What could get in the way, and what will you do then?")
