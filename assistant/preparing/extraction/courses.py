"""Courses a text names: by code ("MATH 101", "bio110"), by the scenario's own list, or by a subject's short name."""

import re
from collections.abc import Sequence

CODE = re.compile(r"\b(?P<dept>[A-Z]{2,5}|[A-Z][a-z]{2,4}|[a-z]{3,5})[ -]?(?P<num>\d{2,3}[A-Za-z]?)\b")
EVERYDAY = """
the for and but got did has was ch chap page pages room about only over under until from with next last nov dec jan feb
mar apr may jun jul aug sep sept oct mon tue tues wed thu thur fri sat sun problem quiz week unit level step around than
near hall bldg bld top all into approx by at to of on in or pg pp hw lab day days set ex max min we she he her his had
read do need some exam test draft part sec section
"""
NOT_DEPARTMENTS = frozenset(EVERYDAY.split())
SUBJECTS = {
    "calc": "calculus", "calculus": "calculus", "precalc": "precalculus", "precalculus": "precalculus",
    "algebra": "algebra",
    "stats": "statistics", "statistics": "statistics", "bio": "biology", "biology": "biology", "chem": "chemistry",
    "chemistry": "chemistry", "orgo": "organic chemistry", "o-chem": "organic chemistry", "ochem": "organic chemistry",
    "physics": "physics", "phys": "physics", "psych": "psychology", "psychology": "psychology", "econ": "economics",
    "economics": "economics", "english": "english", "engl": "english", "comp": "composition",
    "composition": "composition",
    "spanish": "spanish", "history": "history", "hist": "history", "accounting": "accounting", "acct": "accounting",
    "anatomy": "anatomy", "a&p": "anatomy", "linear": "linear algebra", "geometry": "geometry", "trig": "trigonometry",
    "philosophy": "philosophy", "sociology": "sociology", "soc": "sociology", "nursing": "nursing",
    "java": "programming",
    "python": "programming", "programming": "programming", "cs": "computer science", "discrete": "discrete math",
    "comp sci": "computer science", "poli sci": "political science", "polisci": "political science", "speech": "speech",
}  # fmt: skip
SUBJECT = re.compile(
    r"(?<![\w-])(" + "|".join(sorted(map(re.escape, SUBJECTS), key=len, reverse=True)) + r")(?![\w-])", re.IGNORECASE
)


def code_of(text: str) -> str:
    """A course code in one spelling: "math-101" -> "MATH 101"; other names are only tidied."""
    match = CODE.fullmatch(text.strip())
    return f"{match['dept'].upper()} {match['num'].upper()}" if match else " ".join(text.split())


def find_courses(text: str, known: Sequence[str] = ()) -> tuple[str, ...]:
    """Courses named in `text`, in order, each once. A known course is found by its code, name or department."""
    found: list[str] = []
    for match in CODE.finditer(text):
        if match["dept"].lower() not in NOT_DEPARTMENTS and (match["dept"].isupper() or _is_known(match[0], known)):
            found.append(code_of(match[0]))
    for match in SUBJECT.finditer(text):
        subject = SUBJECTS[match[1].lower()]
        code = next((code_of(one) for one in known if _names(one, match[1], subject)), subject)
        found.append(code)
    return tuple(dict.fromkeys(found))


def _is_known(text: str, known: Sequence[str]) -> bool:
    code = code_of(text)
    return any(code_of(one).startswith(code) for one in known) or code.split()[0].lower() in {
        "math", "chem", "phys", "biol", "engl", "psyc", "econ", "stat", "acct", "hist", "span", "bio", "nurs", "eng",
        "soc", "phil",
    }  # fmt: skip


def _names(course: str, short: str, subject: str) -> bool:
    low = course.lower()
    return low.startswith((short.lower()[:4], subject[:4])) or subject in low
