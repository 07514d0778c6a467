"""Small talk, and what is not ours to answer: each has its named ending and its reviewed words."""

from assistant.answering.answer import Answer, AnswerStatus
from assistant.answering.desk import Desk
from assistant.answering.policy import ScopeRule
from assistant.answering.turn import Turn
from retrieval.words import folded

# These say nothing of where help is: who would know is named beside them.
NAMES_AN_OFFICE = (
    AnswerStatus.DECLINED_HOMEWORK, AnswerStatus.DECLINED_MEDICAL, AnswerStatus.DECLINED_LEGAL,
    AnswerStatus.DECLINED_PERSONAL_RECORD, AnswerStatus.UNANSWERABLE_NOT_IN_LIBRARY,
)  # fmt: skip


def talk_small(turn: Turn, desk: Desk) -> Turn | Answer:
    """Stop at greetings, thanks and questions about the assistant itself; say what it is (promise 8)."""
    said = folded(turn.text)
    for pattern, text in desk.policy.small_talk:
        if pattern.search(said):
            return desk.end(AnswerStatus.SMALL_TALK, turn, text=text)
    return turn


def keep_to_the_scope(turn: Turn, desk: Desk) -> Turn | Answer:
    """Stop at homework, medicine, law, records, other people, and what no college document holds."""
    said = folded(turn.text)
    for rule in desk.policy.scope:
        if applies(rule, said, turn.text):
            to = desk.who_would_know(turn) if rule.status in NAMES_AN_OFFICE else desk.policy.default_office
            return desk.end(rule.status, turn, text=rule.text, to=to)
    return turn


def applies(rule: ScopeRule, said: str, written: str) -> bool:
    """Whether a rule's words are there and its exception is not. Formulas are looked for as they were written."""
    if rule.unless is not None and rule.unless.search(said):
        return False
    return any(pattern.search(said) or pattern.search(written) for pattern in rule.patterns)
