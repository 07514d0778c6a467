"""What is planted: a secret of each class, written through the door it would come in by, and who may know of it.

`words` may see it whole; `minimum` may see that it is there, in a fixed form (safety.md 3.2 M, "status words only").
For everyone else the campus must look as if it had never been written.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from access.viewer import Role
from assistant import checking_in, conversations, escalation, noting
from assistant.noting import NoteText
from assistant.safety.levels import Category, Level
from bench.surface.campus import PROGRAM, SYSTEM, Campus
from storage.check_ins import CheckIns
from storage.conversations import Conversations
from storage.people import add_person
from storage.sessions import MentoringSessions

CANARY = "zanzibarine"
DESK = frozenset({"cora", "dee"})
Plant = Callable[[Campus, str], None]


@dataclass(frozen=True, kw_only=True)
class Secret:
    """One secret. `texts` are two tellings of it: who may know that it is there must not be able to tell them apart."""

    name: str
    plant: Plant
    texts: tuple[str, str]
    words: frozenset[str]
    minimum: frozenset[str] = field(default=frozenset())


def key_of(text: str) -> str:
    """The same words sent twice are one question; these are not the same."""
    return f"key-{zlib.crc32(text.encode()):08x}"


def asked(campus: Campus, text: str) -> None:
    conversations.ask(campus.services, campus.viewer("mia"), text, key=key_of(text))


def answered_privately(campus: Campus, text: str) -> None:
    mia = campus.viewer("mia")
    with campus.services.database.read() as db:
        waiting = next(one for one in CheckIns(db, mia).of(["mia"]) if one.answered_at is None)
    checking_in.answer(campus.services, mia, waiting.id, ratings={"wellbeing": 1}, text=text, share=False)


def noted(campus: Campus, text: str) -> None:
    tara = campus.viewer("tara")
    with campus.services.database.read() as db:
        held = next(one for one in MentoringSessions(db, tara).of_pairings(["p-mia"]) if one.status == "held")
    noting.write(campus.services, tara, held.id, NoteText(concerns=text))


def noted_in_group(campus: Campus, text: str) -> None:
    theo = campus.viewer("theo")
    with campus.services.database.read() as db:
        held = next(one for one in MentoringSessions(db, theo).of_pairings(["p-group"]) if one.status == "held")
    noting.write(campus.services, theo, held.id, NoteText(concerns=text, about=frozenset({"mo"})))


def complained(campus: Campus, text: str) -> None:
    escalation.raise_by_person(
        campus.services, campus.viewer("mia"), about="mia", category=Category.MENTOR_CONDUCT, words=text,
        accused=frozenset({"tara"}),
    )  # fmt: skip


def complained_about_desk(campus: Campus, text: str) -> None:
    escalation.raise_by_person(
        campus.services, campus.viewer("mia"), about="mia", category=Category.PROGRAM_CONDUCT, words=text,
        accused=frozenset({"cora"}),
    )  # fmt: skip


def flagged(campus: Campus, text: str) -> None:
    escalation.raise_by_person(
        campus.services, campus.viewer("cora"), about="mia", category=Category.HAZING, level=Level.S2, words=text
    )


def enrolled(campus: Campus, text: str) -> None:
    with campus.write("system:demo") as db:
        add_person(
            db, SYSTEM, program_id=PROGRAM, name=text, email=f"{text.lower().replace(' ', '.')}@surface.example",
            roles=[Role.MENTEE], person_id="zed",
        )  # fmt: skip


def handed_over(campus: Campus, text: str) -> None:
    """A question shared with one's own mentor: D2 with consent, for nobody else."""
    mia = campus.viewer("mia")
    conversations.ask(campus.services, mia, text, key=key_of(text))
    with campus.services.database.read() as db:
        question = next(q for one in Conversations(db, mia).all() for q in one.questions if q.text == text)
    conversations.hand_over(campus.services, mia, question.id)


def who(*people: str) -> frozenset[str]:
    return frozenset(people)


SECRETS = (
    Secret(
        name="D2 a private question", plant=asked, words=who("mia"),
        texts=(f"What is the {CANARY} archive for?", "Where do people go to be alone on campus?"),
    ),
    Secret(
        name="D3 a private check-in", plant=answered_privately, words=who("mia"),
        texts=(f"My {CANARY} diagnosis came back.", "The insurance letter about my father came."),
    ),
    Secret(
        name="D3 a question shared with the mentor", plant=handed_over, words=who("mia", "tara"),
        texts=(f"Can my {CANARY} medication be kept cool in the dorm?", "Who knows about visas for my mother?"),
    ),
    Secret(
        name="D4 a disclosure", plant=asked, words=who("mia") | DESK, minimum=who("tara"),
        texts=(f"I want to die, it is the {CANARY} again.", "I have been thinking about killing myself."),
    ),
    Secret(
        name="D5 a disclosure of violence", plant=asked, words=who("mia") | DESK, minimum=who("tara"),
        texts=(f"My ex keeps showing up at my {CANARY} and threatens me.", "My ex keeps showing up at my work and threatens me."),
    ),
    Secret(
        name="D6 about a third person", plant=asked, words=who("mia"),
        texts=(f"Is it normal that my roommate keeps a {CANARY}?", "What if my cousin Petra moves in with me?"),
    ),
    Secret(
        name="D7 a mentor's note", plant=noted, words=who("mia", "tara"),
        texts=(f"She explained the {CANARY} chapter well.", "He was quiet and tired today."),
    ),
    Secret(
        name="D7 a note about one of a group", plant=noted_in_group, words=who("mo", "theo"),
        texts=(f"Mo asked for the {CANARY} chapter again.", "Mo was quiet and left early."),
    ),
    Secret(
        name="D8 a complaint about the mentor", plant=complained, words=who("mia") | DESK,
        texts=(f"My mentor reads my {CANARY} out loud to others.", "My mentor never comes and laughs about me."),
    ),
    Secret(
        name="D8 a complaint about the coordinator", plant=complained_about_desk, words=who("mia", "dee"),
        texts=(f"The coordinator told everyone of my {CANARY}.", "The coordinator shouted at me in the hall."),
    ),
    Secret(
        name="D10 a flag by the desk", plant=flagged, words=who("mia") | DESK, minimum=who("tara"),
        texts=(f"The {CANARY} club made her drink.", "They had to run at night with bags on their heads."),
    ),
    Secret(
        name="D9 somebody is enrolled", plant=enrolled, words=DESK | {"adam"}, minimum=frozenset(),
        texts=(f"Zed {CANARY.title()}", "Zora Quillfeather"),
    ),
)  # fmt: skip
