"""The pipelines that serve, as Subjects. Everything heavy is imported when a subject is built, not before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.settings import Settings
from evals.outputs import Output
from evals.subjects import Given, Setup, Subject, relative_library


@dataclass(frozen=True, kw_only=True)
class Wired:
    """A pipeline behind the port: a function from record to record, and what it is made of."""

    run: Callable[[Given], Output]
    made_of: dict[str, str] = field(default_factory=dict)

    def answer(self, given: Given) -> Output:
        """Run the pipeline on one record."""
        return self.run(given)

    def versions(self) -> dict[str, str]:
        """The versions of its tables and weights."""
        return self.made_of


def screen_record(result: Any) -> Output:
    """A ScreenResult as formats.md spells it."""
    concerns = [
        {"category": c.category.value, "level": c.level.value, "subject": c.subject.value, "time": c.time.told,
         "fired": c.fired, "spans": [list(span) for span in c.spans]}
        for c in result.concerns
    ]  # fmt: skip
    record: Output = {
        "level": result.level.value, "category": result.category.value if result.category else "none",
        "concerns": concerns, "lane": result.lane.value if result.lane else None, "language": result.language,
    }  # fmt: skip
    if result.clarifying_question:
        record["clarifying_question"] = result.clarifying_question
    return record if result.first_turn is None else {**record, "first_turn": result.first_turn}


@lru_cache(maxsize=2)
def the_embedder(settings: Settings) -> Any:
    """The embedding model, loaded once a process."""
    from retrieval.embedding import load_embedder

    return load_embedder(settings)


@lru_cache(maxsize=2)
def the_screen(settings: Settings) -> Any:
    """The screen with its heads, loaded once a process."""
    from assistant.safety.policy import load_escalation
    from assistant.safety.screening import load_screen

    return load_screen(the_embedder(settings), policy=load_escalation(settings.policies_dir))


def screen_subject(setup: Setup) -> Subject:
    """What is heard in words."""
    screen = the_screen(setup.settings)

    def run(given: Given) -> Output:
        minor = bool(given.get("minor"))
        if "turns" in given:
            turns = [(turn["role"], turn["text"]) for turn in given["turns"]]
            return screen_record(screen.conversation(turns, minor=minor))
        return screen_record(screen.message(given["text"], speaker=given.get("speaker", "mentee"), minor=minor))

    return Wired(run=run, made_of=dict(screen.versions))


def ask_subject(setup: Setup) -> Subject:
    """A question answered from a library, heard by the screen first."""
    from assistant.answering.pipeline import load_answering
    from assistant.answering.turn import Turn
    from knowledge.document import Audience
    from knowledge.reading.folder import read_folder
    from retrieval.throwaway import retriever_of

    screen, embedder = the_screen(setup.settings), the_embedder(setup.settings)
    shelves = {"mentee": {Audience.EVERYONE}, "mentor": {Audience.EVERYONE, Audience.MENTOR},
               "coordinator": set(Audience)}  # fmt: skip

    @lru_cache(maxsize=4)
    def answering(folder: Path) -> Any:
        retriever = retriever_of(read_folder(folder).documents, embedder)
        return load_answering(retriever, clock=setup.clock, policies=setup.settings.policies_dir)

    def run(given: Given) -> Output:
        previous = tuple(given.get("previous", ()))
        heard = screen.message(given["text"], history=previous)
        turn = Turn(text=given["text"], previous=previous, screen=heard,
                    audiences=frozenset(shelves[given.get("as", "mentee")]))  # fmt: skip
        told = answering(relative_library(given, setup.settings)).answer(turn).plain()
        return {**told, "concerns": screen_record(heard)["concerns"]}

    return Wired(run=run, made_of=dict(screen.versions))


def reveal_subject(setup: Setup) -> Subject:
    """What one person would be shown."""
    from assistant.revealing.reveal import Rules, reveal
    from assistant.revealing.scenario import read_scenario
    from knowledge.classing_table import load_classing_table
    from knowledge.flow_table import load_flow_table

    folder = setup.settings.policies_dir
    rules = Rules(flows=load_flow_table(folder), classing=load_classing_table(folder), clock=setup.clock)

    def run(given: Given) -> Output:
        shown = reveal(read_scenario(dict(given)), rules)
        return {"shown": shown.text, "sources": list(shown.sources), "status": shown.status}

    return Wired(run=run, made_of={"flows": rules.flows.version, "classing": rules.classing.version})


def prep_subject(setup: Setup) -> Subject:
    """A brief and an agenda."""
    from assistant.preparing.output import prep_record
    from assistant.preparing.prepare import load_prep_policies, prepare
    from assistant.preparing.scenario_reading import read_scenario

    policies = load_prep_policies(setup.settings.policies_dir)
    more: dict[str, Any] = {"screen": note_screen(setup)}

    def run(given: Given) -> Output:
        scenario = read_scenario(given["scenario"])
        record = prep_record(scenario, prepare(scenario, policies, **more))
        return {key: value for key, value in record.items() if key != "id"}

    return Wired(run=run, made_of={"session_templates": policies.templates.version, "flows": policies.flows.version})


def note_screen(setup: Setup) -> Any:
    """The screen as it listens to a mentor's own notes."""
    from assistant.preparing.note_screening import MentorNoteScreen

    return MentorNoteScreen(the_screen(setup.settings))


def extract_subject(setup: Setup) -> Subject:
    """What a sentence of a note holds."""
    from datetime import date

    from assistant.preparing.extraction.dates import Anchors
    from assistant.preparing.extraction.extractor import VERSION, extract
    from assistant.preparing.extraction.finding import FindingKind, People

    names = {FindingKind.PROMISE: "promise", FindingKind.NEXT_STEP: "step", FindingKind.STRUGGLE: "struggle",
             FindingKind.WIN: "win", FindingKind.CARRY_OVER: "carry"}  # fmt: skip

    def run(given: Given) -> Output:
        days = {name: date.fromisoformat(given[name]) for name in ("said", "next_session", "term_end")}
        mentees = tuple((str(one), str(name)) for one, name in given["mentees"])
        people = People(mentor=given["mentor"], mentees=mentees, known_courses=tuple(given["courses"]))
        found = [f for f in extract(given["text"], people, Anchors(**days)) if f.kind in names]
        return {"findings": [{"kind": names[f.kind], "whose": f.who.value, "due": str(f.due or "")} for f in found]}

    return Wired(run=run, made_of={"extractor": VERSION})


def text_subject(setup: Setup) -> Subject:
    """Our own texts, measured."""
    from evals.own_texts import measured

    return Wired(run=lambda given: measured(given, setup), made_of={"legibility": "1"})


BUILDERS: dict[str, Callable[[Setup], Subject]] = {
    "ask": ask_subject, "screen": screen_subject, "reveal": reveal_subject, "prep": prep_subject,
    "extract": extract_subject, "text": text_subject,
}  # fmt: skip
