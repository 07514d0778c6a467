"""Dates as people write them ("by next Thurs", "before the 14th", "tmrw", "11/30"), resolved from the day they "
"were said.

Conventions, so that the same words always give the same day: "Friday" is the next one strictly after the note; "this
Friday" the one of that calendar week; "next Friday" the one of the calendar week after (weeks start on Monday); "next
week" a week on; "end of week" its Friday; "weekend" its Sunday, "before the weekend" the Friday.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.preparing.extraction import calendar_words as cal

Found = re.Match[str]
Resolve = Callable[["Anchors", Found], date | None]


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """What words about time hang on: the day they were said, the next session, and the end of the term."""

    said: date
    next_session: date | None = None
    term_end: date | None = None


@dataclass(frozen=True, kw_only=True)
class DateMention:
    """A day named in a text. `start` and `end` are character offsets; `is_due` tells a day ahead from one gone by."""

    start: int
    end: int
    day: date
    words: str
    is_due: bool = True


DAY = r"(?P<wd>" + "|".join(sorted(cal.WEEKDAYS, key=len, reverse=True)) + r")s?\b\.?"
MONTH = r"(?P<mo>" + "|".join(sorted(cal.MONTHS, key=len, reverse=True)) + r")\b\.?"
NUM = r"(?P<n>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|(?:a )?couple(?: of)?|(?:a )?few)"
UNIT = r"(?P<unit>days?|weeks?|wks?|months?|mos?)\b"
DOM = r"(?P<dom>\d{1,2})(?:st|nd|rd|th)?\b"
NEXT = r"(?:next|nxt|nex)"


def _unit_days(anchors: Anchors, found: Found) -> int | None:
    count = cal.number(found["n"])
    if count is None:
        return None
    unit = found["unit"].lower()
    if unit.startswith("d"):
        return count
    if unit.startswith("w"):
        return 7 * count
    ahead = cal.month_end(anchors.said, count)
    return (ahead.replace(day=min(anchors.said.day, ahead.day)) - anchors.said).days


def _in(anchors: Anchors, found: Found) -> date | None:
    days = _unit_days(anchors, found)
    return None if days is None else anchors.said + timedelta(days=days)


def _ago(anchors: Anchors, found: Found) -> date | None:
    days = _unit_days(anchors, found)
    return None if days is None else anchors.said - timedelta(days=days)


def _weekday(found: Found) -> int:
    return cal.WEEKDAYS[found["wd"].lower()]


def _month_day(anchors: Anchors, found: Found) -> date | None:
    month, day = cal.MONTHS[found["mo"].lower()], int(found["dom"])
    year = found.groupdict().get("year")
    if year:
        return cal.safe_date(int(year), month, day)
    return cal.nearest_year(anchors.said, month, day)


def _slashed(anchors: Anchors, found: Found) -> date | None:
    month, day = int(found["m"]), int(found["d"])
    if month > 12 >= day:
        month, day = day, month
    if not 1 <= month <= 12:
        return None
    year = found["y"]
    if year:
        return cal.safe_date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return cal.nearest_year(anchors.said, month, day)


def _ordinal(anchors: Anchors, found: Found) -> date | None:
    day = int(found["dom"])
    return cal.day_of_month(anchors.said, day) if 1 <= day <= 31 else None


def _weeks_after(anchors: Anchors, found: Found) -> date | None:
    weeks = cal.number(found["n"]) or 1
    return cal.coming(anchors.said, _weekday(found)) + timedelta(days=7 * weeks)


def _weekend(anchors: Anchors, found: Found) -> date:
    if re.match(r"before|by|b4", found[0], re.IGNORECASE):
        return cal.this_week(anchors.said, cal.FRIDAY)
    return cal.this_week(anchors.said, cal.SUNDAY)


# First match wins where two overlap, so the longer and surer forms stand first. The bool says whether the day is ahead.
RULES: tuple[tuple[str, Resolve, bool], ...] = (
    (r"\b(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b",
     lambda a, f: cal.safe_date(int(f["y"]), int(f["m"]), int(f["d"])), True),
    (rf"\b{MONTH}\s+{DOM}(?:,?\s*(?P<year>20\d\d))?(?!\s*(?:%|pages|problems|students|hours|hrs|min))",
     _month_day, True),
    (rf"\b(?:the\s+)?{DOM}\s+(?:of\s+)?{MONTH}(?:,?\s*(?P<year>20\d\d))?", _month_day, True),
    (r"(?<![\d/.$-])(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/(?P<y>\d{4}|\d\d))?(?![\d/%])", _slashed, True),
    (rf"\b{DAY},?\s+(?:the\s+)?(?P<dom>\d{{1,2}})(?:st|nd|rd|th)\b", _ordinal, True),
    (rf"\b{NUM}\s+{UNIT}\s+(?:ago|back)\b", _ago, False),
    (rf"\b{NUM}\s+(?:weeks?|wks?)\s+(?:from|after)\s+(?:this\s+|next\s+)?{DAY}", _weeks_after, True),
    (rf"\b{DAY}\s+after\s+next\b", lambda a, f: cal.next_week(a.said, _weekday(f)) + timedelta(days=7), True),
    (rf"\b{DAY}\s+(?:(?:of\s+)?{NEXT}\s+(?:week|wk)|week)\b", lambda a, f: cal.next_week(a.said, _weekday(f)), True),
    (rf"\b{NEXT}\s+(?:week|wk)(?:'s)?,?\s+(?:on\s+)?{DAY}", lambda a, f: cal.next_week(a.said, _weekday(f)), True),
    (rf"\b(?:last|past|prev(?:ious)?)\s+{DAY}", lambda a, f: cal.latest(a.said, _weekday(f)), False),
    (rf"\b{NEXT}\s+{DAY}", lambda a, f: cal.next_week(a.said, _weekday(f)), True),
    (rf"\b(?:this|ths)\s+(?:coming\s+)?{DAY}", lambda a, f: cal.this_week(a.said, _weekday(f)), True),
    (r"\bday\s+after\s+(?:tomorrow|tmrw|tmw|tomm?or?row)\b", lambda a, f: a.said + timedelta(days=2), True),
    (r"\b(?:tomorrow|tmrw|tmr|tmw|tmrrw|tomorow|tommorow|tommorrow|2morrow|2moro|2mrw)\b",
     lambda a, f: a.said + timedelta(days=1), True),
    (r"\b(?:yesterday|yest(?:erday)?|ystrday)\b", lambda a, f: a.said - timedelta(days=1), False),
    (r"\b(?:today|tonight|tonite|tonigt|2day|2nite|eod|this (?:evening|afternoon|morning)|"
     r"end of (?:the )?day|by midnight)\b",
     lambda a, f: a.said, True),
    (rf"\b(?:in|within|w/in|w/i)\s+(?:the\s+next\s+|about\s+|abt\s+)?{NUM}\s+{UNIT}", _in, True),
    (rf"\b{NUM}\s+{UNIT}\s+(?:from (?:now|today)|out|time)\b", _in, True),
    (r"\b(?:in\s+)?a\s+fortnight\b", lambda a, f: a.said + timedelta(days=14), True),
    (r"\b(?:end|last day) of (?:the |this )?month\b|\beom\b|\bmonth'?s?[ -]end\b",
     lambda a, f: cal.month_end(a.said), True),
    (rf"\bend of {NEXT} month\b", lambda a, f: cal.month_end(a.said, 1), True),
    (rf"\b(?:first|1st|start|beginning) of (?:{NEXT}|the) month\b",
     lambda a, f: cal.month_end(a.said) + timedelta(days=1), True),
    (rf"\b(?:end|close) of (?:{MONTH})", lambda a, f: _month_end(a, f), True),
    (rf"\bmid[- ]{MONTH}", lambda a, f: cal.nearest_year(a.said, cal.MONTHS[f["mo"].lower()], 15), True),
    (rf"\bend of {NEXT} (?:week|wk)\b", lambda a, f: cal.next_week(a.said, cal.FRIDAY), True),
    (r"\bend of (?:the |this )?(?:week|wk)\b|\beow\b|\b(?:later )?this (?:week|wk)\b",
     lambda a, f: cal.this_week(a.said, cal.FRIDAY), True),
    (rf"\b{NEXT} weekend\b", lambda a, f: cal.next_week(a.said, cal.SUNDAY), True),
    (r"\b(?:(?:before|by|b4)\s+)?(?:the|this)\s+(?:coming\s+)?(?:weekend|wknd|wkend)\b", _weekend, True),
    (r"\bend of (?:the |this )?(?:term|semester|sem|quarter)\b", lambda a, f: a.term_end, True),
    (rf"\b(?:(?:before|by|b4|for|til+|until)\s+)?(?:our\s+|the\s+)?"
     rf"{NEXT} (?:session|sesh|time|mtg|meeting|meet(?:up)?)\b",
     lambda a, f: a.next_session, True),
    (r"\b(?:last|past) (?:week|wk)\b", lambda a, f: a.said - timedelta(days=7), False),
    (rf"\b{NEXT} (?:week|wk)\b|\ba week from (?:now|today)\b", lambda a, f: a.said + timedelta(days=7), True),
    (rf"\b{NEXT} month\b", lambda a, f: cal.month_end(a.said, 1), True),
    (r"\b(?:the|on|by|before|b4|til+|until|due|thru)\s+(?:the\s+)?(?P<dom>\d{1,2})(?:st|nd|rd|th)\b"
     r"(?!\s+(?:time|draft|chapter|problem|question|try|quiz|attempt|one|grade|floor|week|session|year|set|"
     r"paper|part))",
     _ordinal, True),
    (rf"\b{DAY}", lambda a, f: cal.coming(a.said, _weekday(f)), True),
)  # fmt: skip


def _month_end(anchors: Anchors, found: Found) -> date | None:
    first = cal.nearest_year(anchors.said, cal.MONTHS[found["mo"].lower()], 1)
    return cal.month_end(first) if first else None


COMPILED = tuple((re.compile(pattern, re.IGNORECASE), resolve, ahead) for pattern, resolve, ahead in RULES)
LEAD = re.compile(
    r"(?:\b(?:by|on|before|b4|due|until|till?|next|nxt|this|last|every|for|from|@|come|and|or|to|late|early|"
    r"after|starting)|[/,(&-])\s*$",
    re.IGNORECASE,
)
PAST_VERB = re.compile(
    r"\b(?:was|were|went|met|did|had|came|missed|got|turned in|submitted|finished|attended|visited|talked|spoke|sent|"
    r"emailed|took|forgot|saw|said|started|completed|didn'?t|worked)\b",
    re.IGNORECASE,
)
AHEAD_VERB = re.compile(
    r"\b(?:will|'ll|ll|going to|gonna|due|by|before|plans?|needs? to|promised|agreed|committed|wants? to|has to|must|"
    r"should|is to|until|next|meeting|meets?|exam|quiz|test|midterm|deadline)\b|'ll|->|→",
    re.IGNORECASE,
)
WEEKLY = re.compile(r"\b(?:every|each|on\s+\w+days\b|mondays|tuesdays|wednesdays|thursdays|fridays)\b", re.IGNORECASE)


MAYBE = re.compile(
    r"\d|\b(?:mon|tu|wed|wens|thu|thr|fri|fir|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|set|oct|oco|nov|dec|"
    r"to[dmn]|tmr|tmw|yest|"
    r"ystr|week|wk|month|next|nxt|nex|session|mtg|meet|end|eo[mwd]|term|sem|fortnight|day|last|past|this|mid|later)",
    re.IGNORECASE,
)


def find_dates(text: str, anchors: Anchors) -> tuple[DateMention, ...]:
    """Every day named in `text`, in order, no two overlapping."""
    taken: list[DateMention] = []
    if MAYBE.search(text) is None:
        return ()
    for mention in _candidates(text, anchors):
        if all(mention.end <= other.start or mention.start >= other.end for other in taken):
            taken.append(mention)
    return tuple(sorted(taken, key=lambda mention: mention.start))


def due_date(text: str, anchors: Anchors) -> date | None:
    """The day by which: the mention that follows "by", "due" or "before", else the first one that is ahead."""
    return due_among(text, find_dates(text, anchors))


def due_among(text: str, mentions: Sequence[DateMention], after: int = 0) -> date | None:
    """The same among mentions already found; those that begin before `after` count only where no other is ahead."""
    ahead = [mention for mention in mentions if mention.is_due]
    ahead = [mention for mention in ahead if mention.start >= after] or ahead
    for mention in ahead:
        if BY.search(text[: mention.start].rstrip()) or BY_WORD.match(mention.words):
            return mention.day
    return ahead[0].day if ahead else None


BY = re.compile(r"\b(?:by|before|b4|due|until|till?|no later than)(?: on)?$", re.IGNORECASE)
BY_WORD = re.compile(r"(?:by|before|b4)\b", re.IGNORECASE)


def _candidates(text: str, anchors: Anchors) -> Iterator[DateMention]:
    for pattern, resolve, ahead in COMPILED:
        for found in pattern.finditer(text):
            if _is_everyday(text, found) or (found.groupdict().get("wd") and _repeats(text, found)):
                continue
            day = resolve(anchors, found)
            if day is None:
                continue
            due = ahead
            if ahead and pattern is COMPILED[-1][0] and _is_gone(text, found):
                due, day = False, cal.latest(anchors.said, _weekday(found))
            yield DateMention(
                start=found.start(), end=found.end(), day=day, words=found[0], is_due=due and day >= anchors.said
            )  # fmt: skip


def _is_everyday(text: str, found: Found) -> bool:
    """Whether the match is an everyday word ("she sat", "may help", "3/4 done") rather than a date."""
    groups = found.groupdict()
    if groups.get("m") and not groups.get("y") and _is_fraction(text, found):
        return True
    word = (groups.get("wd") or "").lower()
    if word not in cal.EVERYDAY or found[0][:1].isupper() or len(found[0].split()) > 1:
        return False
    return LEAD.search(text[: found.start()]) is None and text[found.end() :].strip(" .,;!)") != ""


FRACTION_AFTER = re.compile(
    r"\s*(?:of\b|done\b|way\b|the\b|cup|correct|right|right\b|problems?\b|questions?\b|on\b|pts|points)", re.I
)
FRACTION_BEFORE = re.compile(
    r"(?:\b(?:got|scored?|p|pp|pg|pgs|page|pages|ch|chapter|chapters|problems?|probs?|hw|#|quiz|did|"
    r"about|only|"
                             r"finished|completed|slope|rate|of|is|=|than|with|like|as|answered|section|"
                             r"sec)\.?\s*#?|[=+*(-]\s*)$", re.I)  # fmt: skip


def _is_fraction(text: str, found: Found) -> bool:
    """Whether "3/4" is a part of something or a score, not a day."""
    before, after = text[: found.start()], text[found.end() :]
    if re.search(r"\b(?:by|due|before|b4|until|till?|on)\s*$", before, re.IGNORECASE):
        return False
    return bool(FRACTION_AFTER.match(after) or FRACTION_BEFORE.search(before))


def _repeats(text: str, found: Found) -> bool:
    """Whether a weekday is a habit ("every Mon", "Tuesdays") rather than one day."""
    habit = re.search(r"\bthe\s+$", text[: found.start("wd")], re.I) and re.match(
        r"\w+\.?\s+(?:study|group|class|lecture|section|lab|workshop|meeting|club|morning|night)",
        text[found.start("wd") :],
        re.I,
    )
    several = r"\w+days\b|\w+\.?(?:\s*(?:/|&|and|,)\s*\w+\.?)*\s+(?:mornings|afternoons|evenings|nights)\b"
    plural = habit is not None or re.match(several, text[found.start("wd") :], re.IGNORECASE) is not None
    return (
        plural or re.search(r"\b(?:every|each)\s+(?:\w+\s+(?:and|&)\s+)?$", text[: found.start("wd")], re.I) is not None
    )


def _is_gone(text: str, found: Found) -> bool:
    """Whether a bare weekday lies behind: the words before it tell of the past and nothing looks ahead."""
    before = text[: found.start()]
    return PAST_VERB.search(before) is not None and AHEAD_VERB.search(text) is None
