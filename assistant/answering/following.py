"""A follow-up question and a model: whether it may leave, and what became of it."""

from dataclasses import dataclass

from access.flows import DataClass
from assistant.answering.turn import Turn
from assistant.answering.wording import CALM
from assistant.writing.asking import Caller, Models
from assistant.writing.chat import ModelRoleName, ModelStatus
from assistant.writing.model_rephraser import EARLIER, ModelRephraser
from assistant.writing.sending import Customs, Wrapping


@dataclass(frozen=True, kw_only=True)
class Followed:
    """How it ended; `question` is "" unless a model's words were used."""

    status: ModelStatus
    question: str = ""


async def follow_up(turn: Turn, models: Models, caller: Caller, customs: Customs) -> Followed:
    """The question made to stand alone by the rephraser, if there is one and every sentence concerned may leave."""
    allowed = may_follow(turn, models, customs)
    if allowed is not ModelStatus.USED:
        return Followed(status=allowed)
    wrapping = Wrapping(masker=customs.masker)
    earlier = [wrapping.wrap(text) for text in turn.previous[-EARLIER:]]
    said = await ModelRephraser(models=models).stand_alone(caller, earlier, wrapping.wrap(turn.text))
    return Followed(status=said.status, question=wrapping.unwrap(said.question))


def may_follow(turn: Turn, models: Models, customs: Customs) -> ModelStatus:
    """Whether this turn may be sent; `used` means yes."""
    if not turn.previous or not models.has(ModelRoleName.REPHRASER):
        return ModelStatus.OFF
    if turn.screen is None or str(turn.screen.level) not in CALM:
        return ModelStatus.SENSITIVE
    if not customs.enabled:
        return ModelStatus.NOT_ENABLED
    leaving = (*turn.previous[-EARLIER:], turn.text)
    fine = all(customs.lets_out(text, DataClass.D2) for text in leaving)
    return ModelStatus.USED if fine else ModelStatus.EXCLUDED
