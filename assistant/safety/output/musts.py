"""What a crisis reply must hold, and how much at once is too much (safety.md 2.4, L7, L8)."""

import re
from collections.abc import Iterator

from assistant.safety.output.matching import Found
from assistant.safety.output.reading import Reading
from assistant.safety.output.rules import OutputRules

URGENT = ("S3", "S4")
MOST_WORDS = {"S4": 120, "S3": 180}
MOST_QUESTIONS = {"S4": 1, "S3": 2}
WHOLE_REPLY = 45  # a shorter text at S3 is a part of a reply: the musts are for the whole
LEAST_WORDS = 12  # fewer beside a link or a number is no answer to a person
MOST_RESOURCES = 3
DISTRESS = frozenset({"suicide", "self_injury", "third_party"})
HARM_FROM_OTHERS = frozenset({"sexual_misconduct", "stalking_partner_violence", "abuse_neglect"})
LINK = re.compile(r"(?:https?://|www\.)\S+|\S+\.(?:org|com|edu|gov)(?:/\S*)?")
ENTRY = re.compile(r"(?:^|\n)\s*(?:[-•]|\d{1,2}[.)])\s+|(?<=\s)\(?[1-9][.)]\s+(?=[a-z])")
RESOURCE = re.compile(
    r"\b(?:988|741741|rainn|childhelp|thehotline|title ix(?: office)?|campus (?:police|safety|security)|"
    r"(?:counseling|health|women's|crisis|advocacy) center|(?:confidential )?advocate|dean(?: of students)?|"
    r"(?:domestic violence|sexual assault|dating abuse|crisis text|crisis|trevor|nurse|after-hours) (?:hot)?line|"
    r"shelter|legal aid|legal services|chaplain|care team|ombuds\w*|police)\b"
)


def missing(reading: Reading, rules: OutputRules, *, kind: str, level: str, category: str) -> Iterator[Found]:
    """What is not there and must be, in a reply at these levels."""
    if kind != "reply" or not level:
        return
    if level != "S4" and len(reading.plain.split()) < WHOLE_REPLY:
        return
    about = category or ("suicide" if rules.suicide.search(reading.plain) else "")
    for must in rules.musts:
        if level not in must.levels or (must.categories and about not in must.categories):
            continue
        if not must.seen.search(reading.plain):
            yield Found(must.id, 0, 0, must.why)


def too_much(reading: Reading, *, kind: str, level: str, category: str) -> Iterator[Found]:
    """Too many words, questions, points or resources for a person in distress; or nothing but a link."""
    if kind != "reply" or level not in URGENT:
        return
    plain = reading.plain
    if len(plain.split()) > MOST_WORDS[level]:
        yield Found("2.4-words" if level == "S4" else "L7-dense", 0, len(plain))
    if plain.count("?") > MOST_QUESTIONS[level]:
        yield Found("2.4-questions", 0, len(plain))
    if len(LINK.sub(" ", plain).split()) < LEAST_WORDS and (LINK.search(plain) or level == "S4"):
        yield Found("2.4-link-only", 0, len(plain))
    if len(ENTRY.findall(plain)) > MOST_RESOURCES:
        yield Found("L7-dense", 0, len(plain))
    if category in HARM_FROM_OTHERS and len(set(RESOURCE.findall(plain))) > MOST_RESOURCES + 1:
        yield Found("L8-resources", 0, len(plain))
