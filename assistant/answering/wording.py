"""An answer that was found, worded by a model: its status, citations, facts and office stay as they were decided."""

import re
from dataclasses import dataclass, replace

from access.flows import DataClass
from assistant.answering.answer import Answer, AnswerStatus, Citation, Line
from assistant.answering.turn import Turn
from assistant.writing.asking import Caller
from assistant.writing.chat import ModelStatus
from assistant.writing.model_writer import ModelWriter, Wording
from assistant.writing.sending import Customs, Wrapping, without_orders

CALM = ("S0",)  # a question with any concern in it never reaches a model (safety.md 3.4)
LABEL_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Modelled:
    """An answer with what became of the model's part. `status` is used, or why the default stands."""

    answer: Answer
    status: ModelStatus
    admitted: int = 0
    refused: int = 0
    worry: bool = False

    def plain(self) -> dict[str, object]:
        """For the page: counts and a name, no words."""
        return {"status": self.status.value, "admitted": self.admitted, "refused": self.refused}


def may_be_worded(turn: Turn, answer: Answer, customs: Customs) -> ModelStatus:
    """Whether this answer may be worded by a model: found, calm, and its question may leave. `used` means yes."""
    if turn.screen is None or str(turn.screen.level) not in CALM:
        return ModelStatus.SENSITIVE
    if answer.status is not AnswerStatus.ANSWERED:
        return ModelStatus.OFF
    if not customs.enabled:
        return ModelStatus.NOT_ENABLED
    return ModelStatus.USED if customs.lets_out(turn.text, DataClass.D2) else ModelStatus.EXCLUDED


async def word_answer(turn: Turn, answer: Answer, writer: ModelWriter, caller: Caller, customs: Customs) -> Modelled:
    """The answer in the model's admitted sentences, or as it was. Never raises for what a model does."""
    allowed = may_be_worded(turn, answer, customs)
    if allowed is not ModelStatus.USED:
        return Modelled(answer=answer, status=allowed)
    wrapping = Wrapping(masker=customs.masker)
    lines = [line for line in answer.lines if without_orders([line.text])]
    sources = [wrapping.wrap(titled(line), people=False) for line in lines]
    question = wrapping.wrap(turn.text)
    if not sources:
        return Modelled(answer=answer, status=ModelStatus.EXCLUDED)
    wording = await writer.showing(wrapping.unwrap).answer(caller, question, sources)
    status = ModelStatus.SENSITIVE if wording.worry else wording.status
    if status is ModelStatus.USED:
        answer = worded(answer, lines, wording, wrapping)
    return Modelled(
        answer=answer, status=status, admitted=len(wording.admitted), refused=len(wording.refused), worry=wording.worry
    )


def titled(line: Line) -> str:
    """A line under its document's title and section, which say what it is about."""
    citation = line.citations[0]
    head = ", ".join(part for part in (citation.title, citation.section) if part)
    return LABEL_SPACE.sub(" ", f"{head}: {line.text}").strip()


def worded(answer: Answer, lines: list[Line], wording: Wording, wrapping: Wrapping) -> Answer:
    """The default answer with its words changed and nothing else; the document's own words stay as facts below."""
    said = tuple(
        Line(text=wrapping.unwrap(one.text), citations=cited(one.labels, lines)) for one in wording.admitted
    )  # fmt: skip
    notes = after_the_quotes(answer)
    text = "\n".join([" ".join(line.text for line in said), *notes])
    return replace(answer, text=text, lines=said)


def cited(labels: tuple[int, ...], lines: list[Line]) -> tuple[Citation, ...]:
    """The citations behind labels."""
    return tuple(dict.fromkeys(citation for label in labels for citation in lines[label - 1].citations))


def after_the_quotes(answer: Answer) -> list[str]:
    """The default's paragraphs that quote nothing: when it was checked, what has passed, how to reach the office."""
    quoted = [line.text.strip() for line in answer.lines]
    paragraphs = answer.text.split("\n")
    return [text for text in paragraphs if text.strip() and not any(quote and quote in text for quote in quoted)]
