"""Find structured identifiers by their shape: addresses of every sort, numbers of persons and accounts."""

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, kw_only=True)
class PatternHit:
    """A stretch of text with the kind of identifier it looks like (EMAIL, PHONE, ID ...)."""

    start: int
    end: int
    kind: str


AT = r"(?:\s*@\s*|\s*[\(\[{]\s*at\s*[\)\]}]\s*|\s+at\s+(?=\S+\s+dot\s))"
DOT = r"(?:\.|\s*[\(\[{]\s*dot\s*[\)\]}]\s*|\s+dot\s+)"
TOP = (
    r"(?:com|org|net|edu|gov|mil|info|biz|io|ai|app|dev|me|us|uk|ca|au|de|fr|es|it|nl|be|ch|at|se|no|dk|fi|pl|cz|pt|br|mx|cn|"
    r"jp|kr|in|ru|ua|gr|cy|tr|ie|nz|za|ar|cl|co|uy|hu|ro|bg|hr|si|sk|ee|lv|lt|is|lu|li|mt|tn|ma|eg|il|ae|sg|hk|tw|th|vn|"
    r"id|ph|my)"
)
ADDRESS_END = (
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|terrace|ter|way|"
    r"highway|hwy|parkway|pkwy|square|sq|trail|trl|alley|crescent|close|row)"
)
SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(shape, re.IGNORECASE))
    for kind, shape in (
        ("EMAIL", rf"(?<![\w.])[\w.+%-]+{AT}[\w-]+(?:{DOT}[\w-]+)*{DOT}[a-z]{{2,}}(?![\w-])"),
        ("URL", r"\b(?:https?|ftp)://[^\s<>\"'()]+|\bwww\.[^\s<>\"'()]+"),
        ("URL", rf"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+{TOP}\b(?:/[^\s<>\"'()]*)?(?![\w@])"),
        ("IBAN", r"\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,4})?\b"),
        ("SSN", r"(?<!\d)\d{3}[ .\-–]\d{2}[ .\-–]\d{4}(?!\d)"),
        ("CARD", r"(?<![\d])(?:\d[ \-–]?){12,18}\d(?!\d)"),
        ("ADDRESS", rf"\b\d{{1,6}}[a-z]?\s+(?:[\w'’.-]+\s+){{1,4}}{ADDRESS_END}\b\.?"),
        ("ADDRESS", r"\b(?:apt|apartment|suite|ste|unit|p\.?\s?o\.?\s?box|psc|box|unit)\.?\s*#?\s*\d+\w*\b"),
        ("POSTCODE", r"\b\d{5}-\d{4}\b|\b\d{4}-\d{3}\b"),
        ("POSTCODE", r"\b[a-z]{1,2}\d[a-z\d]?\s\d[a-z]{2}\b|\b[a-z]\d[a-z]\s?\d[a-z]\d\b"),
        ("POSTCODE", r"(?:zip(?:\s?code)?|post(?:al)?\s?code)\W{1,4}(?:is\W+)?[a-z\d]{2,5}(?:[ -][a-z\d]{2,4})?\b"),
        ("ID", r"\b(?:[a-z]{1,4}-?|[a-z]{1,2} )?\d{5,}(?:-\d+)*\b|\b[a-z]{1,3}\d{4,}\b"),
        ("ID", r"\b\d{2,4}(?:-\d{2,5}){2,}\b"),
        ("ID", r"(?:student|employee|member|case|account)\s?(?:id|no|number|#)\W{1,4}(?:is\W+)?[\w-]*\d[\w-]*"),
        ("PHONE", r"(?<![\d\w])(?:\+|00)\s?\d{1,3}(?:[ .\-–/]*\(?\d{1,5}\)?){2,6}(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?!\d)"),
        ("PHONE", r"(?<![\d\w])\(?\d{2,5}\)?(?:[ .\-–/]{0,2}\(?\d{2,8}\)?){1,4}(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?!\d)"),
    )
)  # fmt: skip
DATE = re.compile(
    r"(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d)$"
)
FEWEST_PHONE_DIGITS = 7
PHONE_REGIONS = ("US", "GB")


def find_patterns(text: str) -> list[PatternHit]:
    """Every identifier by shape. Dates, years, times, scores and course numbers are none."""
    hits = [hit for kind, shape in SHAPES for hit in matches(text, kind, shape)]
    hits += addresses_of_machines(text)
    hits += [PatternHit(start=m.start, end=m.end, kind="PHONE") for m in phone_matches(text)]
    return hits


def matches(text: str, kind: str, shape: re.Pattern[str]) -> Iterator[PatternHit]:
    """Matches of one shape that stand up to a second look."""
    for match in shape.finditer(text):
        if is_one(kind, match.group()):
            yield PatternHit(start=match.start(), end=match.end(), kind=kind)


def is_one(kind: str, found: str) -> bool:
    """Whether a match of a shape is an identifier of that kind."""
    check = CHECKS.get(kind)
    return check is None or check(found.strip())


def digits(found: str) -> str:
    """The digits of a match."""
    return re.sub(r"\D", "", found)


def is_phone(found: str) -> bool:
    """Seven digits or more that are no date and no span of years."""
    return FEWEST_PHONE_DIGITS <= len(digits(found)) <= 16 and not DATE.match(found)


def is_iban(found: str) -> bool:
    """The country's two letters, and as many characters as an IBAN has; more digits than a word has."""
    bare = re.sub(r"[ -]", "", found)
    return 14 <= len(bare) <= 34 and len(digits(bare)) >= 8


CHECKS: dict[str, Callable[[str], bool]] = {
    "PHONE": is_phone,
    "IBAN": is_iban,
    "ID": lambda found: DATE.match(found) is None,
    "POSTCODE": lambda found: any(c.isdigit() for c in found),
}
IP_LIKE = re.compile(
    r"(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w.]*\w)", re.IGNORECASE
)


def addresses_of_machines(text: str) -> Iterator[PatternHit]:
    """IP addresses of both versions, as the standard library reads them."""
    for match in IP_LIKE.finditer(text):
        try:
            ipaddress.ip_address(match.group())
        except ValueError:
            continue
        if len(match.group()) > 4:
            yield PatternHit(start=match.start(), end=match.end(), kind="IP")


@lru_cache(maxsize=1)
def phone_library() -> Any:
    """phonenumbers, imported when a text is first masked: its metadata take a tenth of a second."""
    import phonenumbers

    return phonenumbers


def phone_matches(text: str) -> Iterator[Any]:
    """Telephone numbers as Google's library finds them, for the campus's region and one more."""
    if sum(c.isdigit() for c in text) < FEWEST_PHONE_DIGITS:
        return
    library = phone_library()
    for region in PHONE_REGIONS:
        yield from library.PhoneNumberMatcher(text, region, leniency=library.Leniency.VALID)
