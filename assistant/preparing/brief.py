"""The brief: one screen, at most 180 words, what matters first, every line with its source and its reason."""

from collections.abc import Sequence
from datetime import date

from assistant.preparing.points import Point
from assistant.preparing.ranking import ranked
from assistant.writing.sentence import Sentence
from assistant.writing.writer import Writer

MOST_WORDS = 180  # product.md
MOST_LINES = 12
PER_KIND = {
    "win": 2,
    "kept": 2,
    "mentor_kept": 1,
    "struggle": 3,
    "goal_rise": 2,
    "goal_unsure": 2,
    "goal_silent": 2,
    "deadline": 4,
    "check_in_rise": 1,
    "unknown": 3,
    "check_in_text": 2,
    "covered": 2,
    "undone": 2,
    "wish": 3,
    "preference": 1,
}


def compose_brief(points: Sequence[Point], today: date, writer: Writer, always: Point) -> tuple[Sentence, ...]:
    """Lines in order of worth until the words are used up. `always` (the dosage) has its place kept for it."""
    ordered = ranked(points, today)
    room = MOST_WORDS - words_in(writer.word(always.line))
    chosen: list[Point] = []
    counts: dict[str, int] = {}
    for point in ordered:
        cost = words_in(writer.word(point.line))
        within = counts.get(point.kind, 0) < PER_KIND.get(point.kind, MOST_LINES)
        if within and cost <= room and len(chosen) < MOST_LINES - 1:
            chosen.append(point)
            room -= cost
            counts[point.kind] = counts.get(point.kind, 0) + 1
    return tuple(writer.word(point.line) for point in ranked([*chosen, always], today))


def words_in(sentence: Sentence) -> int:
    """Words as a reader counts them."""
    return len(sentence.text.split())
