"""A concern at S3 or above goes to a person; no document is looked up first (promise 1)."""

from assistant.answering.answer import Answer, AnswerStatus
from assistant.answering.desk import Desk
from assistant.answering.turn import Turn

URGENT = ("S3", "S4")


def heed_the_screen(turn: Turn, desk: Desk) -> Turn | Answer:
    """Stop with the reviewed words the caller brought, or this room's own."""
    if turn.screen is None or str(turn.screen.level) not in URGENT:
        return turn
    return Answer(
        status=AnswerStatus.HANDED_TO_PERSON,
        text=turn.screen_text or desk.policy.text("handed_to_person"),
        handed_to=desk.policy.default_office,
        trace={"level": str(turn.screen.level)},
    )
