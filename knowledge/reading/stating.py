"""Check what a file says of itself, and guess the rest: title, office, audience, dates, campus."""

import re
from collections import Counter
from datetime import date, datetime

from knowledge.document import Audience, SupportKind

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
OFFICE_WORDS = (
    "Office|Center|Centre|Lab|Library|Services?|Desk|Program|Programme|Pantry|Clinic|Advising|Department|Hub|Registrar|"
    "Bursar|Cashier|Security|Police|Counseling|Housing|Help ?desk|Closet|Institute|Commons|Studio|Accommodations|Union"
)
OFFICE_NAME = re.compile(rf"\b((?:[A-Z][\w&'’-]*(?: (?:and|of|for|the) | ))*(?:{OFFICE_WORDS}))\b")
CAMPUS_NAME = re.compile(r"\b((?:[A-Z][a-z]+ )?[A-Z][a-z]+) [Cc]ampus\b")
NOT_A_CAMPUS = {
    "on",
    "off",
    "the",
    "our",
    "this",
    "every",
    "each",
    "both",
    "all",
    "your",
    "any",
    "other",
    "across",
    "student",
}

EVERYONE = re.compile(r"\b(everyone|everybody|all|public|any(one|body)?|students?|mentees?|general|community|open)\b")
MENTORS = re.compile(r"\b((peer[- ])?mentors?|mentoring staff|peer leaders?|coaches|tutors?)\b")
KEEPERS = re.compile(
    r"\b(coordinators?|staff|internal|admin\w*|supervisors?|faculty|employees?|confidential|restricted)\b"
)
PATH_MENTOR = re.compile(
    r"(^|[/_\- ])mentors?([/_\- ](training|only|handbook|guide|manual|docs?|resources|materials)|/)"
)
PATH_KEEPER = re.compile(r"(^|[/_\- ])(staff|internal|coordinators?|restricted|staff[-_ ]only)([/_\- ]|$)")
TEXT_MENTOR = re.compile(
    r"\b(for (peer )?mentors? only|(peer )?mentors?[- ]only|(only )?for (use by )?(peer )?mentors and (staff|coordinators)|"
    r"(not|never) (for|to be shared with|share[d]? with|shown to) (students|mentees)|mentors? (and staff )?eyes only|"
    r"do not (share|give|show|distribute|forward)[^.]{0,40}\b(students|mentees)|audience: (peer )?mentors?)\b",
    re.IGNORECASE,
)
TEXT_KEEPER = re.compile(
    r"\b((coordinators?|staff)[- ]only|for (coordinators?|staff) only|internal use only|(for )?internal use\b|"
    r"not for (students|mentees) or mentors|audience: (coordinators?|staff))\b",
    re.IGNORECASE,
)
TITLE_MENTOR = re.compile(
    r"^(peer )?mentor('?s'?)? (training|handbook|guide|manual|playbook|toolkit|notes|escalation)", re.IGNORECASE
)


def audience_of(stated: str, path: str, title: str, opening: str) -> tuple[Audience, str]:
    """Who may be answered from it, and a warning when that was guessed or not understood.

    A word nobody knows closes the document to all but coordinators: the mistake is then seen, not leaked.
    """
    if stated:
        said = stated.lower()
        for pattern, audience in (
            (EVERYONE, Audience.EVERYONE),
            (MENTORS, Audience.MENTOR),
            (KEEPERS, Audience.COORDINATOR),
        ):
            if pattern.search(said):
                narrowed = audience is Audience.EVERYONE and re.search(r"\bonly\b|\bnot\b|\bno\b", said)
                return (guessed_audience(path, title, stated) if narrowed else audience), ""
        return Audience.COORDINATOR, "the audience is not understood: kept for coordinators"
    guess = guessed_audience(path.lower(), title, opening)
    return guess, "" if guess is Audience.EVERYONE else f"no audience stated: kept for {guess}s by its wording"


def guessed_audience(path: str, title: str, opening: str) -> Audience:
    """The narrowest audience that path, title or opening words name."""
    if TEXT_KEEPER.search(opening) or PATH_KEEPER.search(path.rpartition("/")[0]):
        return Audience.COORDINATOR
    if TEXT_MENTOR.search(opening) or PATH_MENTOR.search(path) or TITLE_MENTOR.search(title):
        return Audience.MENTOR
    return Audience.EVERYONE


def support_kind_of(stated: str) -> tuple[SupportKind | None, str]:
    """One of the three kinds, and a warning for any other word."""
    first = stated.strip().lower().split(",")[0].strip()
    if not first:
        return None, ""
    try:
        return SupportKind(first), ""
    except ValueError:
        return None, "support_kind is none of academic, emotional, practical: left out"


def date_of(stated: str) -> date | None:
    """A date as people write it; month before day where only numbers are given. None when it is none."""
    text = stated.strip().lower().replace(",", " ").replace(".", " ")
    if match := re.search(r"\b(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return made(int(match[1]), int(match[2]), int(match[3]))
    if match := re.search(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", text):
        return made(int(match[3]), int(match[1]), int(match[2]))
    if match := re.search(r"\b([a-z]{3,9})\s+(\d{1,2})(?:st|nd|rd|th)?\s+(\d{4})\b", text):
        return made(int(match[3]), month(match[1]), int(match[2]))
    if match := re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\s+(\d{4})\b", text):
        return made(int(match[3]), month(match[2]), int(match[1]))
    if match := re.search(r"\b([a-z]{3,9})\s+(\d{4})\b", text):
        return made(int(match[2]), month(match[1]), 1)
    return None


def month(name: str) -> int:
    """1 to 12, or 0 for a word that is no month."""
    return MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else 0


def made(year: int, month_number: int, day: int) -> date | None:
    """The date, if the calendar has it."""
    try:
        return datetime(year, month_number, day).date()  # noqa: DTZ001 - a calendar day has no zone
    except ValueError:
        return None


def title_from_path(path: str) -> str:
    """Words out of a file name."""
    stem = re.sub(r"\.\w+$", "", path.rpartition("/")[2])
    words = re.sub(r"[\W_]+", " ", re.sub(r"^\d+[\W_]+", "", stem)).strip()
    return words[:1].upper() + words[1:] if words else path


def office_of(title: str, text: str) -> str:
    """The title where it names an office; else the office the text names most."""
    if re.search(rf"\b(?:{OFFICE_WORDS})\b", title) and len(title) < 70:
        return re.split(r"\s*[:–—|]\s*|\s+(?:hours|fees|faq)\b", title, maxsplit=1, flags=re.IGNORECASE)[0].strip()
    names = Counter(re.sub(r"^The ", "", name) for name in OFFICE_NAME.findall(text) if " " in name)
    return names.most_common(1)[0][0] if names else ""


def campus_of(*texts: str) -> str:
    """The first campus named, or ''."""
    for text in texts:
        for match in CAMPUS_NAME.finditer(text):
            words = [word for word in match[1].split() if word.lower() not in NOT_A_CAMPUS]
            if words:
                return " ".join(words)
    return ""
