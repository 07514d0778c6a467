"""The pipelines that serve, as Subjects. Everything heavy is imported when a subject is built, not before."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import EnumType, StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.outputs import Output
from evals.subjects import Given, Setup, Subject, relative_library
from evals.wired_model import modelling, written_subject
from evals.wired_prep import extract_subject, prep_subject, text_subject
from evals.wired_shared import Wired, the_embedder, the_retriever, the_screen


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

    screen, model = the_screen(setup.settings), modelling(setup)
    shelves = {"mentee": {Audience.EVERYONE}, "mentor": {Audience.EVERYONE, Audience.MENTOR},
               "coordinator": set(Audience)}  # fmt: skip

    @lru_cache(maxsize=4)
    def answering(folder: Path) -> Any:
        retriever = the_retriever(folder, setup.settings)
        return load_answering(retriever, clock=setup.clock, policies=setup.settings.policies_dir)

    def run(given: Given) -> Output:
        previous = tuple(given.get("previous", ()))
        heard = screen.message(given["text"], history=previous)
        turn = Turn(text=given["text"], previous=previous, screen=heard,
                    audiences=frozenset(shelves[given.get("as", "mentee")]))  # fmt: skip
        answer = answering(relative_library(given, setup.settings)).answer(turn)
        told = (model.answer(turn, answer) if model else answer).plain()
        return {**told, "concerns": screen_record(heard)["concerns"]}

    return Wired(run=run, made_of=dict(screen.versions))


def reveal_subject(setup: Setup) -> Subject:
    """What one person would be shown."""
    from assistant.revealing.reveal import Rules, reveal
    from assistant.revealing.scenario import read_scenario
    from assistant.wiring import hears_with
    from knowledge.classing_table import load_classing_table
    from knowledge.flow_table import load_flow_table

    folder = setup.settings.policies_dir
    classing = replace(load_classing_table(folder), heard=hears_with(the_embedder(setup.settings)))
    rules = Rules(flows=load_flow_table(folder), classing=classing, clock=setup.clock)

    def run(given: Given) -> Output:
        shown = reveal(read_scenario(dict(given)), rules)
        return {"shown": shown.text, "sources": list(shown.sources), "status": shown.status}

    return Wired(run=run, made_of={"flows": rules.flows.version, "classing": rules.classing.version})


def check_subject(_: Setup) -> Subject:
    """A text before it leaves."""
    from assistant.safety.output_rules import load_output_rules

    return Wired(run=lambda given: checked(given["output"], given.get("context") or {}),
                 made_of={"output_rules": load_output_rules().version})  # fmt: skip


def checked(text: str, context: Mapping[str, Any]) -> Output:
    """What the output rules say of a text."""
    from assistant.safety.output_rules import OutputContext, check_output

    told = {name: str(context.get(name) or "") for name in ("kind", "level", "category")}
    told["category"] = "" if told["category"] == "none" else told["category"]
    found = check_output(text, OutputContext(**told))
    return {"ok": not found, "violations": [{"rule": v.rule, "span": list(v.span), "why": v.why} for v in found]}


def access_subject(_: Setup) -> Subject:
    """May this person do this to that."""
    from access.permissions import Permission
    from access.permits import Thing, permit
    from access.viewer import Role, Viewer

    families: list[Any] = [family for family in vars(Permission).values() if isinstance(family, EnumType)]
    known = {str(one.value): one for family in families for one in family.__members__.values()}

    def run(given: Given) -> Output:
        person = {"program_id": "program", **given["viewer"]}
        person = {SPELLED.get(key, key): value for key, value in person.items()}
        viewer = Viewer(roles=frozenset(map(Role, person.pop("roles"))), **sets_of(person))
        thing = Thing(**sets_of({"program_id": "program", **given["thing"]})) if "thing" in given else None
        action = known.get(given["action"]) or StrEnum("Unknown", {"ACTION": given["action"]}).ACTION  # type: ignore[attr-defined]
        return {"permitted": permit(viewer, action, thing)}

    return Wired(run=run, made_of={})


SPELLED = {"id": "person_id", "program": "program_id"}  # what a case may write instead


def sets_of(written: Mapping[str, Any]) -> dict[str, Any]:
    """What a case writes as a list is a set."""
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in written.items()}


BUILDERS: dict[str, Callable[[Setup], Subject]] = {
    "ask": ask_subject, "screen": screen_subject, "reveal": reveal_subject, "check": check_subject,
    "access": access_subject, "prep": prep_subject, "extract": extract_subject, "text": text_subject,
    "model": written_subject,
}  # fmt: skip
