"""Signs that a danger is imminent (safety.md 2.3 rules 1 and 2): a plan, a preparation, means, a time, progress.

They raise nothing by themselves: they are looked for only where a concern of their category was heard.
"""

from assistant.safety.hearing import Heard
from assistant.safety.levels import Category as C
from assistant.safety.levels import When

KINDS = {
    C.SUICIDE: "suicide", C.SELF_INJURY: "self_injury", C.HARM_TO_OTHERS: "harm_to_others",
    C.SEXUAL_MISCONDUCT: "violence", C.STALKING_PARTNER_VIOLENCE: "violence", C.ABUSE_NEGLECT: "violence",
    C.ACUTE_MENTAL_STATE: "acute_mental_state", C.HAZING: "hazing", C.SUBSTANCE: "substance", C.EATING: "eating",
    C.BASIC_NEEDS: "exposure",
}  # fmt: skip
TOLD = frozenset({C.SUICIDE, C.SELF_INJURY, C.HARM_TO_OTHERS, C.SEXUAL_MISCONDUCT, C.STALKING_PARTNER_VIOLENCE})


def imminent(category: C, heard: Heard, time: When) -> bool:
    """Whether a sign of the category's kind of danger stands in a text about the present.

    In other languages only categories 1 to 5 have signs: there one list serves them all.
    """
    if category not in KINDS or time in (When.PAST, When.RECOVERED):
        return False
    if heard.language not in ("en", "und") and category not in TOLD:
        return False
    return heard.marked(KINDS[category])
