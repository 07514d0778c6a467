"""Promises and next steps: who said they would do what."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from assistant.preparing.extraction.deeds import NOT_A_DEED, VERBS, Commitment
from assistant.preparing.extraction.finding import FindingKind, People, Who
from assistant.preparing.extraction.signs import not_reached
from assistant.preparing.extraction.spelled_out import spelled_out
from assistant.preparing.extraction.statements import Statement
from assistant.preparing.extraction.subjects import Owner, is_outsider, marked, owner_of, subject_pattern
from assistant.preparing.extraction.tasks import dated_task, named_task, wordings

DEED = r"(?P<deed>\S.*)"
WEAK = re.compile(
    r"\b(?:might|may(?!\s\d)|maybe|perhaps|not sure (?:if|whether)|wonders?|would like|would love|wishes|"
    r"dreams?|considering|"
    r"thinking (?:about|of)|thought about|would have|could have|should have|wanted to but|if only|"
    r"worried (?:that )?(?:she|he|they|I)|"
    r"afraid|scared|hopes?|hoping|doubts?|unsure|fears?|thinks (?:she|he|they)(?:'ll| will)|used to|debating)\b",
    re.IGNORECASE,
)
UNDONE = re.compile(
    r"\b(?:didn'?t|did not|didnt|forgot|never (?:did|sent|went|got)|hasn'?t|has not|haven'?t|wasn'?t able|"
    r"couldn'?t|could not|"
    r"failed to|no[- ]show|skipped|but (?:didn|forgot)|was (?:going|supposed) to|were supposed to|won'?t|"
    r"will not|refus|cancel(?:l)?ed|"
    r"not going to|isn'?t going to|no longer)\b",
    re.IGNORECASE,
)
HEADS = re.compile(
    r"^(?:next steps?|next|ns|to[- ]?dos?|action items?|actions?|ai|homework|hw|follow[- ]?ups?|f/u|plan|promises?|"
    r"commitments?|agreed|tasks?|"
    r"for next (?:time|week|session)|before next (?:time|week|session)|reminders?|deal|assigned|"
    r"homework for next time)$"
)
INLINE = re.compile(
    r"^(?:(?P<whose>my|her|his|their|our|the|mentor|mentee|student|\w+'s)\s+)?(?P<noun>homework|hw|"
    r"action(?: item)?|task|to[- ]?do|"
    r"assignment|aim|goal|plan|next step|commitment|promise|job|part|deal|agreement|mission|challenge|focus)s?"
    r"(?:\s+(?:for|before|by|until|this|next)\b[\w ./]{0,24}?)?\s*(?P<mark>:|=|\bis\b|"
    r"\bare\b)(?:\s*to\b)?\s*(?P<deed>\S.*)$|"
    r"^(?:(?:we|they|she|he)\s+(?:agreed(?: on)?|decided(?: on)?)\s*:|assigned(?: her| him| them)?:?|"
    r"(?:please |pls |plz )?(?:don'?t forget|remember) to)\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[FindingKind, re.Pattern[str]], ...]:
    who = rf"(?<![\w']){'(?P<who>' + subject_pattern() + ')'}"
    said = (
        r"(?:said|says|say|told (?:me|us|her|him|them)|tells me|swears|"
        r"swore|confirmed|mentioned|promised|promises|agreed|agrees|vowed|assured me|insists)"
    )
    forms = (*said_forms(who, said), *owned_forms(who), *wordings(who, said))
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in forms)


def said_forms(who: str, said: str) -> tuple[tuple[FindingKind, str], ...]:
    """Promises in so many words: said, agreed to, will, going to."""
    promise = FindingKind.PROMISE
    return (
        (promise, rf"{who}\s+{said}\s+(?:that\s+)?(?:she|he|they|I|we)\s*(?:'d|'ll|d\b|ll\b|will|would|wld|"
                  rf"is going to|are going to|'s going to|"
                  rf"was going to){NOT_A_DEED}\s+(?:def(?:initely)?\s+)?{DEED}"),
        (promise, rf"{who}\s+(?:has\s+|have\s+|'s\s+|also\s+|both\s+)*(?:promised|promises|agreed|agrees|"
                  rf"committed|commits|offered|offers|"
                  rf"volunteered|pledged|vowed|swore|decided|says yes|said yes|signed up|intends?|plans?|"
                  rf"planning|aims?|is set|are set|"
                  rf"is due|made a plan|is planning|are planning|resolved)\s+(?:me |us )?(?:to|on)\s+{DEED}"),
        (promise, rf"{who}\s*(?:'ll|’ll|\bll|\s+will|\s+wll|\s+shall|\s+wil)(?:\s+(?:also|def|definitely|both|"
                  rf"each|then|try and|try to|"
                  rf"make sure to|be sure to))*{NOT_A_DEED}\s+{DEED}"),
        (promise, rf"{who}\s*(?:'s|'m|'re|\s+is|\s+am|\s+are)?\s*(?:also\s+)?(?:going to|goin to|gonna|gunna|"
                  rf"gna)\b{NOT_A_DEED}\s+{DEED}"),
    )  # fmt: skip


def owned_forms(who: str) -> tuple[tuple[FindingKind, str], ...]:
    """Deeds that somebody has to do, or stands for: needs to, "Maya: ...", owes, is bringing."""
    promise, step = FindingKind.PROMISE, FindingKind.NEXT_STEP
    return (
        (step, rf"{who}\s+(?:still\s+|also\s+|really\s+)*(?:needs?|has|have|hv|ought|gotta|got|is|are|am|'m|'s|"
               rf"asked me|asked us|is supposed|"
               rf"are supposed)\s*(?:to|2)?\s+(?:to\s+|2\s+)?(?P<deed>(?:{VERBS})\b.*)"),
        (step, rf"{who}\s+(?:must|should|shd|shld|gotta)\s+(?:also\s+)?(?P<deed>(?:{VERBS})\b.*)"),
        (promise, rf"^{who}\s*(?::|=|->|→|-|—)?\s*(?:to|2)\s+(?P<deed>(?:{VERBS})\b.*)"),
        (promise, rf"^{who}\s*(?::|=|->|→|\s[-–—]{{1,2}}\s)\s*(?P<deed>(?:{VERBS})\b.*)"),
        (promise, rf"{who}\s*(?:'s|'m|'re|\s+is|\s+am|\s+are)\s+(?:on the hook|responsible|in charge|down|"
                  rf"signed up|on board)\s+"
                  rf"(?:for|of|to|with)\s+{DEED}"),
        (promise, rf"{who}\s+(?:said|says|say)\s+(?:yes|ok|okay|sure)\s+to\s+{DEED}"),
        (promise, rf"{who}\s+(?:committed|commits|agreed|agrees)\s+(?:to|on|that (?:she|he|they|I|we) "
                  rf"(?:will|would))\s+{DEED}"),
        (promise, rf"^{who}\s+(?:still\s+|also\s+)?owes?\s+(?:(?:me|us|her|him|them)\s+)?(?P<deed>\S.*)"),
        (promise, rf"{who}\s*(?:'s|'m|'re|\s+is|\s+am|\s+are|\s+be)\s+(?P<deed>(?:bringing|sending|emailing|"
                  rf"meeting|submitting|turning in|"
                  rf"going|visiting|finishing|starting|sharing|calling|texting|dropping off|handing in|writing|"
                  rf"booking|signing up)\b.*)"),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _headed() -> re.Pattern[str]:
    """Under a heading for steps, "she watches lecture 14" is a step too."""
    past = r"(?!(?:was|were|is|are|did|had|has|got|went|\w+ed)\b)"
    return re.compile(
        rf"^(?P<who>{subject_pattern()})\s+(?:also\s+|then\s+)?{past}(?P<deed>[a-z]\S*\s+\S.*)", re.IGNORECASE
    )


IMPERATIVE = re.compile(
    rf"^(?:also\s+|then\s+|and\s+|pls\s+|please\s+|plz\s+|must\s+|need(?:s)? to\s+|have to\s+|has to\s+|"
    rf"gotta\s+|should\s+|to\s+|let'?s\s+(?:both\s+|all\s+)?|"
    rf"remember to\s+|don'?t forget to\s+)*(?P<deed>(?:{VERBS})\b(?!\s+(?:was|is|are|went|has|had|of|in|at)\b|"
    rf"(?<=quiz) on|(?<=test) on|(?<=review) on|(?<=meet) on).*)",
    re.IGNORECASE,
)
REPORTED = r"(?:promised|promises|said|says|told|swore|swears|agreed|confirmed|vowed)(?: me| us)?(?: that)?"
ELIDED = re.compile(
    rf"^(?:so |and |then |also )*(?P<cue>will|shall|'ll|going to|gonna|promised(?: me)? to|agreed to|agrees to|"
    rf"plans? to|"
    rf"committed to|promises(?: me)? to|offered to|vowed to|swore to|signed up to|said yes to|says yes to|said ok to|"
    rf"{REPORTED} (?:she|he|they)(?:'d|'ll|d\b|ll\b| will| would| was going to| is going to)|i owe (?:her|him|"
    rf"them)|owes me)"
    rf"{NOT_A_DEED}\s+(?:also\s+|try to\s+)?(?P<deed>\S.*)",
    re.IGNORECASE,
)
FOR_MENTEE = re.compile(
    r"(?:gotta |must |should |need to |have to )?(?:remind|ask|check in|follow up|send|show|give|teach|email|"
    r"text|message|forward|print|get|find|bring|tell|call|"
    r"share|lend|help|invite|introduce|connect)\b.{0,20}\b(?:her|him|them|mentee)\b",
    re.IGNORECASE,
)
TO_MENTOR = re.compile(r"\bme\b", re.IGNORECASE)
TO_MENTEE = re.compile(r"\b(?:her|him|them|mentee|w/ (?:her|him|them))\b", re.IGNORECASE)


def find_commitments(statement: Statement, people: People, last_named: str, has_due: bool) -> Iterator[Commitment]:
    """The commitments of one statement, mostly none or one: no wish, doubt, question or broken promise."""
    spelled = spelled_out(statement.text)
    text = spelled.text
    if text.endswith("?") or statement.checked or NOT_SAID.match(text):
        return
    if UNDONE.search(text) or WEAK.search(text) or not_reached(text):
        return
    read = replace(statement, text=text)
    found = (
        named_task(text, people, last_named)
        or _stated(text, people, last_named)
        or _written_down(read, people, last_named, has_due)
        or dated_task(text, people, last_named, has_due)
    )
    if found is not None and found.owner.who is not Who.OTHER and len(re.sub(r"\W", "", found.deed)) > 2:
        yield replace(found, deed=spelled.as_typed(found.deed))


NOT_SAID = re.compile(
    r"(?:if|(?:\w+ )?(?:joked|joking|kidding|jokes)|when asked|asked (?:if|whether|me (?:if|"
    r"whether)))\b",
    re.IGNORECASE,
)


def _stated(text: str, people: People, last_named: str) -> Commitment | None:
    best: tuple[int, Commitment] | None = None
    plain = marked(text, people)
    for kind, pattern in _patterns():
        match = pattern.search(plain)
        if match is None or is_outsider(text[: match.end("who")]) or _is_object(text[: match.start("who")]):
            continue
        if best is None or match.start("who") < best[0]:
            owner = owner_of(text[match.start("who") : match.end("who")], people, last_named)
            deed = text[match.start("deed") : match.end("deed")]
            best = match.start("who"), Commitment(kind=kind, owner=owner, deed=deed)
    return best[1] if best else None


def _is_object(before: str) -> bool:
    """Whether the "subject" is really somebody's relation or an object ("her roommate she will", "with Maya to")."""
    return (
        re.search(r"\b(?:whether|if|with|for|wonder|ask|asked|unless|hope|hopes|hoped)\s+$", before, re.IGNORECASE)
        is not None
    )


def _written_down(statement: Statement, people: People, last_named: str, has_due: bool) -> Commitment | None:
    text = statement.text
    only = last_named or (people.mentees[0][0] if len(people.mentees) == 1 else "")
    mentee, mentor = Owner(who=Who.MENTEE, mentee=only), Owner(who=Who.MENTOR)
    if elided := ELIDED.match(text):
        bare = elided["cue"].lower() in {"will", "shall", "'ll", "going to", "gonna"}
        mine = elided["cue"].lower().startswith("i owe") or (
            bare and TO_MENTEE.search(elided["deed"]) and not TO_MENTOR.search(elided["deed"])
        )
        return Commitment(kind=FindingKind.PROMISE, owner=mentor if mine else mentee, deed=elided["deed"])
    if (inline := INLINE.match(text)) and _is_task(inline, has_due):
        whose = (inline["whose"] or "").lower()
        both = Owner(who=Who.BOTH, mentee=only)
        owner = mentor if whose in {"my", "mentor"} else both if whose == "our" else mentee
        return Commitment(kind=FindingKind.NEXT_STEP, owner=owner, deed=inline["deed"] or inline["rest"])
    imperative = IMPERATIVE.match(text)
    if imperative and (HEADS.match(statement.heading) or statement.boxed or has_due or _is_order(text)):
        owner = mentor if FOR_MENTEE.match(imperative["deed"]) else mentee
        if re.match(r"let'?s\b|together\b", text, re.IGNORECASE):
            owner = Owner(who=Who.BOTH, mentee=only)
        return Commitment(kind=FindingKind.NEXT_STEP, owner=owner, deed=imperative["deed"])
    if HEADS.match(statement.heading) and (headed := _headed().match(marked(text, people))):
        owner = owner_of(text[headed.start("who") : headed.end("who")], people, last_named)
        return Commitment(kind=FindingKind.PROMISE, owner=owner, deed=text[headed.start("deed") :])
    if HEADS.match(statement.heading) and not re.search(
        r"\b(?:was|were|is|are|went|did|done|got)\b", text, re.IGNORECASE
    ):
        return Commitment(kind=FindingKind.NEXT_STEP, owner=mentee, deed=text)
    return None


def _is_task(inline: re.Match[str], has_due: bool) -> bool:
    """A wish ("her goal is grad school") is no task unless it has a day or is written as one ("goal for the week:")."""
    if inline["noun"] is None or inline["noun"].lower() not in {
        "goal",
        "plan",
        "aim",
        "focus",
        "challenge",
        "part",
        "job",
    }:
        return True
    return (
        has_due
        or (inline["mark"] in ":=" and re.search(r"\b(?:week|time|session|today)\b", inline[0][:30]) is not None)
        or (
            re.match(rf"(?:to )?(?:{VERBS})\b", inline["deed"], re.IGNORECASE) is not None
            and inline["noun"].lower() != "goal"
        )
    )


def _is_order(text: str) -> bool:
    return (
        re.match(r"(?:pls|please|plz|need to|must|remember|don'?t forget|let'?s|have to|gotta)\b", text, re.IGNORECASE)
        is not None
    )
