"""A language model behind what is examined: one that is set, and words that a case says a model wrote."""

import asyncio
import json
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from core.settings import Settings
from evals.outputs import Output
from evals.scorers.scorer import as_list
from evals.subjects import Given, Setup, Subject
from evals.wired_shared import Wired, the_embedder

if TYPE_CHECKING:
    from assistant.answering.answer import Answer
    from assistant.answering.turn import Turn
    from assistant.preparing.prepare import Prep
    from assistant.preparing.scenario import Scenario
    from assistant.writing.model_writer import ModelWriter
    from assistant.writing.sending import Customs

T = TypeVar("T")
KINDS = {"reply": ("reply", False), "line": ("agenda", True), "addition": ("agenda", False)}


def awaited(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end on a loop of its own, in a thread of its own: a loop may be running here."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


@dataclass(frozen=True, kw_only=True)
class Modelling:
    """The model that is set, as people get it: the same writer, gate and customs."""

    models: Any
    setup: Setup

    def writer(self, feature: str) -> "ModelWriter":
        """The writer for a feature."""
        from assistant.writing.model_writer import ModelWriter

        return ModelWriter(models=self.models, gate=gate(self.setup, "line" if feature == "prep" else "reply"))

    def customs(self, feature: str, people: Sequence[tuple[str, str]] = ()) -> "Customs":
        """What may leave, with these people (id and name) as the roster."""
        from assistant.writing.masking import Masker, RosterPerson
        from assistant.writing.sending import Customs
        from knowledge.classing_table import load_classing_table
        from knowledge.flow_table import load_flow_table
        from knowledge.model_table import load_model_table

        folder = self.setup.settings.policies_dir
        roster = tuple(RosterPerson(id=one, name=name) for one, name in people)
        return Customs(
            flows=load_flow_table(folder), classing=load_classing_table(folder), masker=Masker(roster),
            now=self.setup.moment, enabled=True, classes=load_model_table(folder).features[feature].leaves,
            known=frozenset(part.lower() for one in roster for part in one.name.split()),
        )  # fmt: skip

    def answer(self, turn: "Turn", answer: "Answer") -> "Answer":
        """An answer that was found, worded."""
        from assistant.answering.wording import word_answer

        work = word_answer(turn, answer, self.writer("answers"), nobody("answers"), self.customs("answers"))
        return awaited(work).answer

    def prep(self, scenario: "Scenario", prep: "Prep") -> "Prep":
        """A prep with its lines worded; additions are no part of a draft."""
        from assistant.preparing.reworded import reword

        people = [(mentee.id, mentee.name) for mentee in scenario.mentees]
        work = reword(prep.draft, scenario, self.writer("prep"), nobody("prep"), self.customs("prep", people))
        return replace(prep, draft=awaited(work).draft)


@lru_cache(maxsize=2)
def models_of(settings: Settings) -> Any:
    """The models that are set, built once a process; None without."""
    from assistant.wiring import models_from
    from core.clock import SystemClock

    return models_from(settings, SystemClock())


def modelling(setup: Setup) -> Modelling | None:
    """The model that is set, or None."""
    models = models_of(setup.settings)
    return Modelling(models=models, setup=setup) if models is not None else None


def nobody(feature: str) -> Any:
    """A caller without a person."""
    from assistant.writing.asking import Caller
    from assistant.writing.budget import Spent

    return Caller(program_id="eval", audience="eval", feature=feature, spent=Spent())


def gate(setup: Setup, kind: str) -> Any:
    """The gate that serves, for a `reply`, a planned `line` worded anew, or a proposed `addition`."""
    from assistant.wiring import nearness_of
    from assistant.writing.admission import Gate
    from assistant.writing.entailment import Entailment

    text, whole = KINDS[kind]
    return Gate(entailment=Entailment(nearness=nearness_of(the_embedder(setup.settings))), kind=text, whole=whole)


def written_subject(setup: Setup) -> Subject:
    """Words that a case says a model wrote, through the writer that serves: what is shown, what is refused and why."""
    from assistant.writing.model_writer import ModelWriter
    from prompts.registry import lock

    def run(given: Given) -> Output:
        shown: list[str] = []
        models = scripted(given, setup)
        writer = ModelWriter(models=models, gate=gate(setup, given.get("kind", "reply")), show=shown.append)
        wording = awaited(writer.answer(nobody("answers"), given.get("text", "?"), as_list(given["sources"])))
        refused = [one.refusal.value for one in wording.judgements if one.refusal is not None]
        return {
            "status": wording.status.value, "text": " ".join(one.text for one in wording.admitted),
            "shown": " ".join(shown), "ok": wording.status == "used" and not refused,
            "violations": [{"rule": rule} for rule in refused], "level": "S2" if wording.worry else "S0",
            "concerns": [{"category": "none", "level": "S2"}] if wording.worry else [],
        }  # fmt: skip

    return Wired(run=run, made_of={name: version for name, (version, _) in lock().items()})


def scripted(given: Given, setup: Setup) -> Any:
    """Models of which the writer says what the case says, and a judge, if the case has one, what that says."""
    from assistant.writing.asking import Models
    from assistant.writing.chat import ModelRoleName, ModelStatus, ScriptedChat
    from core.model_settings import ModelRole, ModelSettings

    fails = given.get("fails")
    said: Any = ModelStatus(fails) if fails else given.get("script") or written(given)
    chats = {ModelRoleName.WRITER: ScriptedChat([said])}
    if "judge" in given:
        verdicts = [{"label": at, "supported": bool(fine)} for at, fine in enumerate(given["judge"], start=1)]
        chats[ModelRoleName.JUDGE] = ScriptedChat([json.dumps({"verdicts": verdicts})])
    role = ModelRole(name="scripted")
    settings = ModelSettings(on=True, agreement="none needed: scripted", writer=role, judge=role)
    return Models(settings=settings, clock=setup.clock, chats=dict(chats))


def written(given: Given) -> str:
    """The case's sentences in the shape a model answers in; each names all sources, or `labels`."""
    labels = given.get("labels") or list(range(1, len(as_list(given["sources"])) + 1))
    sentences = [{"text": text, "labels": labels} for text in as_list(given["output"])]
    return json.dumps({"worry": bool(given.get("worry")), "sentences": sentences})
