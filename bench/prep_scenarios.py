"""Scenarios in the form of formats.md, invented from a seed: as many as asked for, every note with words of its own."""

import json
import random
import sys
from datetime import date, timedelta
from typing import Any

TERM_START, TERM_END = date(2026, 8, 31), date(2026, 12, 18)
TODAY = date(2026, 11, 24)
NAMES = ["Maya Lopez", "Ben Cho", "Ana Reyes", "Devon Pratt", "Lin Wei", "Omar Haddad", "Kofi Mensah", "Tess Moran"]
COURSES = ["MATH 101", "BIO 110", "ENGL 120", "CHEM 141", "STAT 200", "CS 101", "HIST 210", "PHYS 121"]
TOPICS = [
    "the chain rule", "word problems", "meiosis", "citations", "recursion", "p-values", "torque", "thesis statements",
    "stoichiometry", "comma splices", "limits", "nested loops", "osmosis", "unit conversions", "primary sources",
]  # fmt: skip
WORK = ["problem set", "chapter", "lab report", "draft", "worksheet", "quiz corrections", "outline", "reading log"]
DAYS = ["Friday", "Monday", "next Thursday", "the 1st", "Sunday night", "the end of the week", "next time"]
SENTENCES = [
    "{she} will finish {work} {n} by {day}.", "I'll send {name} the {work} for {topic}.", "Stuck on {topic} again.",
    "{name} agreed to try {n} practice problems on {topic} before {day}.", "Got {work} {n} back, a {score}.",
    "We ran out of time before {topic}.", "{she} explained {topic} in her own words.", "Talked about {course} and work.",
    "{she} went to office hours about {topic}.", "Quiz in {course} covers {topic} and unit {n}.",
    "{name} wants to talk about {course} next time.", "{she} did not bring {work} {n}.", "Tired, works {n} hours.",
]  # fmt: skip
AREAS = ["study habits", "planning", "connections", "money", "health", "wellbeing", "career"]
STRUCTURES = [
    ("one_to_one", 1),
    ("one_to_one", 1),
    ("online", 1),
    ("cross_age", 1),
    ("same_age", 2),
    ("small_group", 3),
]
Record = dict[str, Any]


def scenarios(count: int, seed: int = 6) -> list[Record]:
    """`count` of them, the same ones for the same seed."""
    luck = random.Random(seed)
    return [scenario(luck, number) for number in range(count)]


def scenario(luck: random.Random, number: int) -> Record:
    """One: 6 to 12 notes, and what else a mentor has by the sixth session."""
    structure, size = luck.choice(STRUCTURES)
    mentees = [
        {"id": f"m{n}", "name": name, "courses": luck.sample(COURSES, 2)}
        for n, name in enumerate(luck.sample(NAMES, size), start=1)
    ]
    return {
        "id": f"bench-{number:04}",
        "program": {"term_start": str(TERM_START), "term_end": str(TERM_END), "sessions_goal": [8, 10]},
        "structure": structure,
        "session": {
            "number": 6,
            "date": str(TODAY),
            "minutes": luck.choice([30, 45, 60, 60, 60, 90]),
            "mode": luck.choice(["video", "in_person"]),
        },
        "mentor": {"id": "p1", "name": "Sam Okoro"},
        "mentees": mentees,
        "notes": [note(luck, n, luck.choice(mentees)) for n in range(luck.randint(6, 12))],
        "goals": [goal(luck, n, luck.choice(mentees)["id"]) for n in range(2 * size)],
        "check_ins": [check_in(luck, n, luck.choice(mentees)["id"]) for n in range(6)],
        "questions": [question(luck, n, luck.choice(mentees)["id"]) for n in range(4)],
        "deadlines": [
            {"date": str(TODAY + timedelta(days=luck.randint(1, 24))), "text": f"{luck.choice(COURSES)} exam {n}"}
            for n in range(3)
        ],
    }


def words(luck: random.Random, mentee: Record) -> str:
    """One sentence of a note."""
    return luck.choice(SENTENCES).format(
        she=luck.choice(["She", "He", "They"]), name=mentee["name"].split()[0], work=luck.choice(WORK),
        topic=luck.choice(TOPICS), course=luck.choice(mentee["courses"]), day=luck.choice(DAYS), n=luck.randint(2, 30),
        score=luck.randint(50, 99),
    )  # fmt: skip


def note(luck: random.Random, number: int, mentee: Record) -> Record:
    """A note of the mentor's, three to six sentences."""
    text = " ".join(words(luck, mentee) for _ in range(luck.randint(3, 6)))
    return {"id": f"n{number}", "date": before(luck), "by": "p1", "about": [mentee["id"]], "text": text}


def goal(luck: random.Random, number: int, mentee: str) -> Record:
    """A goal with six points of progress."""
    progress = [
        {"date": str(TODAY - timedelta(days=7 * (6 - week))), "value": round(luck.random(), 2)} for week in range(6)
    ]
    return {
        "id": f"g{number}", "mentee": mentee, "text": f"Practice {luck.choice(TOPICS)} {luck.randint(2, 5)} times a week",
        "kind": luck.choice(["outcome", "habit", "resilience"]), "area": luck.choice(["academic", "personal"]),
        "status": "active", "progress": progress,
    }  # fmt: skip


def check_in(luck: random.Random, number: int, mentee: str) -> Record:
    """A check-in, two in three of them shared."""
    answers = {area: luck.randint(1, 5) for area in luck.sample(AREAS, 4)}
    shared = luck.random() < 2 / 3
    text = f"Busy with {luck.choice(TOPICS)}."
    return {"id": f"c{number}", "mentee": mentee, "date": before(luck), "answers": answers, "text": text,
            "shared_with_mentor": shared}  # fmt: skip


def question(luck: random.Random, number: int, mentee: str) -> Record:
    """A question, half of them shared."""
    return {"id": f"q{number}", "mentee": mentee, "date": before(luck), "text": f"How do I get help with {luck.choice(TOPICS)}?",
            "shared_with_mentor": luck.random() < 0.5}  # fmt: skip


def before(luck: random.Random) -> str:
    """A day of the eight weeks before the session."""
    return str(TODAY - timedelta(days=luck.randint(1, 56)))


if __name__ == "__main__":
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for one in scenarios(how_many):
        sys.stdout.write(json.dumps(one) + "\n")
