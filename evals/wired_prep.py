"""The prep room and our own texts, as Subjects."""

from typing import Any

from evals.outputs import Output
from evals.subjects import Given, Setup, Subject, relative_library
from evals.wired_model import modelling
from evals.wired_shared import Wired, the_retriever, the_screen


def prep_subject(setup: Setup) -> Subject:
    """A brief and an agenda."""
    from assistant.preparing.output import prep_record
    from assistant.preparing.prepare import load_prep_policies, prepare
    from assistant.preparing.scenario_reading import read_scenario

    policies = load_prep_policies(setup.settings.policies_dir)
    screen, model = note_screen(setup), modelling(setup)

    def run(given: Given) -> Output:
        scenario = read_scenario(given["scenario"])
        shelf = shelf_of(given, setup) if given.get("library") else None
        made = prepare(scenario, policies, screen=screen, shelf=shelf)
        record = prep_record(scenario, model.prep(scenario, made) if model else made)
        return {key: value for key, value in record.items() if key != "id"}

    return Wired(run=run, made_of={"session_templates": policies.templates.version, "flows": policies.flows.version})


def shelf_of(given: Given, setup: Setup) -> Any:
    """The librarian over the folder a case names."""
    from assistant.preparing.librarian import LibrarianShelf

    folder = relative_library(given, setup.settings)
    return LibrarianShelf(the_retriever(folder, setup.settings), setup.moment.date())


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
    from evals.wired import checked

    def objections(text: str, context: Given) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = checked(text, context)["violations"]
        return found

    return Wired(run=lambda given: measured(given, setup, objections), made_of={"legibility": "1"})
