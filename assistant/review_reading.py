"""What a reviewer reads first: what must be opened, what is new, then where a slip costs most (writing/review.py)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.writing.review import ReviewLine, review_order
from assistant.writing.sentence import Sentence, Source, SourceKind
from storage.drafts import Draft, DraftSentence, DraftSource

MOST_FIRST = 6  # more would be the draft again
WORTH_FIRST = 2  # risk from which a line is worth reading first for itself alone
UNSOURCED = Source(kind=SourceKind.TEMPLATE, id="unsourced")


@dataclass(frozen=True, kw_only=True)
class ReadFirst:
    """A line worth reading first, and why in a few words."""

    line: DraftSentence
    why: str


def read_first(draft: Draft, before: Draft | None) -> tuple[ReadFirst, ...]:
    """The few lines of a draft to read first, in order; none where nothing stands out."""
    lines = drafted(draft)
    earlier = [sentence_of(line) for line in drafted(before)] if before else []
    order = review_order([sentence_of(line) for line in lines], draft.created_at.date(), earlier)
    told = ((lines[one.place], why_first(one, lines[one.place])) for one in order)
    return tuple(ReadFirst(line=line, why=why) for line, why in told if why)[:MOST_FIRST]


def why_first(one: ReviewLine, line: DraftSentence) -> str:
    """Why a line comes first, or nothing."""
    if line.risky:
        return "checked long ago" if line.opened_at is None else ""
    if one.changed:
        return "new since last time"
    return "a number, a name or a day to get right" if one.risk >= WORTH_FIRST else ""


def drafted(draft: Draft) -> list[DraftSentence]:
    """The lines that were drafted and still stand."""
    return [one for one in draft.sentences if not (one.added_by_person or one.proposed or one.removed) and one.original]


def sentence_of(line: DraftSentence) -> Sentence:
    """A stored line as it was drafted."""
    return Sentence(text=line.original, sources=tuple(sources_of(line.sources)) or (UNSOURCED,), reason=line.reason)


def sources_of(sources: Iterable[DraftSource]) -> Iterable[Source]:
    """Stored sources with their kinds and days."""
    for one in sources:
        dated = date.fromisoformat(one.dated) if one.dated else None
        yield Source(kind=SourceKind(one.kind), id=one.id, title=one.title, quote=one.quote, dated=dated)
