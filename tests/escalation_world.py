"""A small program with people on call, for tests of flags: everything real but the screen, which is scripted."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from access.viewer import Role, Viewer
from assistant.escalation import raise_from_screen
from assistant.notices.message import RecordingTransport
from assistant.safety.levels import Category, Concern, Lane, Level, ScreenResult, Subject, When
from assistant.safety.policy import EscalationPolicy, load_escalation
from assistant.safety.replies import Replies, load_replies
from assistant.safety.screening import Item
from core.settings import Settings
from storage.database import Database
from storage.programs import change_settings
from tests.makers import (
    PROGRAM,
    SYSTEM,
    audit,
    make_database,
    make_pairing,
    make_person,
    make_program,
    make_question,
    make_viewer,
)

CHAIN = ("dana", "luis")
WORDS = "I keep thinking nobody would miss me. When is the library open?"


def heard(
    level: str = "S3", category: str = "suicide", *, subject: str = "self", span: tuple[int, int] = (0, 36),
    turn: int = 0,
) -> ScreenResult:  # fmt: skip
    """What a screen would return for one concern."""
    concern = Concern(
        category=Category(category), level=Level(level), subject=Subject(subject), time=When.NOW, fired="rule.test",
        spans=((turn, *span),), why="test",
    )  # fmt: skip
    lane = {"S4": Lane.SAFETY, "S3": Lane.SAFETY}.get(level, Lane.CARE)
    return ScreenResult(
        level=Level(level), category=Category(category), concerns=(concern,), lane=lane, language="en",
        versions={"lexicon": "1", "heads": "none"},
    )  # fmt: skip


NOTHING = ScreenResult(level=Level.S0, category=None, concerns=(), lane=None, language="en")


@dataclass
class ScriptedScreen:
    """Hears what it is told to hear, by word."""

    script: dict[str, ScreenResult] = field(default_factory=dict)

    def message(self, text: str, **_: Any) -> ScreenResult:
        return next((result for word, result in self.script.items() if word in text), NOTHING)

    def batch(self, items: Sequence[Item], **_: Any) -> list[ScreenResult]:
        return [self.message(item.texts[-1]) for item in items]


@dataclass(frozen=True)
class World:
    """Stands where Services stands."""

    database: Database
    screen: ScriptedScreen
    transports: tuple[RecordingTransport, ...]
    settings: Settings = field(default_factory=Settings)
    escalation: EscalationPolicy = field(default_factory=load_escalation)
    replies: Replies = field(default_factory=load_replies)

    @property
    def clock(self) -> Any:
        return self.database.clock

    @property
    def ids(self) -> Any:
        return self.database.ids

    @property
    def sent(self) -> RecordingTransport:
        return self.transports[0]

    def viewer(self, person: str) -> Viewer:
        return make_viewer(self.database, person)

    def later(self, **by: float) -> None:
        self.clock.advance(timedelta(**by))

    def ask(self, person: str = "ana", words: str = WORDS, result: ScreenResult | None = None, *, key: str = "") -> str:
        """A question of one's own that the screen heard something in; returns the flag's id."""
        viewer = self.viewer(person)
        question = make_question(self.database, viewer, words, key=key or self.ids.new("key"))
        with self.database.write(audit("question.ask", person)) as db:
            return raise_from_screen(
                db, self, viewer, result or heard(), about=frozenset({person}), origin_kind="question",
                origin_id=question.id, words=words,
            )  # fmt: skip


def make_world(
    folder: Path | None = None, *, on_call: tuple[str, ...] = CHAIN, database: Database | None = None, **settings: Any
) -> World:
    """Two coordinators on call, a mentor with one mentee, another with a group, and somebody outside."""
    database = database or make_database(folder)
    make_program(database)
    for name in ("Dana", "Luis"):
        make_person(database, name, Role.COORDINATOR)
    for name in ("Maya", "Jonah"):
        make_person(database, name, Role.MENTOR)
    for name in ("Ana", "Wen", "Tasha"):
        make_person(database, name)
    make_pairing(database, "maya", "ana")
    make_pairing(database, "jonah", "wen", "tasha")
    with database.write(audit()) as db:
        change_settings(db, SYSTEM, PROGRAM, {"on_call": list(on_call), **settings})
    return World(database, ScriptedScreen(), (RecordingTransport(),))


def with_transport(world: World, *transports: RecordingTransport) -> World:
    """The same world, sending by other means."""
    return replace(world, transports=transports)
