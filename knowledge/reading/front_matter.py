"""What a file says of itself: YAML front matter, or plain `Key: value` lines at its very top. All values unchecked."""

import re
from typing import Any

import yaml

FENCE = re.compile(
    r"\A\ufeff?\s*(?:<!--\s*)?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:-->)?[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
LINE = re.compile(r"^\s*[*_#]*\s*([A-Za-z][A-Za-z _-]{2,24}?)[*_]*\s*[:=][*_]*\s*(\S.*?)\s*$")

# What people write -> the field it means.
FIELDS = {
    "title": "title", "office": "office", "department": "office", "audience": "audience", "for": "audience",
    "access": "audience", "visibility": "audience", "intended audience": "audience", "restricted to": "audience",
    "support kind": "support_kind", "kind of support": "support_kind", "owner": "owner", "document owner": "owner",
    "maintained by": "owner", "content owner": "owner", "verified on": "verified_on", "last verified": "verified_on",
    "last reviewed": "verified_on", "last updated": "verified_on", "updated": "verified_on", "verified": "verified_on",
    "reviewed": "verified_on", "date": "verified_on", "revised": "verified_on", "last revised": "verified_on",
    "review by": "review_by", "next review": "review_by", "expires": "review_by", "valid until": "review_by",
    "source": "source", "licence": "licence", "license": "licence", "campus": "campus", "supersedes": "supersedes",
    "status": "status",
}  # fmt: skip
# On a page that people read, these words open ordinary lines ("Source: ...", "For: ..."): only the fence means them.
FENCED_ONLY = {
    "title",
    "source",
    "for",
    "access",
    "status",
    "licence",
    "license",
    "date",
    "office",
    "department",
    "campus",
}


def field_named(name: str) -> str:
    """The field a key means, or ''."""
    return FIELDS.get(re.sub(r"[\s_-]+", " ", name.strip().lower()), "")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """What the file says of itself, and the rest. A fence that is no YAML mapping is read line by line."""
    match = FENCE.match(text)
    if not match:
        return {}, text
    try:
        loaded = yaml.load(match[1], Loader=yaml.BaseLoader)  # BaseLoader: every value stays the text it is
    except yaml.YAMLError:
        loaded = None
    if not isinstance(loaded, dict):
        pairs = [LINE.match(line) for line in match[1].splitlines()]
        loaded = {pair[1]: pair[2].strip("\"'") for pair in pairs if pair}
        if not loaded:
            return {}, text
    return {name: flat(value) for key, value in loaded.items() if (name := field_named(str(key)))}, text[match.end() :]


def flat(value: Any) -> str:
    """A value as text; a list is joined by commas."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value).strip()


def stated_lines(lines: list[str], limit: int = 15) -> dict[str, str]:
    """`Audience: mentors`, `Last verified: ...` among the first lines of a page, where there is no front matter."""
    says: dict[str, str] = {}
    for line in lines[:limit]:
        for part in re.split(r"\s+[|·•]\s+|\n", line):
            match = LINE.match(part)
            name = field_named(match[1]) if match else ""
            if match and name and len(match[2]) <= 80 and match[1].strip().lower() not in FENCED_ONLY:
                says.setdefault(name, match[2].strip("*_ "))
    return says
