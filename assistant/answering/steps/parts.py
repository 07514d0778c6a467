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
GOVERNS = re.compile(
    r"(.*?\b(?:get|find|need|buy|borrow|use|pay for|ask for|apply for|sign up for|about)) ((?:\S+ ){1,4}?)and ((?:\S+ ?){1,7})",
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
        Part(text=whole, written=piece, kinds=kinds_of(whole), campus=campus_named(whole, campuses) or campus)
        for piece, whole in pieces
    )
    return replace(turn, parts=parts)


def pieces_of(question: str) -> list[tuple[str, str]]:
    """The questions of a message as written and whole; a piece without a topic of its own takes the first one's."""
    pieces = [piece.strip(" ,;") for piece in BREAK.split(question) if piece and piece.strip(" ,;?")]
    asking = [piece for piece in pieces if kinds_of(piece) or OPENS.match(piece)]
    if len(asking) < 2 or len(asking) > MOST or len(words_of(question)) > 45:
        return [(question, question)]
    topic = next((piece for piece in asking if own_words(piece.lower(), ())), "")
    if not topic:
        return [(question, question)]
    head = " ".join(
        word
        for word in words_of(topic)
        if word not in EMPTY_WORDS and word not in ("when", "where", "how", "what", "who")
    )
    whole = [
        piece if own_words(piece.lower(), ()) and not points_back(piece) else f"{piece} {head}" for piece in asking
    ]
    if len({frozenset(own_words(piece.lower(), ())) for piece in whole}) == 1:
        return [(question, question)]  # one thing, asked about in several ways: one search finds it
    return list(zip(asking, whole, strict=True))


def two_things(question: str) -> list[str]:
    """`how do i get a laptop and internet` as two questions; nothing where no verb governs two things."""
    match = GOVERNS.fullmatch(question.strip(" ?.!"))
    return [f"{match[1]} {match[2]}", f"{match[1]} {match[3]}"] if match else []


def points_back(piece: str) -> bool:
    """Whether a piece has only a pronoun for its topic, or a thing that was named before."""
    return bool(
        re.search(r"\b(it|they|them|there|the (form|application|office|desk|fee|appointment))\b", piece.lower())
    )
