"""From cues and verdicts to concerns: rules or heads raise one, subject and time are resolved, rules set the level."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.safety.heads import Verdict
from assistant.safety.hearing import Cue, Heard, by_category
from assistant.safety.imminence import TOLD
from assistant.safety.levels import Category, Concern, Level, Span, Speaker, Subject, When
from assistant.safety.ordering import ordered
from assistant.safety.policy import EscalationPolicy
from assistant.safety.severity import Case, level_of
from assistant.safety.subjects import FIRST, KIN, THIRD, subject_of, time_of, whole_subject

CLEAR = 0.8  # weight from which one cue speaks for itself
MANY = 1.4
LAUGHS = frozenset({"lol", "lmao", "lmaoo", "lmaooo", "haha", "hahaha", "laughing", "laughed", "giggling", "lmfao"})
UNDERSTOOD = frozenset(
    ["en", "es", "pt", "fr", "de", "it", "tl", "vi", "ht", "id", "sw", "tr", "pl", "ja", "ko", "zh", "ar", "hi", "ru"]
)
OWN_SUBJECT = frozenset(
    {Category.ABUSE_NEGLECT, Category.MENTOR_CONDUCT, Category.PROGRAM_CONDUCT, Category.PRIVACY_SECURITY,
     Category.UNREACHABLE, Category.ACADEMIC_INTEGRITY, Category.FINANCIAL, Category.DISCRIMINATION,
     Category.THIRD_PARTY, Category.HAZING, Category.ACADEMIC_JEOPARDY, Category.IMMIGRATION_LEGAL, Category.DISABILITY}
)  # fmt: skip
EXPLAINED_AWAY = frozenset({Subject.FICTIONAL, Subject.GENERAL})
HUNTING = re.compile(r"(?<!\S)(?:deer|hunting|duck blind|skeet|turkey season|buck season|shooting range|rodeo)(?!\S)")
OWN = "|".join(sorted(KIN - {"people", "everyone", "someone", "student", "mentee"}))
KNOWN = re.compile(rf"(?<!\S)(?:my|our) (?:\S+ )?(?:{OWN})(?!\S)")
Place = Callable[[int, int], tuple[Span, ...]]


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """One text to conclude from, where its characters belong, and whether its writer is a minor."""

    heard: Heard
    verdict: Verdict | None
    place: Place
    minor: bool = False


def conclude(hearing: Hearing, policy: EscalationPolicy) -> list[Concern]:
    """Every concern of one text, highest first; the same category at most once."""
    concerns = [*from_cues(hearing, policy), *from_head(hearing, policy)]
    best: dict[Category, Concern] = {}
    for concern in concerns:
        if concern.category not in best or concern.level > best[concern.category].level:
            best[concern.category] = concern
    return ordered(best.values())


def from_cues(hearing: Hearing, policy: EscalationPolicy) -> list[Concern]:
    """Concerns that the rules raise by themselves, or with a head that almost fires."""
    heard, out = hearing.heard, []
    for category, cues in by_category(heard).items():
        kept = [cue for cue in cues if not explained(cue, heard)]
        weight = weight_of(kept)
        if kept and only_small_signs(tuple(kept)) and heard.says("recovered"):
            continue
        laughable = category is not Category.SUICIDE or heard.speaker is Speaker.MENTOR_NOTE
        if laughable and (weight < MANY or heard.domains) and LAUGHS & set(heard.text.split()):
            continue  # rule 5: laughter with one cue is an idiom unless a second cue is there
        if kept and (speak_alone(kept, heard) or backed(hearing.verdict, weight, heard)):
            out.extend(raise_from(category, tuple(kept), hearing, policy))
    return out


def is_sure(category: Category, cues: Sequence[Cue], hearing: Hearing) -> bool:
    """Whether a strong untouched cue stands behind a concern, or a head well over what is asked of it.

    What neither stands behind is for a person to look at, but never imminent. Heads easily take one of categories 1 to
    5 for another; what starts out imminent needs the head's own word.
    """
    weighing, verdict = hearing.heard.lexicon.weighing, hearing.verdict
    if any(cue.weight >= weighing.strong for cue in cues):
        return True
    if verdict is None or (verdict.category is not category and category not in TOLD):
        return False
    return verdict.gate >= weighing.asked(weight_of(cues)) + weighing.sure


def weight_of(cues: Sequence[Cue]) -> float:
    """What cues weigh together, each rule once."""
    return sum({cue.rule.id: cue.weight for cue in reversed(cues)}.values())


def speak_alone(cues: Sequence[Cue], heard: Heard) -> bool:
    """Whether cues raise without a head: one that policy lets speak alone, untouched, or several strong ones apart."""
    weighing = heard.lexicon.weighing
    if any(cue.rule.alone and cue.weight >= cue.rule.weight for cue in cues):
        return True
    strong: list[Cue] = []
    for cue in sorted(cues, key=lambda cue: -cue.weight):
        apart = all(cue.span[0] >= other.span[1] or cue.span[1] <= other.span[0] for other in strong)
        if cue.weight >= weighing.strong and apart:
            strong.append(cue)
    return len(strong) > 1 and weight_of(strong) >= weighing.second


def backed(verdict: Verdict | None, weight: float, heard: Heard) -> bool:
    """Whether a head is near enough to firing for cues of this weight."""
    weighing = heard.lexicon.weighing
    return verdict is not None and weight >= weighing.least and verdict.gate >= weighing.asked(weight)


def explained(cue: Cue, heard: Heard) -> bool:
    """A cue about nobody real: a film, a game, coursework or people in general; or a bare topic nobody is tied to."""
    if cue.rule.language != "en":
        return False
    if cue.quoted and heard.domains:
        return True
    if cue.rule.category is Category.HARM_TO_OTHERS and HUNTING.search(heard.text):
        return True
    if "topic" in cue.rule.signs and not tied(cue, heard):
        return True
    subject = subject_of(cue, heard)
    if subject in EXPLAINED_AWAY:
        return True
    apart = subject is not Subject.SELF and heard.speaker is Speaker.MENTEE
    return bool(heard.domains) and apart and not named_kin(cue, heard)


def tied(cue: Cue, heard: Heard) -> bool:
    """Whether a person stands in the cue's sentence: a first person it is done to, or someone the writer knows."""
    first, last = heard.sentence(cue.span[0])
    words = set(heard.text[first:last].split())
    if words & {"me", "myself", "im", "ive"} or named_kin(cue, heard):
        return True
    named = bool(words & (FIRST | THIRD)) if heard.speaker is Speaker.MENTEE else bool(words & THIRD)
    return named and not heard.domains


def named_kin(cue: Cue, heard: Heard) -> bool:
    """Whether the sentence names someone of the writer's own: `my roommate`."""
    first, last = heard.sentence(cue.span[0])
    return KNOWN.search(heard.text[first:last]) is not None


def raise_from(category: Category, cues: tuple[Cue, ...], hearing: Hearing, policy: EscalationPolicy) -> list[Concern]:
    """The concern cues add up to, and category 22 beside it when it is about someone else."""
    heard, first = hearing.heard, cues[0]
    subject = subject_of(first, heard)
    time = time_of(heard, first.span)
    sure = is_sure(category, cues, hearing)
    case = Case(category=category, cues=cues, heard=heard, time=time, minor=hearing.minor, sure=sure)
    level, why = level_of(case, policy)
    if not sure:
        level = min(level, Level.S3)
    if heard.language not in UNDERSTOOD:
        level, why = max(level, Level.S3), "a cue in a language the screen cannot read (tie rule)"
    spans = tuple(dict.fromkeys(s for cue in cues[:4] for s in hearing.place(*cue.origin)))
    concern = Concern(category=category, level=level, subject=subject, time=time, fired=f"rule:{first.rule.id}",
                      spans=spans, why=why)  # fmt: skip
    return with_third_party(concern, heard)


def only_small_signs(cues: tuple[Cue, ...]) -> bool:
    """Two signs that each need company say that a person should look, not that it is imminent; three do."""
    weights = {cue.rule.id: cue.weight for cue in cues}
    return (
        max(weights.values()) < CLEAR
        and sum(weights.values()) < MANY
        and not any(c.rule.language != "en" for c in cues)
    )


def from_head(hearing: Hearing, policy: EscalationPolicy) -> list[Concern]:
    """A concern the gate raises. The rules give it a level; a head that is not sure gives at most S3."""
    heard, verdict = hearing.heard, hearing.verdict
    if verdict is None or heard.language not in ("en", "und"):
        return []
    cues = tuple(cue for cue in heard.cues if cue.rule.category is verdict.category and cue.weight > 0)
    if verdict.gate < heard.lexicon.weighing.asked(weight_of(cues)):
        return []
    subject, time = whole_subject(heard, verdict.category), time_of(heard)
    sure = is_sure(verdict.category, cues, hearing)
    case = Case(category=verdict.category, cues=cues, heard=heard, time=time, minor=hearing.minor, sure=sure)
    level, why = level_of(case, policy)
    if not sure:
        level = min(level, Level.S3)
    span = hearing.place(*(cues[0].origin if cues else verdict.span or (0, len(heard.original))))
    concern = Concern(category=verdict.category, level=level, subject=subject, time=time,
                      fired=f"head:{verdict.category}", spans=span, why=why)  # fmt: skip
    return with_third_party(concern, heard)


def with_third_party(concern: Concern, heard: Heard) -> list[Concern]:
    """Someone else in danger is category 22 at the same level, and the category itself (rules 0 and 7)."""
    if concern.subject is not Subject.THIRD or heard.speaker is Speaker.MENTOR_NOTE or concern.level < Level.S2:
        return [concern]
    if concern.category in OWN_SUBJECT or concern.time is When.RECOVERED:
        return [concern]
    why = f"{concern.category} about someone else"
    return [concern, replace(concern, category=Category.THIRD_PARTY, why=why)]
