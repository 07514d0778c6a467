"""Find passages for each part, and judge whether they answer it."""

import re
from dataclasses import replace

from assistant.answering.answer import Answer, AnswerStatus, Citation
from assistant.answering.deciding import features_of
from assistant.answering.desk import Desk, citation_of
from assistant.answering.kinds import kinds_of
from assistant.answering.naming import names_something_else
from assistant.answering.sections import reordered
from assistant.answering.steps.parts import two_things
from assistant.answering.turn import Part, Turn
from retrieval.retriever import with_spelling
from retrieval.words import content_words, words_of

LIMIT = 8
MOST_PAGES = 5
STORY = 22  # words from which a message is searched by its asking sentences too
BREAKS = re.compile(r"(?<=[.?!])\s+|\s*[,;]\s+(?=(?:is|are|can|how|where|who|what|i need|i heard)\b)")
ASKS = re.compile(
    r"\?|\b(how|where|who|what|when|can i|could i|is there|are there|need|looking for|heard|want|do i|should i|help)\b",
    re.IGNORECASE,
)


def fetch(turn: Turn, desk: Desk) -> Turn | Answer:
    """Go on with hits and a confidence for every part; stop when no part has one worth answering from."""
    parts = in_two(tuple(fetched(part, turn, desk) for part in turn.parts), turn, desk)
    trace = {**turn.trace, "parts": [trace_of(part) for part in parts]}
    turn = replace(turn, parts=parts, trace=trace)
    if any(part.confidence >= desk.decision.threshold for part in parts):
        return turn
    return abstain(turn, desk)


def in_two(parts: tuple[Part, ...], turn: Turn, desk: Desk) -> tuple[Part, ...]:
    """What nothing answers as a whole may be two things, each on a page of its own."""
    things = two_things(parts[0].text) if len(parts) == 1 else []
    if not things or parts[0].confidence >= desk.decision.threshold:
        return parts
    each = tuple(fetched(replace(parts[0], text=text, written=text), turn, desk) for text in things)
    return each if all(part.confidence >= desk.decision.threshold for part in each) else parts


def abstain(turn: Turn, desk: Desk) -> Answer:
    """Say so, name who would know, and list the nearest pages when any is near."""
    best = max(turn.parts, key=lambda part: part.confidence)
    weak = best.confidence >= desk.decision.weak
    status = AnswerStatus.UNANSWERABLE_WEAK_MATCH if weak else AnswerStatus.UNANSWERABLE_NOT_IN_LIBRARY
    answer = desk.end(status, turn, to=desk.who_would_know(turn, best.hits))
    return replace(answer, citations=nearest_pages(turn.parts)) if weak else answer


def nearest_pages(parts: tuple[Part, ...]) -> tuple[Citation, ...]:
    """Pages to read on, one citation a document, best first."""
    pages: dict[str, Citation] = {}
    for at in range(LIMIT):
        for part in parts:
            if at < len(part.hits):
                pages.setdefault(part.hits[at].passage.document, citation_of(part.hits[at].passage))
    return tuple(pages.values())[:MOST_PAGES]


def fetched(part: Part, turn: Turn, desk: Desk) -> Part:
    """One part with its hits and how likely they answer it; of a story, the sentence that asks may find it better."""
    whole = searched(part, turn, desk)
    tried = [searched(replace(part, text=sentence), turn, desk) for sentence in asking_sentences(whole.text)]
    return max([whole, *tried], key=lambda one: one.confidence)


def searched(part: Part, turn: Turn, desk: Desk) -> Part:
    """One search, put in the order in which it answers."""
    found = desk.retriever.find(part.text, audiences=turn.audiences, limit=LIMIT, today=turn.today, campus=part.campus)
    asked = with_spelling(part.text, found.mended)
    part = replace(part, text=asked, kinds=kinds_of(asked) or part.kinds, mended=found.mended, unknown=found.unknown)
    if not found.hits:
        return part
    rarity = {word: desk.retriever.rarity(word, turn.audiences) for word in content_words(asked)}
    part = replace(part, hits=reordered(part, found, desk.retriever, rarity))
    features = features_of(asked, part.hits, part.kinds, rarity, part.unknown)
    confidence = desk.decision.confidence(features)
    best = part.hits[0].passage
    page = [p for p in desk.retriever.document(best.document) if p.audience is best.audience]
    if names_something_else(part, page):
        confidence = min(confidence, desk.decision.threshold / 2)
    return replace(part, confidence=confidence, features=features)


def asking_sentences(text: str) -> list[str]:
    """Of a story, the sentences that ask."""
    if len(words_of(text)) < STORY:
        return []
    sentences = [sentence for sentence in BREAKS.split(text) if sentence.strip()]
    asking = [s for s in sentences if ASKS.search(s) and len(content_words(s)) >= 2]
    return asking[-2:] if len(asking) < len(sentences) or len(sentences) > 1 else []


def trace_of(part: Part) -> dict[str, object]:
    """Ids and scores only."""
    return {
        "kinds": [kind.value for kind in part.kinds], "confidence": round(part.confidence, 4),
        "document": part.hits[0].passage.document if part.hits else "",
        "features": {name: round(value, 4) for name, value in part.features.items()},
        "hits": [[h.passage.id, round(h.score, 4), round(h.dense, 4), round(h.lexical, 4)] for h in part.hits],
    }  # fmt: skip
