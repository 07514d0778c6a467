"""Crisis lines from dated data. A line past its review is not shown, except 911 and 988, which do not go stale."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.policy import POLICIES, read_policy

ALWAYS = frozenset({"emergency-911", "lifeline-988"})
EMERGENCY = "emergency-911"
DIGITS = re.compile(r"[0-9][0-9-]{2,}")


@dataclass(frozen=True)
class Way:
    """One large target on the card: what to do, with whom and when, and the address that does it."""

    action: str
    detail: str
    href: str


@lru_cache(maxsize=4)
def read_lines(folder: Path = POLICIES) -> dict[str, dict[str, Any]]:
    """The lines by id."""
    return {entry["id"]: entry for entry in read_policy("hotlines", folder).body["entries"]}


def ways(ids: tuple[str, ...], today: date, folder: Path = POLICIES) -> tuple[Way, ...]:
    """The ways to reach these lines, in order; unknown and stale ones are left out."""
    lines = read_lines(folder)
    fresh = [lines[one] for one in ids if one in lines and (one in ALWAYS or lines[one]["review_by"] >= today)]
    return tuple(way for line in fresh for way in ways_of(line))


def ways_of(line: dict[str, Any]) -> list[Way]:
    """Call, then text, of one line."""
    detail = f"{line['name']}, {line['hours']}"
    found = []
    if called := DIGITS.search(line.get("call") or ""):
        found.append(Way(f"Call {line['call']}", detail, f"tel:{called.group().replace('-', '')}"))
    texted = line.get("text") or ""
    if line["id"] != EMERGENCY and (number := DIGITS.findall(texted)):
        found.append(Way(f"Text {texted}", detail, f"sms:{number[-1].replace('-', '')}"))
    return found
