"""Cutting a messy note into statements: one thought each, with its place in the note and the heading it stands "
"under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ABBREVIATIONS = (
    "prof", "dr", "mr", "mrs", "ms", "ch", "chap", "pg", "pp", "p", "vs", "e.g", "i.e", "etc", "approx", "dept",
    "appt", "no",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed",
    "thu",
    "thur", "thurs", "fri", "sec", "st", "intro", "hw", "asst", "asap", "a.m", "p.m", "fig", "eq", "vol", "u.s",
)  # fmt: skip
DAYS = frozenset(
    {"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "asap", "etc", "hw", "no", "a.m", "p.m", "sec"}
)
HEADING = re.compile(
    r"^\W{0,4}(?P<head>concerns?|goals?|solved|wins?|struggles?|issues?|next steps?|next|ns|to[- ]?dos?|"
    r"action items?|actions?|ai|"
    r"homework|hw|follow[- ]?ups?|f/u|plan|promises?|commitments?|agreed|tasks?|for next (?:time|week|session)|"
    r"before next (?:time|week|session)|carry[- ]?over|did ?n[o']t get to|not reached|notes?|summary|update|"
    r"reminders?|"
    r"topics?|covered|today|deal|assigned|homework for next time|progress)\s*(?::|\s[-–—]\s|\s?(?:->|"
    r"→))\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
BULLET = re.compile(r"^\s*(?:[-*•–—▪◦+>]+|\(?\d{1,2}[.)]|\[[ xX✓]?\]|☐|☑|✓|->|→)\s+")
CHECKED = re.compile(r"^\s*(?:[-*•]\s*)?(?:\[[xX✓]\]|☑|✓)")
OPEN_BOX = re.compile(r"^\s*(?:[-*•]\s*)?(?:\[ ?\]|☐|->|→)")
END = re.compile(
    r"(?<=[.!?…])[\"')\]]*\s+(?=\S)|\s*;\s*|\s+[|•]\s+|\s+(?:->|→|=>)\s+|\s+[–—]\s+|\s+-{1,2}\s+|"
    r"\s*\+\s+(?=[a-z]+\s)",
    re.I,
)
NEW_SUBJECT = re.compile(
    r"(?:,?\s+(?:and|but|while|&|then|so|also)|,)\s+(?=(?:I|we|she|he|they|[A-Z][a-z]+|me|mentee|mentor|"
    r"both)(?:'ll|\s+(?:will|wll|'ll|to|"
    r"am|is|are|was|still|did|didn'?t|has|hasn'?t|also|both|going|gonna|promised|agreed|said|says|needs?|plans?|"
    r"owes?|should|must|"
    r"can'?t|finished|struggles|struggled|seems?|feels?|felt|got|forgot|reviewed|wants?))\b)"
)
NUMBERED = re.compile(r"(?:^|[,;.]?\s+)\(?[1-9]\)\s+(?=\w)")  # "(1) Maya - ..., (2) me - ..."
BUT = re.compile(r",?\s+\b(?:but|however|although|though|yet)\b,?\s+(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One thought of a note. `start`/`end` are its offsets; `heading` is the lower-cased heading above it, or empty."""

    text: str
    start: int
    end: int
    heading: str = ""
    bullet: bool = False
    checked: bool = False
    boxed: bool = False  # an open box or an arrow stands before it


def split_statements(text: str) -> tuple[Statement, ...]:
    """All statements of a note, in order; none is empty."""
    found: list[Statement] = []
    heading, offset = "", 0
    for line in text.splitlines(keepends=True):
        if not line.strip():
            heading = ""
        body, lead = _strip_bullet(line)
        match = HEADING.match(body)
        own = heading
        if match:
            own = _known(match["head"])
            lead += match.start("rest")
            body = match["rest"]
            heading = own if not body.strip() else heading
        found.extend(_pieces(line, body, offset + lead, own))
        offset += len(line)
    return tuple(found)


def _strip_bullet(line: str) -> tuple[str, int]:
    mark = BULLET.match(line)
    lead = mark.end() if mark else len(line) - len(line.lstrip())
    second = BULLET.match(line[lead:])
    lead += second.end() if second else 0
    return line[lead:].rstrip(), lead


def _known(head: str) -> str:
    return re.sub(r"\s+", " ", head.lower()).strip()


def _pieces(line: str, body: str, offset: int, heading: str) -> Iterator[Statement]:
    bullet, checked, boxed = bool(BULLET.match(line)), bool(CHECKED.match(line)), bool(OPEN_BOX.match(line))
    for start, end, arrow in _cuts(body):
        words = body[start:end]
        lead = len(words) - len(words.lstrip(" ,;-–—>→"))
        words = words.strip(" ,;-–—>→\t\r\n")
        if not re.search(r"\w", words):
            continue
        inner = HEADING.match(words) if start else None
        head = _known(inner["head"]) if inner and inner["rest"].strip() else heading
        if inner and inner["rest"].strip():
            lead += inner.start("rest")
            words = inner["rest"].strip()
        at = offset + start + lead
        yield Statement(
            text=words,
            start=at,
            end=at + len(words),
            heading=head,
            bullet=bullet,
            checked=checked,
            boxed=boxed or arrow,
        )


def _cuts(body: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each piece, and whether an arrow led into it."""
    start, arrow = 0, False
    for cut in sorted(
        [*END.finditer(body), *NEW_SUBJECT.finditer(body), *BUT.finditer(body), *NUMBERED.finditer(body)],
        key=lambda m: m.start(),
    ):
        if (
            cut.start() < start
            or _inside(body, cut)
            or _joins_names(body[start : cut.start()], cut)
            or _adds_day(body, cut)
        ):
            continue
        yield start, cut.start(), arrow
        start, arrow = cut.end(), bool(re.search(r"->|→|=>", cut[0]))
    yield start, len(body), arrow


TIMES = re.compile(
    r"(?:at|from|to|and|or|&|by|w/|with|the|night|morning|afternoon|eve\w*|in|on|before|after)\b|"
    r"[\d@(-]",
    re.I,
)


def _joins_names(before: str, cut: re.Match[str]) -> bool:
    """Whether a cut parts a name from its deed ("Maya and I will ...", "Maya - finish lab 6")."""
    words = len(before.split())
    if cut.re is NEW_SUBJECT:
        return words <= 2 and re.fullmatch(r"\s+(?:and|&)\s+", cut[0]) is not None
    return words == 1 and re.fullmatch(r"\s+[–—-]{1,2}\s+", cut[0]) is not None


def _adds_day(body: str, cut: re.Match[str]) -> bool:
    """Whether what follows only says when ("finish the reply - due Weds")."""
    after = body[cut.end() :]
    return (
        cut.re is END
        and not cut[0].isspace()
        and re.match(r"(?:due|by|before|deadline|no later)\b", after, re.I) is not None
    )


def _inside(body: str, cut: re.Match[str]) -> bool:
    """Whether a full stop belongs to an abbreviation, a number or an initial rather than an end."""
    if not cut[0].isspace():
        return False
    word = re.search(r"([\w.'/-]+)\.$", body[: cut.start()])
    if word is None:
        return False
    after = body[cut.end() :]
    if word[1].lower() in DAYS and (re.match(r"[A-Z][a-z]*'?[a-z]*\s", after) or not TIMES.match(after)):
        return False
    return word[1].lower() in ABBREVIATIONS or re.fullmatch(r"[A-Z]", word[1]) is not None
