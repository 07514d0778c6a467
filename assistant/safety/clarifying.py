"""One specific question to a mentor about a note, where a trained person would ask one. Never to a mentee."""

from collections.abc import Sequence

from assistant.safety.heads import Verdict
from assistant.safety.hearing import Heard
from assistant.safety.levels import Category, Concern, Level

UNSURE = 1.0  # log-odds around the gate within which a head is unsure
QUESTIONS = {
    Category.SUICIDE: "In the mentee's own words, did they speak of dying, ending their life, or not being here?",
    Category.SELF_INJURY: "Did the mentee say, or did you see, that they are hurting themselves now?",
    Category.HARM_TO_OTHERS: "Did the mentee name a person, a place or a time, or mention a weapon?",
    Category.SEXUAL_MISCONDUCT: "Did the mentee say whether they are safe from this person today?",
    Category.STALKING_PARTNER_VIOLENCE: "Did the mentee say whether they are safe from this person today?",
    Category.ABUSE_NEGLECT: "Is someone under 18, or someone who depends on care, being hurt now?",
    Category.MEDICAL: "Is the person awake and breathing normally right now?",
    Category.EATING: "Did the mentee mention fainting, or being sick on purpose?",
    Category.SUBSTANCE: "Did the mentee mention shaking, blackouts or driving?",
    Category.ACUTE_MENTAL_STATE: "Did the mentee say that a voice or anything else tells them to do something?",
    Category.HAZING: "Is something planned for this week, or has anyone been hurt?",
    Category.BASIC_NEEDS: "Does the mentee have somewhere to sleep and something to eat tonight?",
    Category.MENTAL_HEALTH_NONACUTE: "How long has it been like this, and is the mentee still getting to class?",
    Category.UNREACHABLE: "What was the last thing the mentee said to you, and on which day?",
    Category.THIRD_PARTY: "Who is the person, and is someone with them now?",
    Category.IMMIGRATION_LEGAL: "Is anyone being held now, or is there a date on the letter?",
}


def clarifying_question(heard: Heard, concerns: Sequence[Concern], verdict: Verdict | None) -> str | None:
    """The question for the highest concern that is not yet S4, or for cues that fell short of one; else nothing."""
    if concerns:
        top = concerns[0]
        return None if top.level is Level.S4 else QUESTIONS.get(top.category)
    weak = [cue for cue in heard.cues if cue.weight >= 0.4 and not cue.idiom and cue.rule.category in QUESTIONS]
    if weak and not heard.says("safe_note"):
        return QUESTIONS[max(weak, key=lambda cue: cue.weight).rule.category]
    if verdict is not None and -UNSURE <= verdict.gate < 0:
        return QUESTIONS.get(verdict.category)
    return None
