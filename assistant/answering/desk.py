"""What every step may use: the retriever, the reviewed policy, the trained decision; and who would know."""

import re
from dataclasses import dataclass

from assistant.answering.answer import Answer, AnswerStatus, Citation, Office
from assistant.answering.deciding import Decision
from assistant.answering.policy import AnsweringPolicy
from assistant.answering.turn import Turn
from retrieval.passage import Passage
from retrieval.ranking import Hit
from retrieval.retriever import Retriever
from retrieval.words import words_of

PHONE = re.compile(r"(?:\(\d{3}\)\s*|\b\d{3}[-. ])?\b\d{3}[-. ]\d{4}\b(?:,? ?(?:ext\.?|x) ?\d+)?")
MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Handed to every step."""

    retriever: Retriever
    policy: AnsweringPolicy
    decision: Decision

    def end(self, status: AnswerStatus, turn: Turn, *, text: str = "", to: Office | None = None) -> Answer:
        """An answer of reviewed words alone."""
        return Answer(status=status, text=self.policy.text(text or status.value), handed_to=to, trace=dict(turn.trace))

    def who_would_know(self, turn: Turn, hits: tuple[Hit, ...] = ()) -> Office:
        """The office for this question: by the policy's routes, else that of the nearest page, else the default."""
        asked = set(words_of(turn.question or turn.text))
        routes = [route for route in self.policy.routes if asked & route.words]
        if routes:
            best = max(routes, key=lambda route: len(asked & route.words))
            found = self.retriever.find(best.look_for, audiences=turn.audiences, limit=3, today=turn.today).hits
            if found and found[0].dense > 0.45:
                return self.office_of(found[0].passage)
        near = [hit for hit in hits if hit.passage.office and hit.dense > 0.3]
        return self.office_of(near[0].passage) if near else self.policy.default_office

    def office_of(self, passage: Passage) -> Office:
        """The office behind a passage, with the telephone and address its document gives."""
        text = "\n".join(p.text for p in self.retriever.document(passage.document) if p.audience is passage.audience)
        near = [
            m
            for line in text.split("\n")
            if re.search(r"contact|call|phone|email|@|questions", line, re.I)
            for m in found_in(line)
        ]
        contact = ", ".join(dict.fromkeys((near or found_in(text))[:2]))
        return Office(office=passage.office or passage.title, contact=contact)


def found_in(text: str) -> list[str]:
    """Telephone numbers, then addresses."""
    return [m.strip() for m in PHONE.findall(text)] + MAIL.findall(text)


def citation_of(passage: Passage) -> Citation:
    """The citation of a passage."""
    return Citation(
        document=passage.document, title=passage.title, section=passage.heading, page=passage.page,
        office=passage.office, verified_on=passage.verified_on, review_by=passage.review_by, passage=passage.id,
    )  # fmt: skip
