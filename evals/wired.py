"""The pipelines that serve, as Subjects. Everything heavy is imported when a subject is built, not before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from evals.outputs import Output
from evals.subjects import Given, Setup, Subject


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
    more: dict[str, Any] = {}

    def run(given: Given) -> Output:
        scenario = read_scenario(given["scenario"])
        record = prep_record(scenario, prepare(scenario, policies, **more))
        return {key: value for key, value in record.items() if key != "id"}

    return Wired(run=run, made_of={"session_templates": policies.templates.version, "flows": policies.flows.version})


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
    "reveal": reveal_subject, "prep": prep_subject, "extract": extract_subject, "text": text_subject,
}  # fmt: skip
