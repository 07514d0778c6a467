"""Who a statement's verb belongs to: the mentor, a mentee, both, or somebody who is neither."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.preparing.extraction.finding import People, Who

SINGULAR = ("she", "he", "mentee", "the mentee", "my mentee", "student", "the student", "s/he", "they", "tutee", "stu")
PLURAL = ("both", "both of them", "everyone", "everybody", "all of them", "all", "the group", "group", "the pair",
          "all three",
          "all four", "each", "you both", "the team", "the two of them")  # fmt: skip
OURSELVES = ("we", "we both", "both of us", "us", "let's", "lets", "together we", "mentor and mentee")
MENTOR_WORDS = ("mentor", "me", "i", "i've", "i'm")
OUTSIDERS = re.compile(
    r"\b(?:prof(?:essor)?\b\.?(?:\s+[A-Z][\w'-]+)?|dr\.?\s+[A-Z][\w'-]+|instructor|teacher|ta|advisor|adviser|"
    r"tutor|counsel(?:l)?or|"
    r"dean|registrar|roommate|mom|mum|mother|dad|father|parents?|sister|brother|boss|manager|coach|friend|"
    r"boyfriend|girlfriend|"
    r"partner|cousin|aunt|uncle|classmate|lab partner|coordinator|librarian|office|department|school|bank|landlord)\b"
    r"(?:\s+[A-Z][\w'-]+)?\s+(?:said|says|told|will|'ll|promised|agreed|is|was|wants|has|thinks|offered|emailed|"
    r"replied|wrote)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose a verb is: `mentee` is an id where exactly one mentee is meant."""

    who: Who
    mentee: str = ""


@lru_cache(maxsize=256)
def names_of(people: People) -> dict[str, str]:
    """Lower-cased name, first name or single initial -> mentee id, where it stands for one mentee only."""
    seen: dict[str, set[str]] = {}
    for mentee_id, name in people.mentees:
        parts = name.split()
        last = parts[-1] if len(parts) > 1 else name
        titled = {f"{title} {last}" for title in ("ms", "ms.", "mr", "mr.", "mx", "mx.")}
        for form in {name, parts[0] if parts else name, parts[0][:1] if parts else "", last, *titled}:
            if form:
                seen.setdefault(form.lower(), set()).add(mentee_id)
    return {form: next(iter(ids)) for form, ids in seen.items() if len(ids) == 1}


MENTEE_MARK, MENTOR_MARK = "\ue000", "\ue001"
INITIAL = (
    r"\b(?-i:{letter})\b\.?(?=\s*(?::|=|->|→|'ll)|\s+(?:to|2|will|is|has|needs|and|&|agreed|promised|said|"
    r"says|owes|going|gonna)\b)"
)


def subject_pattern() -> str:
    """A regular expression, without groups, for everybody a promise can belong to, in a text with marked people."""
    named = f"{MENTEE_MARK}+"
    plain = sorted({*SINGULAR, *PLURAL, *OURSELVES, *MENTOR_WORDS}, key=len, reverse=True)
    one = f"(?:{named}|she|he)"
    pair = rf"{one}\s*(?:and|&|\+|,)\s*(?:{one}|I|me)"
    return "(?:" + "|".join([pair, f"{MENTOR_MARK}+", named, *[re.escape(word) for word in plain]]) + ")"


def marked(text: str, people: People) -> str:
    """The text with every name of the people replaced, letter for letter, by a mark: offsets stay what they were.

    So the patterns are the same for everybody and are compiled once.
    """
    mentees, mentor = _names(people)
    text = mentor.sub(lambda match: MENTOR_MARK * len(match[0]), text)
    return mentees.sub(lambda match: MENTEE_MARK * len(match[0]), text)


@lru_cache(maxsize=256)
def _names(people: People) -> tuple[re.Pattern[str], re.Pattern[str]]:
    forms = sorted(names_of(people), key=len, reverse=True)
    words = [rf"(?<!\w){re.escape(form)}(?!\w)" for form in forms if len(form) > 1]
    words += [INITIAL.replace("{letter}", form.upper()) for form in forms if len(form) == 1]
    mentor = sorted({people.mentor, *people.mentor.split()[:1]} - {""}, key=len, reverse=True)
    mentors = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in mentor]
    nobody = r"(?!)"
    return tuple(re.compile("|".join(found) or nobody, re.IGNORECASE) for found in (words, mentors))  # type: ignore[return-value]


def owner_of(words: str, people: People, last_named: str = "") -> Owner:
    """Whose a subject is. `last_named` is the mentee a pronoun points back to."""
    word = re.sub(r"\s+", " ", words.strip().lower().rstrip("."))
    names = names_of(people)
    only = people.mentees[0][0] if len(people.mentees) == 1 else ""
    if word in MENTOR_WORDS or word in {people.mentor.lower(), *people.mentor.lower().split()[:1]}:
        return (
            Owner(who=Who.MENTOR)
            if people.written_by_mentor or word == "mentor"
            else Owner(who=Who.MENTEE, mentee=only)
        )
    if word in OURSELVES or re.search(r"\b(?:and|&|\+)\s+(?:i|me)$", word):
        return Owner(who=Who.BOTH, mentee=only)
    if word in names:
        return Owner(who=Who.MENTEE, mentee=names[word])
    if (
        word in PLURAL
        or re.search(r"\band\b|&|\+|,", word)
        or (word == "they" and len(people.mentees) > 1 and not last_named)
    ):
        return Owner(who=Who.MENTEE, mentee=only)
    return Owner(who=Who.MENTEE, mentee=last_named or only)


def is_outsider(before: str) -> bool:
    """Whether the words before a verb put it in an outsider's mouth ("Prof. Lee said she will")."""
    return OUTSIDERS.search(before) is not None


def named_in(text: str, people: People) -> str:
    """The one mentee named in a text, or an empty string for none or several."""
    names = names_of(people)
    found = {names[match[0].lower()] for match in _names(people)[0].finditer(text) if match[0].lower() in names}
    return next(iter(found)) if len(found) == 1 else ""
