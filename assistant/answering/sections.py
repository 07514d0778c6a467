"""Within the documents that were found, the section that answers; and which document then comes first.

Search finds the right document more often than the right section of it: the words of its title are in every section.
Here the title's words are set aside, and what is left of the question, its kind, its day and its campus decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.answering.choosing import timely_text
from assistant.answering.kinds import Kind, headed, holds
from assistant.answering.turn import Part
from retrieval.passage import Passage
from retrieval.ranking import Hit
from retrieval.retriever import Found, Retriever
from retrieval.words import content_words, related, stem, words_of

DOCUMENTS = 5
NEARNESS = 1.6  # what closeness in meaning counts beside words, kind and day
MOST_SECTIONS = 150  # a document larger than that is a list of rows, and search has picked among them
SECTIONS = 3  # of a document, that stay in the list
TITLE, SECTION = 0.35, 0.2  # how much title and best section move a document; search keeps the greater say


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The question as sections are compared with it."""

    words: tuple[str, ...]
    kinds: tuple[Kind, ...]
    text: str
    campus: str
    rarity: Mapping[str, float]

    def weight(self, word: str) -> float:
        """How telling a word is."""
        return max(self.rarity.get(word, 1.0), 0.1)

    def share_in(self, words: tuple[str, ...], stems: set[str]) -> float:
        """Share of `words` among `stems`, by weight; a related word counts half."""
        total = sum(self.weight(word) for word in words)
        got = sum(self.weight(w) * held_share(w, stems) for w in words)
        return got / total if total else 0.0


def held_share(word: str, stems: set[str]) -> float:
    """1 for a word that is there, a half for one whose relative is, else 0."""
    if stem(word) in stems:
        return 1.0
    return 0.5 if stems & set(related(word)) else 0.0


def reordered(part: Part, found: Found, retriever: Retriever, rarity: Mapping[str, float]) -> tuple[Hit, ...]:
    """The hits again: documents by search, title and best section; of each document its best sections."""
    words = tuple(dict.fromkeys(content_words(part.text)))
    asked = Asked(words=words, kinds=part.kinds, text=part.text, campus=part.campus, rarity=rarity)
    paths = list(dict.fromkeys(hit.passage.document for hit in found.hits))[:DOCUMENTS]
    ranked = [
        sections_of([h for h in found.hits if h.passage.document == path], asked, found, retriever) for path in paths
    ]
    ranked.sort(key=lambda sections: (-sections[0].score, sections[0].passage.id))
    return tuple(hit for sections in ranked for hit in sections)


def sections_of(hits: list[Hit], asked: Asked, found: Found, retriever: Retriever) -> list[Hit]:
    """The best sections of one document, each with the document's worth less what it lacks to the best section."""
    first = hits[0]
    passages = [p for p in retriever.document(first.passage.document) if p.audience is first.passage.audience]
    if len(passages) > MOST_SECTIONS:
        passages = [hit.passage for hit in hits]
    near = retriever.cosines(found.vector, passages)
    known = {hit.passage.id: hit for hit in hits}
    scored = [(section_score(p, asked, near[p.id]), p) for p in passages]
    scored.sort(key=lambda pair: (-pair[0], pair[1].id))
    value = first.score + TITLE * title_share(first.passage, asked) + SECTION * scored[0][0]
    return [
        replace(known.get(p.id, first), passage=p, dense=near[p.id], score=value - 0.1 * (scored[0][0] - score))
        for score, p in scored[:SECTIONS]
    ]


def title_share(passage: Passage, asked: Asked) -> float:
    """How much of the question its title and office name, and how much of the title the question names."""
    stems = {stem(word) for word in words_of(f"{passage.title} {passage.office}")}
    title = [word for word in content_words(passage.title)]
    said = {stem(word) for word in asked.words}
    back = sum(stem(word) in said for word in title) / len(title) if title else 0.0
    return 0.6 * asked.share_in(asked.words, stems) + 0.4 * back


def section_score(passage: Passage, asked: Asked, nearness: float) -> float:
    """How well one section answers, between 0 and about 2.5."""
    titled = {stem(word) for word in words_of(passage.title)}
    own = tuple(word for word in asked.words if stem(word) not in titled)
    stems = {stem(word) for word in words_of(f"{passage.heading} {passage.text} {passage.campus}")}
    heading = {stem(word) for word in words_of(passage.heading)}
    kinds = max(len(asked.kinds), 1)
    announced = sum(headed(kind, passage.heading) for kind in asked.kinds) / kinds if passage.heading else 0.0
    if not asked.kinds and not own:  # an office named and nothing asked of it: where it is and when come first
        announced = 0.5 * any(headed(kind, passage.heading) for kind in (Kind.HOURS, Kind.WHERE))
    held = sum(holds(kind, passage.text) for kind in asked.kinds) / kinds
    return (
        0.8 * asked.share_in(own, stems)
        + 0.3 * asked.share_in(own, heading)
        + 0.45 * announced
        + 0.3 * held
        + 0.3 * timely_text(passage.text, asked.text)
        + NEARNESS * nearness
    )
