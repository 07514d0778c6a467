"""Two current documents that say different things of one subject are shown as a conflict, newest first."""

import re
from datetime import date

from assistant.answering.kinds import Kind, holds
from assistant.answering.turn import Part
from retrieval.passage import Passage
from retrieval.ranking import EARLIER_EDITION, Hit, is_older_twin, same_subject

VALUES = re.compile(
    r"\d{1,2}(?::\d\d)?\s*[ap]\.?m\b|\$\s?[\d,.]*\d|\d[\d,.]*\s*(?:dollars?|cents?|credits?|percent|%)|\d{3}[-.]\d{4}|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\broom [\w-]+",
    re.IGNORECASE,
)


def conflict_in(part: Part, today: date | None) -> tuple[Hit, Hit] | None:
    """The newer and the older of two hits that disagree, when both still stand."""
    standing = [hit for hit in part.hits[:5] if stands(hit.passage, today) and EARLIER_EDITION not in hit.reasons]
    for other in standing[1:]:  # only what is said of the thing that was asked for
        one = standing[0]
        if disagree(one.passage, other.passage, part.kinds):
            newer_first = sorted((one, other), key=lambda hit: hit.passage.verified_on or date.min, reverse=True)
            return newer_first[0], newer_first[1]
    return None


def stands(passage: Passage, today: date | None) -> bool:
    """Neither withdrawn nor past its review."""
    return not passage.withdrawn and not (today and passage.review_by and passage.review_by < today)


def disagree(one: Passage, two: Passage, kinds: tuple[Kind, ...]) -> bool:
    """Same subject and place, other values of the asked kind."""
    if one.document == two.document or one.campus.casefold() != two.campus.casefold():
        return False
    twins = is_older_twin(one, two) or is_older_twin(two, one)
    if not twins and not (same_subject(one, two) and one.heading.casefold() == two.heading.casefold()):
        return False
    if kinds and not any(holds(kind, one.text) and holds(kind, two.text) for kind in kinds):
        return False
    ours, theirs = values_of(one.text), values_of(two.text)
    return bool(ours and theirs) and not (ours <= theirs or theirs <= ours)


def values_of(text: str) -> set[str]:
    """Times, amounts, dates, numbers and rooms, spelled alike."""
    return {re.sub(r"[\s.,]", "", value.lower()) for value in VALUES.findall(text)}
