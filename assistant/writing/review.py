"""Review that catches mistakes: what to read first, what must be opened, when to pause, and what a review was worth.

Pure: the use case in `assistant/reviewing.py` brings a Draft and the reader's moves, and keeps what this room answers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from assistant.writing.sentence import Sentence, SourceKind

STALE = {
    SourceKind.RESOURCE: timedelta(days=120),
    SourceKind.NOTE: timedelta(days=60),
    SourceKind.CHECK_IN: timedelta(days=45),
    SourceKind.QUESTION: timedelta(days=45),
    SourceKind.GOAL: timedelta(days=90),
}
LOW_GRADE = frozenset({SourceKind.RESOURCE})  # a resource without a date has nobody's word for it
EXACT = re.compile(r"\d|https?://|@|\b(?:am|pm)\b", re.IGNORECASE)  # numbers, hours, links: where a slip costs most


class MustOpen(StrEnum):
    """Why a sentence cannot be approved unopened."""

    STALE = "stale_source"
    UNDATED = "undated_source"


@dataclass(frozen=True, kw_only=True)
class ReviewLine:
    """A sentence with its place in the draft, as the reviewer meets it."""

    place: int
    sentence: Sentence
    changed: bool
    risk: int
    must_open: tuple[MustOpen, ...]


def review_order(
    sentences: Sequence[Sentence], today: date, earlier: Sequence[Sentence] = ()
) -> tuple[ReviewLine, ...]:
    """Lines for review: those that must be opened, then changed ones, then by risk, then as they stand.

    `earlier` is the last draft of the same session or person: what stood in it word for word is unchanged.
    """
    known = {sentence.text for sentence in earlier}
    lines = [
        ReviewLine(
            place=place,
            sentence=sentence,
            changed=bool(earlier) and sentence.text not in known,
            risk=risk_of(sentence),
            must_open=must_open(sentence, today),
        )
        for place, sentence in enumerate(sentences)
    ]
    return tuple(sorted(lines, key=lambda line: (not line.must_open, not line.changed, -line.risk, line.place)))


def must_open(sentence: Sentence, today: date) -> tuple[MustOpen, ...]:
    """What stands against approving a sentence without opening its source; mostly nothing."""
    found: list[MustOpen] = []
    for source in sentence.sources:
        limit = STALE.get(source.kind)
        if source.dated is None and source.kind in LOW_GRADE:
            found.append(MustOpen.UNDATED)
        elif limit is not None and source.dated is not None and today - source.dated > limit:
            found.append(MustOpen.STALE)
    return tuple(dict.fromkeys(found))


def risk_of(sentence: Sentence) -> int:
    """0 to 4: one point each for an exact value, a resource, a promise of somebody's, and several sources."""
    kinds = {source.kind for source in sentence.sources}
    points = [
        EXACT.search(sentence.text) is not None,
        SourceKind.RESOURCE in kinds or SourceKind.DEADLINE in kinds,
        "promised" in sentence.text,
        len(sentence.sources) > 1,
    ]
    return sum(points)


def may_approve(line: ReviewLine, opened: frozenset[int]) -> bool:
    """Whether a line can be approved: what must be opened has been. `opened` holds places."""
    return not line.must_open or line.place in opened


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The rule: so many approvals within so many seconds ask for a pause."""

    approvals: int = 12
    seconds: int = 40


def needs_pause(approved_at: Sequence[datetime], now: datetime, pace: Pace = Pace()) -> bool:
    """Whether the approvals, this one at `now` included, come faster than anyone reads.

    Untouched approvals only: the caller leaves out lines that were edited or whose source was opened.
    """
    since = now - timedelta(seconds=pace.seconds)
    recent = [moment for moment in approved_at if since <= moment < now]
    return len(recent) + 1 >= pace.approvals


class Decision(StrEnum):
    """What a reviewer did with a sentence."""

    APPROVED = "approved"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """One decision. `final` is what was approved, empty for a rejected sentence; `template` names what worded it."""

    template: str
    drafted: str
    final: str
    decision: Decision


@dataclass(frozen=True, kw_only=True)
class ReviewMeasures:
    """What reviews of one template say about it. Shares are 0 to 1; `count` is their denominator."""

    count: int
    acceptance: float  # approved or edited
    untouched: float  # approved without an edit
    edit_rate: float  # words changed for each word drafted, among accepted
    words_kept: float  # drafted words still there, among accepted


def review_measures(reviews: Sequence[Reviewed]) -> dict[str, ReviewMeasures]:
    """Measures by template, in alphabetical order."""
    return {
        template: _measures([review for review in reviews if review.template == template])
        for template in sorted({review.template for review in reviews})
    }


def _measures(reviews: Sequence[Reviewed]) -> ReviewMeasures:
    accepted = [review for review in reviews if review.decision is not Decision.REJECTED]
    drafted = sum(len(review.drafted.split()) for review in accepted)
    changed = sum(words_changed(review.drafted, review.final) for review in accepted)
    kept = sum(len(review.drafted.split()) - words_lost(review.drafted, review.final) for review in accepted)
    return ReviewMeasures(
        count=len(reviews),
        acceptance=len(accepted) / len(reviews),
        untouched=sum(review.drafted == review.final for review in accepted) / len(reviews),
        edit_rate=changed / drafted if drafted else 0.0,
        words_kept=kept / drafted if drafted else 0.0,
    )


def words_changed(drafted: str, final: str) -> int:
    """Words inserted, deleted or replaced between two texts."""
    return Levenshtein.distance(drafted.split(), final.split())


def words_lost(drafted: str, final: str) -> int:
    """Drafted words that are no longer there."""
    return sum(edit.tag in ("delete", "replace") for edit in Levenshtein.editops(drafted.split(), final.split()))
