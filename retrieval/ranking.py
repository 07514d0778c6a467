"""Two lists become one: how near in meaning, how much in the same words, and what counts against a passage."""

import re
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from rapidfuzz import fuzz

from retrieval.company import Scores, levelled, moved
from retrieval.embedding import Vectors
from retrieval.passage import Passage

LEXICAL_WEIGHT = 0.5  # flat between .3 and .7 on the collections tried (docs/benchmarks.md)
SCALE = 1 + LEXICAL_WEIGHT / 2  # keeps scores near 1, where the weights below were chosen
EXPIRED, WITHDRAWN, OLDER_TWIN, OTHER_CAMPUS, OWN_CAMPUS = -0.06, -0.25, -0.12, -0.3, 0.12
EARLIER_EDITION, NEWER_EXISTS = "a later year's edition covers this", "a newer document covers this"
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
SAME_TITLE = 88.0  # rapidfuzz's ratio at which two titles name one thing


@dataclass(frozen=True, kw_only=True, eq=False)
class Candidate:
    """A passage id with its cosine and its BM25 (as a share of the best conceivable) before they are put together.

    `vector` is its place, shape (384,).
    """

    id: str
    dense: float
    lexical: float
    vector: Vectors


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A found passage. `lexical` is its BM25 as a share of the best conceivable; `score` only orders hits."""

    passage: Passage
    score: float
    dense: float
    lexical: float
    reasons: tuple[str, ...] = ()  # what counted for or against it


def fused(candidates: list[Candidate], question: Vectors) -> list[tuple[Candidate, float]]:
    """Candidates with their joint score, best first; equals by id, so that a run can be repeated.

    `question` is its place, shape (384,): it is moved towards what both lists find best before cosines are compared.
    """
    if not candidates:
        return []
    vectors = np.stack([candidate.vector for candidate in candidates])
    lexical = np.array([candidate.lexical for candidate in candidates], np.float32)
    first = joined(np.array([candidate.dense for candidate in candidates], np.float32), lexical)
    scores = levelled(joined(vectors @ moved(question, vectors, first), lexical), vectors)
    scored = zip(candidates, scores.tolist(), strict=True)
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].id))


def joined(dense: Scores, lexical: Scores) -> Scores:
    """Cosines as a share of the best one, and half of the BM25 share. Shape (n,)."""
    nearest = max(float(dense.max()), 1e-6)
    scores: Scores = ((dense / nearest + LEXICAL_WEIGHT * lexical) / SCALE).astype(np.float32)
    return scores


def weighed(hits: list[Hit], *, today: date | None, campus: str = "") -> list[Hit]:
    """Order again after expiry, withdrawal, older twins and campus have had their say."""
    judged = [judged_alone(hit, today, campus) for hit in hits]
    judged = [against_twins(hit, judged, today) for hit in judged]
    return sorted(judged, key=lambda hit: (-hit.score, hit.passage.id))


def judged_alone(hit: Hit, today: date | None, campus: str) -> Hit:
    """What a passage's own dates and place say."""
    passage = hit.passage
    moved: list[tuple[str, float]] = []
    if passage.withdrawn:
        moved.append(("withdrawn", WITHDRAWN))
    if today and passage.review_by and passage.review_by < today:
        moved.append(("expired", EXPIRED))
    if campus and passage.campus and passage.campus.casefold() not in ("all", "both", "any", "every"):
        same = same_campus(campus, passage.campus)
        moved.append(("campus asked for", OWN_CAMPUS) if same else ("another campus", OTHER_CAMPUS))
    return replace(hit, score=hit.score + sum(by for _, by in moved), reasons=tuple(name for name, _ in moved))


def same_campus(asked: str, held: str) -> bool:
    """Whether two campus names mean one campus (`Harbor`, `Harbor Campus`, `harbor`)."""
    return asked.casefold().removesuffix(" campus") in held.casefold()


def against_twins(hit: Hit, others: list[Hit], today: date | None) -> Hit:
    """An older version of what another document says about the same thing loses to it."""
    for other in others:
        if other is hit:
            continue
        if is_earlier_edition(hit.passage, other.passage, today):
            return replace(hit, score=hit.score + OLDER_TWIN, reasons=(*hit.reasons, EARLIER_EDITION))
        if is_older_twin(hit.passage, other.passage):
            return replace(hit, score=hit.score + OLDER_TWIN, reasons=(*hit.reasons, NEWER_EXISTS))
    return hit


def is_earlier_edition(passage: Passage, other: Passage, today: date | None) -> bool:
    """Same subject and heading, another document, named for an earlier year; the later year has begun."""
    if passage.document == other.document or passage.campus.casefold() != other.campus.casefold():
        return False
    ours, theirs = year_of(passage), year_of(other)
    if not ours or not theirs or ours >= theirs or (today and theirs > today.year):
        return False
    return same_subject(passage, other) and alike(passage.heading, other.heading)


def year_of(passage: Passage) -> int:
    """The first year that a document is named for (`Fees 2026-27`: 2026), or 0."""
    named = YEAR.search(passage.title) or YEAR.search(passage.document.rpartition("/")[2])
    return int(named[1]) if named else 0


def alike(ours: str, theirs: str) -> bool:
    """Whether two headings name one thing."""
    return fuzz.ratio(ours.casefold(), theirs.casefold()) >= SAME_TITLE or not ours


def is_older_twin(passage: Passage, other: Passage) -> bool:
    """Same subject, same heading, same campus, another document, verified earlier."""
    if passage.document == other.document or passage.campus.casefold() != other.campus.casefold():
        return False
    if passage.verified_on is None or other.verified_on is None or passage.verified_on >= other.verified_on:
        return False
    return same_subject(passage, other) and alike(passage.heading, other.heading)


def same_subject(passage: Passage, other: Passage) -> bool:
    """Whether two documents are about one thing: like titles, years and versions aside."""
    ours, theirs = plain_title(passage.title), plain_title(other.title)
    return bool(ours) and fuzz.ratio(ours, theirs) >= SAME_TITLE


def plain_title(title: str) -> str:
    """A title without years and words of version."""
    words = [w for w in title.casefold().replace("-", " ").split() if not w.strip("().,").isdigit()]
    return " ".join(
        w for w in words if w.strip("().,") not in ("old", "new", "archived", "updated", "draft", "copy", "current")
    )
