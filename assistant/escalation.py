"""From worrying words to a person who acts: the use cases of flags, for every door. Their parts are in `escalating`."""

from assistant.escalating.card import SafetyCard, before_confiding, card_for_conversation, close_card, safety_card
from assistant.escalating.care_moves import add, agree, ask_for_time, soften
from assistant.escalating.desk import (
    Evidence,
    FlagView,
    HistoryLine,
    Load,
    QueueFilters,
    QueueRow,
    flag_for_desk,
    load,
    notices_of,
    queue,
)
from assistant.escalating.desk_moves import (
    acknowledge,
    claim,
    close,
    disclose_emergency,
    follow_up,
    lower,
    open_without_agreement,
    raise_level,
    refer,
    release,
    take_over,
    withhold_telling,
)
from assistant.escalating.lines import Way
from assistant.escalating.mine import (
    Heard,
    MentorLine,
    MyFlag,
    flag_about_me,
    flags_about_me,
    for_mentor,
    raised_by_me,
)
from assistant.escalating.policy import Acting, load_acting
from assistant.escalating.raising import co_sign, raise_by_person, raise_from_screen
from assistant.escalating.undoing import undo
from assistant.escalating.worries import heard_now

__all__ = [
    "Acting",
    "Evidence",
    "FlagView",
    "Heard",
    "HistoryLine",
    "Load",
    "MentorLine",
    "MyFlag",
    "QueueFilters",
    "QueueRow",
    "SafetyCard",
    "Way",
    "acknowledge",
    "add",
    "agree",
    "ask_for_time",
    "before_confiding",
    "card_for_conversation",
    "claim",
    "close",
    "close_card",
    "co_sign",
    "disclose_emergency",
    "flag_about_me",
    "flag_for_desk",
    "flags_about_me",
    "follow_up",
    "for_mentor",
    "heard_now",
    "load",
    "load_acting",
    "lower",
    "notices_of",
    "open_without_agreement",
    "queue",
    "raise_by_person",
    "raise_from_screen",
    "raise_level",
    "raised_by_me",
    "refer",
    "release",
    "safety_card",
    "soften",
    "take_over",
    "undo",
    "withhold_telling",
]
