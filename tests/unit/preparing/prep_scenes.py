"""Scenarios for tests of the prep room: one believable pairing, changed by keyword."""

from copy import deepcopy
from functools import lru_cache
from typing import Any

from assistant.preparing.prepare import Prep, PrepPolicies, load_prep_policies, prepare
from assistant.preparing.scenario_reading import read_scenario

BASE: dict[str, Any] = {
    "id": "scene",
    "program": {"term_start": "2026-08-31", "term_end": "2026-12-18", "sessions_goal": [8, 10]},
    "structure": "one_to_one",
    "session": {"number": 4, "date": "2026-11-24", "minutes": 60, "mode": "in_person"},
    "mentor": {"id": "p1", "name": "Sam Okoro"},
    "mentees": [{"id": "m1", "name": "Maya Lopez", "courses": ["MATH 101"]}],
    "notes": [
        {
            "id": "n1",
            "date": "2026-11-10",
            "by": "p1",
            "about": ["m1"],
            "text": "Still stuck on chain rule. She'll email Prof. Lee by Fri. I will send her the lab hours.",
        },
        {
            "id": "n2",
            "date": "2026-11-17",
            "by": "p1",
            "about": ["m1"],
            "text": "Related rates confusing. Didn't email Prof. Lee yet.\n- Maya to finish outline by 11/30",
        },
    ],
    "goals": [
        {
            "id": "g1",
            "mentee": "m1",
            "text": "Two practice sets a week",
            "kind": "habit",
            "area": "academic",
            "status": "active",
            "progress": [{"date": "2026-10-06", "value": 0.2}, {"date": "2026-10-20", "value": 0.4}],
        }
    ],
    "check_ins": [],
    "questions": [],
    "deadlines": [{"date": "2026-11-30", "text": "Withdrawal deadline"}],
}


def scene(**changes: Any) -> dict[str, Any]:
    """The base scenario as JSON values, with top-level fields replaced."""
    return deepcopy({**BASE, **changes})


def group_scene(**changes: Any) -> dict[str, Any]:
    """The same with three mentees, and notes about all of them."""
    mentees = [{"id": "m1", "name": "Ana Reyes"}, {"id": "m2", "name": "Ben Cho"}, {"id": "m3", "name": "Cy Dunn"}]
    notes = [
        {
            "id": "n1",
            "date": "2026-11-17",
            "by": "p1",
            "about": ["m1", "m2", "m3"],
            "text": "Everyone agreed to try problem 12 by Mon. Whole group stuck on limits. Ben is behind on labs.",
        }
    ]
    return scene(**{"structure": "small_group", "mentees": mentees, "notes": notes, "goals": [], **changes})


def note(text: str, *, date: str = "2026-11-18", id: str = "nx", **more: Any) -> dict[str, Any]:
    """A note of the mentor's about Maya."""
    return {"id": id, "date": date, "by": "p1", "about": ["m1"], "text": text, **more}


@lru_cache(maxsize=1)
def policies() -> PrepPolicies:
    """The policies in force."""
    return load_prep_policies()


def prep_of(record: dict[str, Any], **ports: Any) -> Prep:
    """Read and prepare."""
    return prepare(read_scenario(record), policies(), **ports)


def texts(prep: Prep) -> str:
    """Every word a reader of brief, agenda or cards would see."""
    draft = prep.draft
    lines = [s.text for s in draft.brief] + [s.text for b in draft.agenda for s in b.items]
    lines += [s.text for card in draft.private_cards.values() for s in card]
    return "\n".join(lines)


def brief(prep: Prep) -> list[str]:
    """The brief's lines."""
    return [sentence.text for sentence in prep.draft.brief]
