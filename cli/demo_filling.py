"""Fills the demo program from `knowledge/demo/program.yaml`, day by day, through the use cases that serve people."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from access.flows import DataClass
from access.viewer import Role, Viewer
from assistant import checking_in, conversations
from assistant.noting import NoteText, class_lines
from assistant.wiring import Services
from core.clock import FixedClock
from knowledge.policy import read_policy
from storage.audit import Audit
from storage.conversations import Conversations
from storage.database import Database, WriteSession
from storage.goals import note_progress, set_goal
from storage.notes import NoteLine, write_note
from storage.pairings import pair
from storage.people import Profile, add_person
from storage.programs import Program, add_program
from storage.sessions import add_deadline, plan_session
from storage.stating import consent
from storage.system import Job, SystemViewer
from storage.training import log_training
from storage.viewers import load_viewer

PROGRAM = "program_demo"
Event = tuple[int, int, Callable[[], None]]  # day, order within the day, what happens


@dataclass
class Filling:
    """One filling of the demo. `today` is the day everything counts from."""

    services: Services
    today: datetime
    body: dict[str, Any]
    say: Callable[[str], None]
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.zone = ZoneInfo(self.body["program"]["timezone"])
        self.clock = FixedClock(self.today)
        settings = self.services.settings
        database = Database.from_settings(settings, clock=self.clock, ids=self.services.ids)
        self.services = replace(self.services, clock=self.clock, database=database)
        self.system = SystemViewer(job=Job.DEMO, program_id=PROGRAM)
        self.pairings = {one["id"]: one for one in self.body["pairings"]}
        self.mentor_of = {mentee: one["mentor"] for one in self.body["pairings"] for mentee in one["mentees"]}
        self.sessions: dict[tuple[str, int], str] = {}

    def run(self) -> None:
        """Set the program up, then live through its half term in order."""
        self.say("people and pairings")
        self.at(-70)
        self.set_up()
        for plan in (self.plan_goals, self.plan_notes, self.plan_check_ins, self.plan_questions, self.plan_training):
            plan()
        self.say(f"half a term of notes, goals, check-ins and questions ({len(self.events)} entries)")
        for day, _, happen in sorted(self.events, key=lambda event: event[:2]):
            self.at(day)
            happen()
        self.services.database.close()

    def day(self, offset: int) -> date:
        """The date that many days from today."""
        return self.today.astimezone(self.zone).date() + timedelta(days=offset)

    def at(self, offset: int, hour: int = 16, minute: int = 40) -> None:
        """Set the clock to an afternoon that many days from today, never past the present."""
        then = datetime.combine(self.day(offset), time(hour, minute), self.zone)
        self.clock.at = min(then.astimezone(self.today.tzinfo), self.today - timedelta(minutes=5))

    def viewer(self, person: str) -> Viewer:
        """A person of the demo as a viewer, with today's relations."""
        with self.services.database.read() as db:
            return load_viewer(db, person, PROGRAM)

    def write(self, person: str, action: str) -> Any:
        """A writing transaction in a person's name."""
        return self.services.database.write(Audit(actor=person, action=action))

    def set_up(self) -> None:
        """Program, people, pairings, sessions and dates."""
        about = self.body["program"]
        with self.write("system:demo", "demo.fill") as db:
            add_program(db, self.system, Program(
                id=PROGRAM, name=about["name"], timezone=about["timezone"], term_start=self.day(about["term_start"]),
                term_end=self.day(about["term_end"]), sessions_goal=tuple(about["sessions_goal"]),
                settings={"on_call": self.body["on_call"]},
            ))  # fmt: skip
            for one in self.body["people"]:
                profile = Profile(courses=tuple(one.get("courses", ())))
                add_person(
                    db, self.system, program_id=PROGRAM, name=one["name"], email=one["email"],
                    roles=[Role(one["role"])], is_minor=one.get("minor", False), profile=profile, person_id=one["id"],
                )  # fmt: skip
            for one in self.body["pairings"]:
                self.add_pairing(db, one)
            for one in self.body["deadlines"]:
                add_deadline(
                    db, self.system, program_id=PROGRAM, due_on=self.day(one["day"]), text=one["text"],
                    source=one["source"], mentee_id=one.get("mentee", ""),
                )  # fmt: skip

    def add_pairing(self, db: WriteSession, one: dict[str, Any]) -> None:
        """A pairing with the sessions that were held, missed and are to come."""
        pair(
            db, self.system, program_id=PROGRAM, structure=one["structure"], mentor_id=one["mentor"],
            mentee_ids=one["mentees"], started_on=self.day(min(one["held"]) - 7), pairing_id=one["id"],
        )  # fmt: skip
        ahead = one["next"]
        past = sorted([(d, "held") for d in one["held"]] + [(d, "missed") for d in one.get("missed", [])])
        for offset, status in [*past, (ahead["days"], "planned")]:
            starts = datetime.combine(self.day(offset), time(ahead["hour"], ahead["minute"]), self.zone)
            if offset == ahead["days"] == 0:
                starts = soon(self.today)
            self.sessions[one["id"], offset] = plan_session(
                db, self.system, pairing_id=one["id"], starts_at=starts, minutes=one["minutes"], mode=one["mode"],
                status=status,
            )  # fmt: skip

    def plan_goals(self) -> None:
        """Goals and their progress."""
        for number, one in enumerate(self.body["goals"]):
            first = min(day for day, _ in one["progress"])
            self.events.append((first, number, partial(self.add_goal, one)))

    def add_goal(self, one: dict[str, Any]) -> None:
        """A goal of the mentee's own, shared or not, with all its progress so far."""
        viewer = self.viewer(one["mentee"])
        with self.write(one["mentee"], "goal.set") as db:
            goal = set_goal(
                db, viewer, mentee_id=one["mentee"], text=one["text"], kind=one["kind"], area=one["area"],
                shared=one["shared"],
            )  # fmt: skip
            for day, value in one["progress"]:
                note_progress(db, viewer, goal, on_date=self.day(day), value=value)

    def plan_notes(self) -> None:
        """Session notes."""
        for number, one in enumerate(self.body["notes"]):
            self.events.append((one["day"], 100 + number, partial(self.add_note, one)))

    def add_note(self, one: dict[str, Any]) -> None:
        """A mentor's note, classed as any note is; the file may name a stricter class."""
        pairing = self.pairings[one["pairing"]]
        viewer = self.viewer(pairing["mentor"])
        about = frozenset(one.get("about", pairing["mentees"]))
        lines: list[NoteLine] = []
        for section, words, *stricter in one["lines"]:
            typed = NoteText(**{section: words})
            for line in class_lines(self.services, typed, about, self.names(pairing)):
                lines.append(replace(line, data_class=DataClass(stricter[0])) if stricter else line)
        with self.write(pairing["mentor"], "note.write") as db:
            write_note(db, viewer, session_id=self.sessions[one["pairing"], one["day"]], lines=lines)

    def names(self, pairing: dict[str, Any]) -> frozenset[str]:
        """Lower-case names of a pairing's people."""
        here = {pairing["mentor"], *pairing["mentees"]}
        return frozenset(w.lower() for one in self.body["people"] if one["id"] in here for w in one["name"].split())

    def plan_check_ins(self) -> None:
        """Check-ins, sent by the mentor the day before they are answered."""
        for number, one in enumerate(self.body["check_ins"]):
            self.events.append((one["day"], 200 + number, partial(self.add_check_in, one)))

    def add_check_in(self, one: dict[str, Any]) -> None:
        """A check-in with its answer."""
        mentor = self.mentor_of[one["mentee"]]
        pairing = next(p["id"] for p in self.body["pairings"] if one["mentee"] in p["mentees"])
        sent = checking_in.send(
            self.services, self.viewer(mentor), pairing_id=pairing, mentee_id=one["mentee"], channel="message",
            message="How is this week going? One minute, seven taps.",
        )  # fmt: skip
        checking_in.answer(
            self.services, self.viewer(one["mentee"]), sent, ratings=one["answers"], text=one.get("text", ""),
            share=one["shared"],
        )  # fmt: skip

    def plan_questions(self) -> None:
        """Questions, asked through the real pipeline."""
        for number, one in enumerate(self.body["questions"]):
            self.events.append((one["day"], 300 + number, partial(self.add_question, one)))

    def add_question(self, one: dict[str, Any]) -> None:
        """A question with its answer; a shared one is shared with the mentor of today."""
        viewer = self.viewer(one["mentee"])
        key = f"demo-{random.Random(one['text']).random()}"
        asked = conversations.ask(self.services, viewer, one["text"], key=key)
        if one.get("shared"):
            with self.write(one["mentee"], "statement.share") as db:
                question = Conversations(db, viewer).question(asked.question_id)
                consent(db, viewer, question.statement_id, self.mentor_of[one["mentee"]])

    def plan_training(self) -> None:
        """Training ledgers."""
        for one in self.body["training"]:
            for module, minutes, day in one["modules"]:
                entry = (one["mentor"], module, minutes, day)
                self.events.append((day, 0, partial(self.add_training, *entry)))

    def add_training(self, mentor: str, module: str, minutes: int, day: int) -> None:
        """An entry of a mentor's ledger."""
        viewer = self.viewer(mentor)
        with self.write(mentor, "training.log") as db:
            log_training(db, viewer, module=module, minutes=minutes, on_date=self.day(day))


def soon(now: datetime) -> datetime:
    """Twenty minutes from now, on a five-minute mark: the demo's mentor is about to meet someone."""
    ahead = now + timedelta(minutes=20)
    return ahead.replace(minute=ahead.minute // 5 * 5, second=0, microsecond=0)


def fill(services: Services, say: Callable[[str], None]) -> None:
    """Fill an empty database with the demo program."""
    body = read_policy("program", services.settings.library_dir.parent / "demo").body
    Filling(services=services, today=services.clock.now(), body=body, say=say).run()
