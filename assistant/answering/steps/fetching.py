"""Find passages for each part, and judge whether they answer it."""

import re
from dataclasses import replace

from assistant.answering.answer import Answer, AnswerStatus
from assistant.answering.deciding import features_of
from assistant.answering.desk import Desk
from assistant.answering.turn import Part, Turn
from retrieval.ranking import Hit
from retrieval.retriever import with_spelling
from retrieval.words import content_words, words_of

LIMIT = 8
STORY = 22  # words from which a message is searched by its asking sentences too
ASKS = re.compile(
    r"\?|\b(how|where|who|what|when|can i|could i|is there|are there|need|looking for|heard|want|do i|should i|help)\b",
    re.IGNORECASE,
)


def fetch(turn: Turn, desk: Desk) -> Turn | Answer:
    """Go on with hits and a confidence for every part; stop when no part has one worth answering from."""
    parts = tuple(fetched(part, turn, desk) for part in turn.parts)
    trace = {**turn.trace, "parts": [trace_of(part) for part in parts]}
    turn = replace(turn, parts=parts, trace=trace)
    if any(part.confidence >= desk.decision.threshold for part in parts):
        return turn
    return abstain(turn, desk)


def abstain(turn: Turn, desk: Desk) -> Answer:
    """Say so, name who would know, and list the nearest pages when any is near."""
    best = max(turn.parts, key=lambda part: part.confidence)
    weak = best.confidence >= desk.decision.weak
    status = AnswerStatus.UNANSWERABLE_WEAK_MATCH if weak else AnswerStatus.UNANSWERABLE_NOT_IN_LIBRARY
    return desk.end(status, turn, to=desk.who_would_know(turn, best.hits))


def fetched(part: Part, turn: Turn, desk: Desk) -> Part:
    """One part with its hits and how likely they answer it."""
    found = desk.retriever.find(part.text, audiences=turn.audiences, limit=LIMIT, today=turn.today, campus=part.campus)
    hits = found.hits
    asked = with_spelling(part.text, found.mended)
    for sentence in asking_sentences(asked):
        more = desk.retriever.find(
            sentence, audiences=turn.audiences, limit=LIMIT, today=turn.today, campus=part.campus
        )
        hits = merged(hits, more.hits)
    rarity = {word: desk.retriever.rarity(word, turn.audiences) for word in content_words(asked)}
    features = features_of(asked, hits, part.kinds, rarity, found.unknown)
    return replace(
        part, text=asked, hits=hits, mended=found.mended, unknown=found.unknown,
        confidence=desk.decision.confidence(features) if hits else 0.0,
    )  # fmt: skip


def asking_sentences(text: str) -> list[str]:
    """Of a story, the sentences that ask."""
    if len(words_of(text)) < STORY:
        return []
    sentences = [
        s
        for s in re.split(r"(?<=[.?!])\s+|\s*[,;]\s+(?=(?:is|are|can|how|where|who|what|i need|i heard)\b)", text)
        if s.strip()
    ]
    asking = [s for s in sentences if ASKS.search(s) and len(content_words(s)) >= 2]
    return asking[-2:] if len(asking) < len(sentences) or len(sentences) > 1 else []


def merged(hits: tuple[Hit, ...], more: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Both lists by score, a passage once."""
    best: dict[str, Hit] = {}
    for hit in (*hits, *more):
        kept = best.get(hit.passage.id)
        if kept is None or hit.score > kept.score:
            best[hit.passage.id] = hit
    return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.passage.id))[:LIMIT])


def trace_of(part: Part) -> dict[str, object]:
    """Ids and scores only."""
    return {
        "kinds": [kind.value for kind in part.kinds], "confidence": round(part.confidence, 4),
        "hits": [[hit.passage.id, round(hit.score, 4), round(hit.dense, 4), round(hit.lexical, 4)] for hit in part.hits],
    }  # fmt: skip
