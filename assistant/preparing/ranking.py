"""What matters first: a table of worth by kind, moved by nearness, age and repetition; ties keep their order."""

from collections.abc import Iterable
from datetime import date

from rapidfuzz import fuzz

from assistant.preparing.points import Point

WORTH = {
    "concern": 200.0,
    # the mentor's own word first: it is the one thing only the mentor can mend
    "mentor_broken": 86.0, "mentor_late": 84.0, "mentor_open": 68.0, "mentor_unknown": 67.0, "mentor_kept": 20.0,
    "broken": 78.0, "late": 76.0, "open": 62.0, "unknown": 58.0, "kept": 41.0,
    "asked": 77.0, "carry_over": 61.0, "deadline": 56.0, "dosage_tight": 69.0, "dosage": 40.0,
    "goal_slip": 72.0, "goal_stall": 64.0, "goal_private": 46.0, "goal_done": 45.0, "goal_rise": 38.0,
    "goal_silent": 36.0, "goal_unsure": 34.0,
    "check_in_fall": 71.0, "check_in_low": 65.0, "check_in_text": 45.0, "check_in_rise": 33.0,
    "struggle_repeated": 70.0, "struggle_again": 66.0, "struggle": 54.0, "win": 42.0,
    "wish": 68.0, "shared_word": 60.0, "undone": 57.0, "covered": 37.0, "preference": 30.0,
}  # fmt: skip
AGED = frozenset(
    {
        "struggle", "struggle_again", "struggle_repeated", "win", "kept", "unknown", "asked", "late", "broken",
        "carry_over", "mentor_kept", "mentor_unknown", "mentor_late", "check_in_text", "check_in_fall", "check_in_low",
        "goal_done", "wish", "shared_word", "undone", "covered",
    }
)  # fmt: skip
ALIKE = 90  # token-set likeness above which two lines say the same
SAME_KEY_KINDS = frozenset(
    {"goal_slip", "goal_stall", "goal_rise", "goal_unsure", "goal_silent", "goal_done", "goal_private"}
)


def score(point: Point, today: date) -> float:
    """How much a line is worth in the minute before a session. Higher is more."""
    worth = WORTH[point.kind]
    if point.due is not None and point.due >= today:
        worth += nearness((point.due - today).days)
    if point.kind in AGED:
        age = (today - point.day).days
        worth -= 0.5 * max(0, age - 10)
    return worth + 3.0 * (point.times - 1)


def nearness(days: int) -> float:
    """What a day ahead adds: much when it is near, nothing at two weeks, less than nothing beyond."""
    if days <= 2:
        return 26.0
    if days <= 7:
        return 16.0
    if days <= 14:
        return 4.0
    return -8.0 if days <= 30 else -18.0


def ranked(points: Iterable[Point], today: date) -> list[Point]:
    """Best first, each thing once: of two lines that say the same the better stays."""
    ordered = sorted(enumerate(points), key=lambda item: (-score(item[1], today), item[0]))
    kept: list[Point] = []
    for _, point in ordered:
        if not any(says_the_same(point, other) for other in kept):
            kept.append(point)
    return kept


def says_the_same(one: Point, other: Point) -> bool:
    """Near-duplicates: about the same mentee, in all but the same words, and neither a different record."""
    if one.mentee != other.mentee and one.mentee and other.mentee:
        return False
    if one.kind in SAME_KEY_KINDS and other.kind in SAME_KEY_KINDS:
        return False
    if len(one.key.split()) < 2 or len(other.key.split()) < 2:
        return one.key.lower() == other.key.lower()
    return fuzz.token_sort_ratio(one.key.lower(), other.key.lower()) >= ALIKE
