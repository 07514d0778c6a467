"""A message may hold several questions; each is answered, or said to be unknown."""

import re
from dataclasses import replace

from assistant.answering.answer import Answer, AnswerStatus
from assistant.answering.desk import Desk
from assistant.answering.kinds import EMPTY_WORDS, kinds_of
from assistant.answering.steps.rephrasing import campus_named, own_words
from assistant.answering.turn import Part, Turn
from retrieval.words import words_of

MOST = 3
BREAK = re.compile(
    r"\?\s+(?=\w)|\s*(?:,|;)?\s+(?:and|also|plus|and also|,)\s+(?=(?:when|where|who|how|what|what's|whats|which|is|are|do|does|can|should)\b)",
    re.IGNORECASE,
)
OPENS = re.compile(r"\W*(what|what's|whats|which|is|are|do|does|can|should)\b", re.IGNORECASE)


def part_the_question(turn: Turn, desk: Desk) -> Turn | Answer:
    """Go on with one to three parts, or stop to ask back when no part names a thing."""
    campuses = desk.retriever.campuses(turn.audiences)
    if not own_words(turn.question.lower(), ()) and len(words_of(turn.question)) <= 8:
        return desk.end(AnswerStatus.NEEDS_CLARIFICATION, turn)
    pieces = pieces_of(turn.question)
    campus = campus_named(turn.question, campuses)
    parts = tuple(
        Part(text=piece, kinds=kinds_of(piece), campus=campus_named(piece, campuses) or campus) for piece in pieces
    )
    return replace(turn, parts=parts)


def pieces_of(question: str) -> list[str]:
    """The questions of a message; a piece without a topic of its own takes the first one's."""
    pieces = [piece.strip(" ,;") for piece in BREAK.split(question) if piece and piece.strip(" ,;?")]
    asking = [piece for piece in pieces if kinds_of(piece) or OPENS.match(piece)]
    if len(asking) < 2 or len(asking) > MOST or len(words_of(question)) > 45:
        return [question]
    topic = next((piece for piece in asking if own_words(piece.lower(), ())), "")
    if not topic:
        return [question]
    head = " ".join(
        word
        for word in words_of(topic)
        if word not in EMPTY_WORDS and word not in ("when", "where", "how", "what", "who")
    )
    whole = [
        piece if own_words(piece.lower(), ()) and not points_back(piece) else f"{piece} {head}" for piece in asking
    ]
    if len({frozenset(own_words(piece.lower(), ())) for piece in whole}) == 1:
        return [question]  # one thing, asked about in several ways: one search finds it
    return whole


def points_back(piece: str) -> bool:
    """Whether a piece has only a pronoun for its topic."""
    return bool(re.search(r"\b(it|they|them|there)\b", piece.lower()))
