"""Ways of handing out a task beside "she will": whose list it stands on, what was asked for, and plans told as fact."""

import re
from functools import lru_cache

from assistant.preparing.extraction.deeds import VERBS, Commitment
from assistant.preparing.extraction.finding import FindingKind, People, Who
from assistant.preparing.extraction.subjects import MENTEE_MARK, Owner, marked, owner_of, subject_pattern

PROMISE, STEP = FindingKind.PROMISE, FindingKind.NEXT_STEP
MENTEES = rf"(?:her|him|them|mentee|{MENTEE_MARK}+)"
WHOSE = rf"(?P<whose>me|us|both|mentor|{MENTEES})"
LISTS = (
    r"(?:to[- ]?dos?|tasks?|homework|hw|actions?|next steps?|next up|next|follow[- ]?ups?|plan|job|assignment"
    r"|reminder)"
)
UNTIL = r"(?:by|before|until|till|on|this|next|tonight|tomorrow|tmrw?)\b[^:,]{0,20}"
NAMED = (
    rf"^{LISTS}\s*(?:\(\s*|for ){WHOSE}\s*\)?\s*(?::|=|-|->)\s*(?:to )?(?P<deed>\S.*)$",
    rf"^(?:up to|on|due from|expected from|left to|left for) {WHOSE}\b\s*(?:{UNTIL})?\s*(?::|,|-"
    rf"|to\b)\s*(?:to )?(?P<deed>\S.*)$",
    r"^(?P<whose>mine|hers|his|theirs|ours)\s*(?::|=|-|->)\s*(?:to )?(?P<deed>\S.*)$",
    r"^(?P<whose>note to self|reminded? myself|reminder to self|self)\s*(?::|-|,|->|to\b)?\s*(?:to )?(?P<deed>\S.*)$",
    rf"^(?:i )?(?:asked|told|reminded|want|wanted|gave|challenged"
    rf"|encouraged) (?P<whose>{MENTEES}) (?:until [\w/. ]+? )?to (?P<deed>(?:{VERBS})\b.*)$",
    rf"^(?:i )?gave (?P<whose>{MENTEES}) (?P<deed>until \S.*)$",
    rf"^(?P<whose>{MENTEES}|she|he) (?:has|have|had|got|gets) until [\w/. ]+? to (?P<deed>\S.*)$",
    rf"^(?P<whose>{MENTEES}|she|he),?\s+(?:{UNTIL}):\s*(?P<deed>\S.*)$",
    rf"^(?P<whose>{MENTEES}'s) (?:homework|hw|task|job|assignment)(?: from me| from us)? (?:is"
    rf"|:)\s*(?:to )?(?P<deed>\S.*)$",
    r"^(?:agreed on|deal|shook hands(?: on (?:it|this|that))?|handshake|settled(?: on)?"
    r"|our deal)\s*[:,-]\s*(?P<whose>)(?P<deed>\S.*)$",
)
FROM_MENTOR = (
    rf"^(?:i )?(?:told|promised|assured|offered) {MENTEES} (?:that )?(?P<who>i|we)\s*(?:'d|'ll| would"
    rf"| will)\s+(?P<deed>\S.*)$",
    rf"^(?P<who>(?:i )?)promised {MENTEES} (?!(?:she|he|they|to|that|it)\b)(?P<deed>\S.*)$",
    r"^promised (?P<who>we|i)\s*(?:'d|'ll| would| will)\s+(?P<deed>\S.*)$",
)
ELIDED_I = re.compile(
    rf"^(?P<deed>(?:going|meeting|sending|bringing|emailing|texting|calling|walking|seeing"
    rf"|checking) (?:\w+ )?(?:{MENTEES})\b.*)$", re.I
)  # fmt: skip
TOLD_AS_FACT = (
    r"(?:brings?|sends?|emails?|texts?|gets?|gives?|finishes|finish|submits?|turns? in|hands? in|does|do|writes?"
    r"|calls?|shares?|shows?|"
    r"drafts?|outlines?|completes?|prints?|books?|signs?|meets?|redoes|picks?|chooses?|makes?|tr(?:y|ies)|asks?"
    r"|reads?|reviews?|visits?)"
)
FROM_NOW = re.compile(
    r"^(?:from now on|going forward|from here on|starting (?:now|today|tomorrow|this week"
    r"|next week|\w+day)),?\s+",
    re.I,
)


def wordings(who: str, said: str) -> tuple[tuple[FindingKind, str], ...]:
    """More forms of a stated promise, with the groups `who` and `deed`; `who` and `said` are of commitments.py."""
    able = r"(?:thinks|reckons|figures|expects|believes|says|said)"
    return (
        (PROMISE, rf"{who}\s+{said}\s+(?:that\s+)?(?P<deed>(?:the|her|his|their|it|a|an"
            rf"|that)\b.{{0,60}}?\b(?:will be|will|'ll|goes|gets|comes|is going)\b.*)"),
        (PROMISE, rf"{who}\s+{able} (?:that )?(?:she|he|they) can (?P<deed>\S.* (?:by|before|until|on|this|next"
            rf"|tonight|tomorrow|tmrw?)\b.*)"),
        (PROMISE, rf"{who}\s+(?:settled on|landed on|went with|opted for|said yes to|is down to|are down to"
            rf"|chose to|opted to)\s+(?P<deed>\S.*)"),
        (STEP, rf"{who}\s*(?:'m|'s|'re)\s+to\s+(?P<deed>[a-z]+\b.*)"),
        (PROMISE, rf"{who}\s*(?:'ll| will)\s+(?:also )?be\s+(?P<deed>\w+ing\b.*)"),
        (PROMISE, r"^(?P<who>I)\s*(?:'m| am)\s+(?P<deed>(?!help|work|see|gett|think|hop|try"
            r"|not)\w+ing\b.*\b(?:her|him|them|the (?:two|both|group))\b.*)"),
        (PROMISE, rf"{who}\s*(?:'ll| will)\s+have (?P<deed>\S.* (?:done|finished|typed|written|ready|sorted|up|in"
            rf"|out|figured)\b.*)"),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _named() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in NAMED)


@lru_cache(maxsize=1)
def _from_mentor() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in FROM_MENTOR)


def named_task(text: str, people: People, last_named: str) -> Commitment | None:
    """A task under somebody's name ("to do (her): ...", "on me to ...", "asked her to ..."), or a promise to them."""
    plain = marked(text, people)
    for pattern in _from_mentor():
        if match := pattern.match(plain):
            both = (match["who"] or "").strip().lower() == "we"
            owner = Owner(who=Who.BOTH if both else Who.MENTOR)
            return Commitment(kind=PROMISE, owner=owner, deed=text[match.start("deed") :])
    for pattern in _named():
        if match := pattern.match(plain):
            whose = next((match.start(g) for g in ("whose",) if match[g] is not None), 0)
            owner = owner_named(text[whose : match.end("whose")], people, last_named)
            return Commitment(kind=STEP, owner=owner, deed=text[match.start("deed") :])
    return None


def owner_named(word: str, people: People, last_named: str) -> Owner:
    """Whose a list is by the word over it; nobody's is the mentee's."""
    low = word.lower().strip().removesuffix("'s")
    only = last_named or (people.mentees[0][0] if len(people.mentees) == 1 else "")
    if low in {"me", "mine", "mentor"} or "self" in low:
        return Owner(who=Who.MENTOR)
    if low in {"us", "both", "ours"}:
        return Owner(who=Who.BOTH, mentee=only)
    if low in {"", "her", "him", "them", "hers", "his", "theirs", "mentee", "she", "he"}:
        return Owner(who=Who.MENTEE, mentee=only)
    return owner_of(low, people, last_named)


@lru_cache(maxsize=1)
def _as_fact() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|\b(?:again|then|deal|agreed|,|-"
        rf"|:)\s*)(?:- )?(?P<who>{subject_pattern()})\s+(?P<deed>{TOLD_AS_FACT}\b.*)",
        re.I,
    )


def dated_task(text: str, people: People, last_named: str, has_due: bool) -> Commitment | None:
    """A plan told as fact with its day ("she gets me the form by Friday"), or from now on."""
    begun = FROM_NOW.match(text)
    if not has_due and begun is None:
        return None
    rest = text[begun.end() :] if begun else text
    plain = marked(rest, people)
    if match := _as_fact().search(plain):
        owner = owner_of(rest[match.start("who") : match.end("who")], people, last_named)
        return Commitment(kind=PROMISE, owner=owner, deed=rest[match.start("deed") :])
    if match := ELIDED_I.match(plain):
        return Commitment(kind=PROMISE, owner=Owner(who=Who.MENTOR), deed=rest)
    return None
