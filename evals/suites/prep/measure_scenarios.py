"""Run the prep scenarios and compare with what is expected: present, absent, minutes, words, sources, flags."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from assistant.preparing.output import prep_record
from assistant.preparing.ports import NoteScreen
from assistant.preparing.prepare import NO_SCREEN, PrepPolicies, load_prep_policies, prepare
from assistant.preparing.scenario_reading import read_scenario

FOLDER = Path(__file__).with_name("scenarios")
MOST_WORDS = 180
LEVELS = ("S0", "S1", "S2", "S3", "S4")
DEFAULTS: dict[str, Any] = {
    "structure": "one_to_one",
    "session": {"number": 5, "date": "2026-11-24", "minutes": 60, "mode": "in_person"},
    "mentees": [["m1", "Maya Lopez", ["MATH 101", "BIO 110"]]],
}
Record = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One scenario: how many wanted things were there, and every mistake in words."""

    id: str
    wanted: int
    found: int
    mistakes: tuple[str, ...]
    forbidden: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The whole run."""

    outcomes: tuple[Outcome, ...] = field(default=())

    @property
    def present(self) -> float:
        """Share of wanted items that were there."""
        return sum(o.found for o in self.outcomes) / max(1, sum(o.wanted for o in self.outcomes))

    @property
    def forbidden(self) -> int:
        """Forbidden items that were shown."""
        return sum(len(o.forbidden) for o in self.outcomes)


def load_cases(folder: Path = FOLDER) -> Iterator[tuple[Record, Record]]:
    """Every case as (case, scenario in the form of formats.md)."""
    for path in sorted(folder.glob("*.yaml")):
        body = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in body["cases"]:
            yield case, scenario_of({**DEFAULTS, **body.get("defaults", {}), **case})


def scenario_of(case: Record) -> Record:
    """The compact rows of a case as a scenario."""
    session = {**DEFAULTS["session"], **case["session"]}
    return {
        "id": case["id"],
        "program": {"term_start": "2026-08-31", "term_end": "2026-12-18", "sessions_goal": [8, 10]},
        "structure": case["structure"],
        "session": {**session, "date": str(session["date"])},
        "mentor": {"id": "p1", "name": "Sam Okoro"},
        "mentees": [{"id": m, "name": name, "courses": courses} for m, name, courses in case["mentees"]],
        "notes": [note_of(row) for row in case.get("notes", ())] + many_notes(case.get("repeat_notes", 0)),
        "goals": [goal_of(row) for row in case.get("goals", ())],
        "check_ins": [check_in_of(row) for row in case.get("check_ins", ())],
        "questions": [dict(zip(("id", "mentee", "date", "text", "shared_with_mentor"), texts(row), strict=True))
                      for row in case.get("questions", ())],
        "deadlines": [{"date": str(day), "text": text, **({"mentee": who} if who else {})}
                      for day, text, who in case.get("deadlines", ())],
    }  # fmt: skip


def texts(row: list[Any]) -> list[Any]:
    """A row with its dates as text."""
    return [str(value) if isinstance(value, date) else value for value in row]


def note_of(row: list[Any]) -> Record:
    """A note: id, day, text, and what differs from the mentor's own note about the first mentee."""
    more = row[3] if len(row) > 3 else {}
    return {"id": row[0], "date": str(row[1]), "by": "p1", "about": ["m1"], "text": row[2], **more}


def many_notes(count: int) -> list[Record]:
    """A long history of much the same."""
    start = date(2026, 8, 31)
    return [
        {"id": f"h{n:02}", "date": str(start + timedelta(days=2 * n)), "by": "p1", "about": ["m1"],
         "text": f"Stuck on topic {n}. She will finish problem set {n} by Friday. I'll send worksheet {n}."}
        for n in range(count)
    ]  # fmt: skip


def goal_of(row: list[Any]) -> Record:
    """A goal: id, mentee, text, kind, area, progress."""
    progress = [{"date": str(day), "value": value} for day, value in row[5]]
    return {
        "id": row[0],
        "mentee": row[1],
        "text": row[2],
        "kind": row[3],
        "area": row[4],
        "status": "active",
        "progress": progress,
    }


def check_in_of(row: list[Any]) -> Record:
    """A check-in: id, mentee, day, answers, text, and whether it is shared (it is, unless said)."""
    shared = row[5] if len(row) > 5 else True
    return {
        "id": row[0],
        "mentee": row[1],
        "date": str(row[2]),
        "answers": row[3],
        "text": row[4],
        "shared_with_mentor": shared,
    }


def measure(policies: PrepPolicies, screen: NoteScreen = NO_SCREEN, folder: Path = FOLDER) -> Measured:
    """Prepare every case and judge it."""
    outcomes = []
    for case, record in load_cases(folder):
        scenario = read_scenario(record)
        outcomes.append(judge(case, record, prep_record(scenario, prepare(scenario, policies, screen=screen))))
    return Measured(outcomes=tuple(outcomes))


def judge(case: Record, record: Record, output: Record) -> Outcome:
    """Compare one output with its case."""
    places = {"brief": lines(output["brief"]), "agenda": agenda_text(output), "present": everything(output)}
    wanted = [(place, item) for place in places for item in case.get(place, ())]
    wanted += [(f"card {who}", item) for who, items in case.get("card", {}).items() for item in items]
    for who in case.get("card", {}):
        places[f"card {who}"] = lines(output["private_cards"][who])
    missing = [f"not in {place}: {item}" for place, item in wanted if not holds(places[place], item)]
    forbidden = [f"shown: {item}" for item in case.get("absent", ()) if holds(places["present"], item)]
    forbidden += [f"shown in agenda: {item}" for item in case.get("not_agenda", ()) if holds(places["agenda"], item)]
    return Outcome(id=case["id"], wanted=len(wanted), found=len(wanted) - len(missing), forbidden=tuple(forbidden),
                   mistakes=(*missing, *forbidden, *shape(case, record, output)))  # fmt: skip


def holds(text: str, item: Any) -> bool:
    """Whether an item (or any of a list) stands in the text, in any case."""
    options = item if isinstance(item, list) else [item]
    return any(re.search(rf"(?<!\w){re.escape(str(one))}(?!\w)", text, re.IGNORECASE) for one in options)


def lines(sentences: list[Record]) -> str:
    """Texts of sentences, one a line."""
    return "\n".join(sentence["text"] for sentence in sentences)


def agenda_text(output: Record) -> str:
    """Every word of the agenda."""
    return "\n".join(f"{block['title']}\n{block['purpose']}\n{lines(block['items'])}" for block in output["agenda"])


def everything(output: Record) -> str:
    """Every word somebody would read."""
    cards = "\n".join(lines(card) for card in output.get("private_cards", {}).values())
    return f"{lines(output['brief'])}\n{agenda_text(output)}\n{cards}"


def shape(case: Record, record: Record, output: Record) -> Iterator[str]:
    """Minutes, words, sources, order and flags."""
    checks: tuple[Callable[[Record, Record, Record], Iterator[str]], ...] = (
        check_minutes,
        check_sentences,
        check_flags,
    )
    for check in checks:
        yield from check(case, record, output)


def check_minutes(case: Record, record: Record, output: Record) -> Iterator[str]:
    """Exact minutes."""
    minutes = [block["minutes"] for block in output["agenda"]]
    if sum(minutes) != record["session"]["minutes"]:
        yield f"minutes add up to {sum(minutes)}"
    if "minutes" in case and [m for m in minutes if m] != case["minutes"]:
        yield f"minutes are {minutes}"


def check_sentences(case: Record, _: Record, output: Record) -> Iterator[str]:
    """Every sentence sourced, the brief within its words, named sources there, first things first, nothing twice."""
    spoken = [*output["brief"], *(item for block in output["agenda"] for item in block["items"])]
    if any(not sentence["sources"] or not sentence["reason"] for sentence in spoken):
        yield "a sentence lacks a source or a reason"
    if len(lines(output["brief"]).split()) > MOST_WORDS:
        yield "the brief is too long"
    named = {source["id"] for sentence in spoken for source in sentence["sources"]}
    yield from (f"source not named: {wanted}" for wanted in case.get("sources", ()) if wanted not in named)
    top = lines(output["brief"][:3])
    yield from (f"not among the first: {item}" for item in case.get("first", ()) if not holds(top, item))
    brief = lines(output["brief"]).lower()
    yield from (f"twice in the brief: {item}" for item in case.get("once", ()) if brief.count(item.lower()) > 1)


def check_flags(case: Record, _: Record, output: Record) -> Iterator[str]:
    """Flags as expected."""
    heard = [(concern["category"], concern["level"]) for concern in output["concerns"]]
    for category, level in case.get("flags", ()):
        if not any(c == category and LEVELS.index(found) >= LEVELS.index(level) for c, found in heard):
            yield f"flag missing: {category} {level}"
    if case.get("no_flags") and any(level > "S1" for _, level in heard):
        yield f"flagged: {heard}"


if __name__ == "__main__":
    from cli.prep import note_screen

    measured = measure(load_prep_policies(), note_screen())
    for outcome in measured.outcomes:
        for mistake in outcome.mistakes:
            sys.stdout.write(f"{outcome.id}: {mistake}\n")
    sys.stdout.write(
        f"{len(measured.outcomes)} scenarios, present {measured.present:.3f}, forbidden {measured.forbidden}\n"
    )
