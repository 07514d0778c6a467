"""The exact things in a sentence, where a slip costs most: numbers, hours, days, amounts, contacts, marks, names."""

import re
from dataclasses import dataclass

CONTACT = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:edu|com|org|net|gov|io|example|info|us|ly|me)\b(?:/\S*)?"
    r"|\b[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+"
    r"|(?:\+?1[-. ])?(?:\(\d{3}\)\s*|\b\d{3}[-. ])?\b\d{3}[-. ]\d{4}\b(?:,? ?(?:ext\.?|x) ?\d+)?|\b1?[2-9]\d{9}\b",
    re.IGNORECASE,
)
MARK = re.compile(r"\{[a-z]+_\d+\}|\[[A-Z]+(?:_\d+(?:_OR_\d+)*)?(?:_[A-Z])?\]")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
WORDS = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
TIMED = re.compile(r"[ap]\.?m|:|noon|midnight", re.IGNORECASE)  # "8 to 12" alone may be days of a month
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug"
    r"|sept?|oct|nov|dec|may(?= \d))"
)
MAY = re.compile(r"(?<=[a-z0-9,;] )May\b(?! \d)")  # with a capital inside a sentence it is the month
CLOCK = r"(?:\d{1,2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|noon|midnight)"
DAY_RANGE = re.compile(rf"\b({DAY})\s*(?:-|–|—|to|through|thru)\s*({DAY})\b", re.IGNORECASE)
PIECE = re.compile(
    rf"(?P<days>\b{DAY}\s*(?:-|–|—|to|through|thru)\s*{DAY}\b)|(?P<day>\b{DAY}\b)"
    rf"|(?P<hours>\b{CLOCK}\s*(?:-|–|—|to|until|till|through)\s*{CLOCK}(?![\w:]))",
    re.IGNORECASE,
)
SPELLED = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40",
    "fifty": "50", "sixty": "60", "ninety": "90", "hundred": "100", "thousand": "1000", "million": "1000000",
    "half": "half", "twice": "twice", "double": "double", "dozen": "dozen", "noon": "noon", "midnight": "midnight",
    "tonight": "tonight", "tomorrow": "tomorrow", "yesterday": "yesterday", "today": "today", "weekend": "weekend",
    "weekends": "weekend", "weekday": "weekday", "weekdays": "weekday", "daily": "daily", "hourly": "hourly",
}  # fmt: skip
NO_NUMBER = frozenset({"one"})  # "one of them", "the one": counted only beside a unit
UNIT = re.compile(r"\bone (?:hour|day|week|month|year|dollar|credit|time|class|course|minute)s?\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Days with the hours said of them."""

    days: frozenset[str]
    hours: frozenset[str]


def numbers_in(text: str) -> list[str]:
    """Every number, written or spelled, without leading zeros and thousands' commas; marks and contacts set aside."""
    bare = CONTACT.sub(" ", MARK.sub(" ", text))
    found = [normal(match) for match in NUMBER.findall(bare)]
    spelled = [w for w in re.findall(r"[a-z]+", bare.lower()) if w in SPELLED and w not in NO_NUMBER]
    return found + [SPELLED[word] for word in spelled] + ["1"] * len(UNIT.findall(bare))


def normal(number: str) -> str:
    """`1,500` is `1500`, `5:00` is `5`, `05` is `5`; what is left tells amounts and times apart by context."""
    number = re.sub(r",(?=\d{3}\b)", "", number)
    number = re.sub(r":00$|\.0+$", "", number)
    return number.lstrip("0") or "0"


def counted(text: str) -> set[tuple[str, str]]:
    """Each number with the word right after it: `6 credits`, `two sessions`."""
    bare = CONTACT.sub(" . ", MARK.sub(" . ", text.lower()))
    found = re.findall(r"(?<![\w.:-])(\d+(?:[.,]\d+)*|[a-z]+) ([a-z]{3,})", bare)
    return {
        (SPELLED.get(number, normal(number)), word)
        for number, word in found
        if (number[0].isdigit() or number in SPELLED) and number not in NO_NUMBER and not calendar_in(word)
    }


def half_days(text: str) -> set[str]:
    """`am` and `pm`, each with its hour: `8pm`. In `10 to 8 pm` the first is left open."""
    said = re.findall(r"(\d{1,2}(?::\d{2})?)\s*([ap])\.?m\b", text.lower())
    return {f"{normal(hour)}{half}m" for hour, half in said}


def calendar_in(text: str) -> set[str]:
    """Days and months by their first three letters; days inside a range are said too."""
    lowered = text.lower()
    days = {match[:3] for match in re.findall(rf"\b{DAY}\b", lowered)}
    for first, last in DAY_RANGE.findall(lowered):
        days |= days_from(first, last)
    months = {match[:3] for match in re.findall(rf"\b{MONTH}\b", lowered)}
    return days | months | ({"may"} if MAY.search(text) else set())


def days_from(first: str, last: str) -> set[str]:
    """The days from one to another."""
    start, end = DAYS.index(first.lower()[:3]), DAYS.index(last.lower()[:3])
    return {DAYS[at % 7] for at in range(start, (end if end >= start else end + 7) + 1)}


def contacts_in(text: str) -> list[str]:
    """Links, addresses and telephone numbers."""
    return [match.group() for match in CONTACT.finditer(text)]


def opening_hours(text: str) -> list[Hours]:
    """Which hours are said of which days. Days come before their hours, unless the text starts with hours."""
    pieces = [(match.lastgroup, match.group()) for match in PIECE.finditer(text)]
    pieces = [(kind, words) for kind, words in pieces if kind != "hours" or TIMED.search(words)]
    if pieces and pieces[0][0] == "hours":
        pieces.reverse()
    found: list[Hours] = []
    days: set[str] = set()
    hours: set[str] = set()
    for kind, words in pieces:
        if kind != "hours":
            if hours:
                found.append(Hours(days=frozenset(days), hours=frozenset(hours)))
                days, hours = set(), set()
            days |= calendar_in(words)
        else:
            hours.add("-".join(normal(n) for n in re.findall(r"\d+(?::\d+)?|noon|midnight", words.lower())))
    return [*found, Hours(days=frozenset(days), hours=frozenset(hours))] if days and hours else found


def names_in(text: str) -> list[str]:
    """Capitalised words, days and months set aside: those have a check of their own."""
    bare = CONTACT.sub(" ", MARK.sub(" ", text))
    said = [match.group() for match in WORDS.finditer(bare) if match.group()[0].isupper()]
    return [word for word in said if not calendar_in(word) and word != "May"]
