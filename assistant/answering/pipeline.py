"""The written list of steps, and the runner that walks it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.answering.answer import Answer, AnswerStatus
from assistant.answering.deciding import Decision, load_decision
from assistant.answering.desk import Desk
from assistant.answering.policy import AnsweringPolicy, load_policy
from assistant.answering.steps.composing import compose
from assistant.answering.steps.fetching import fetch
from assistant.answering.steps.language import know_the_language
from assistant.answering.steps.parts import part_the_question
from assistant.answering.steps.rephrasing import make_it_stand_alone
from assistant.answering.steps.scope import keep_to_the_scope, talk_small
from assistant.answering.steps.screened import heed_the_screen
from assistant.answering.turn import Turn
from core.clock import Clock, SystemClock
from knowledge.policy import POLICIES
from retrieval.retriever import Retriever

Step = Callable[[Turn, Desk], Turn | Answer]

# The order matters: the screen before anything else, the language before patterns that read English, small talk
# before scope, and nothing is looked up for what is not ours to answer.
STEPS: tuple[Step, ...] = (
    heed_the_screen,
    know_the_language,
    talk_small,
    keep_to_the_scope,
    make_it_stand_alone,
    part_the_question,
    fetch,
    compose,
)


class Answering:
    """Answers questions from a library. Holds no state between turns."""

    def __init__(
        self,
        retriever: Retriever,
        policy: AnsweringPolicy,
        decision: Decision,
        *,
        clock: Clock,
        steps: tuple[Step, ...] = STEPS,
    ) -> None:
        """`clock` lets what is past be said to be past."""
        self._desk = Desk(retriever=retriever, policy=policy, decision=decision)
        self._clock, self._steps = clock, steps

    def answer(self, turn: Turn) -> Answer:
        """Walk the steps until one of them ends the turn."""
        turn = replace(turn, today=turn.today or self._clock.now().date())
        for step in self._steps:
            result = step(turn, self._desk)
            if isinstance(result, Answer):
                return replace(result, made_with=self.versions, trace={**result.trace, "step": step.__name__})
            turn = result
        return self._desk.end(AnswerStatus.FAILED_UNEXPECTED, turn)

    @property
    def versions(self) -> dict[str, str]:
        """What an answer of today is made with (promise 10)."""
        desk = self._desk
        return {"policy": desk.policy.version, "decision": desk.decision.version, "index": desk.retriever.version}


def load_answering(retriever: Retriever, *, clock: Clock | None = None, policies: Path = POLICIES) -> Answering:
    """With the policy and the trained decision of `policies`."""
    return Answering(retriever, load_policy(policies), load_decision(policies), clock=clock or SystemClock())
