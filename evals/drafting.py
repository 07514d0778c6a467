"""From the desk to the suite: a closed flag or a corrected answer becomes a drafted case, for a human to accept.

What comes in must be masked already and consented to by its writer; this room checks what it can and drafts.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from core.errors import InvalidInputError

TELLING = re.compile(r"[\w.+-]+@[\w-]+\.\w|\b\d{3}[-. ]?\d{3}[-. ]?\d{4}\b|\b[A-Z]?\d{6,9}\b")  # addresses, numbers


@dataclass(frozen=True, kw_only=True)
class FromDesk:
    """What a coordinator decided. `masked` is the text with tokens for people; `consented` is its writer's own yes."""

    id: str
    masked: str
    consented: bool
    decided: dict[str, Any]  # the expectation in the suite's words: {level: S2} or {status: answered, cites: [...]}
    about: str
    suite: str = "escalation"


def draft_case(found: FromDesk, *, author: str) -> str:
    """A case as YAML, marked as a draft. Raises InvalidInputError without consent or with an identifier left in it."""
    if not found.consented:
        raise InvalidInputError("Without the writer's consent nothing becomes a case.")
    if TELLING.search(found.masked):
        raise InvalidInputError("The text still holds an address, a number or an id: mask it first.")
    case = {"id": f"desk-{found.id}", "about": found.about, "author": author, "slices": {"kind": "from the desk"},
            "given": {"text": found.masked}, "expect": found.decided}  # fmt: skip
    told = yaml.safe_dump({"suite": found.suite, "cases": [case]}, sort_keys=False, allow_unicode=True)
    return f"# A draft from the desk. Read it, change what could tell who it was, and move it into the suite.\n{told}"
