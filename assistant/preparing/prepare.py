"""prepare(): from a Scenario to a Prep. Gate, gather, rank, time-box, word; the same input gives the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from access.classing import ClassingTable
from access.flows import FlowTable
from assistant.preparing.agenda import compose_agenda, compose_cards
from assistant.preparing.brief import compose_brief
from assistant.preparing.concerns import HeardNote, concern_points, hear_notes, worrying_places
from assistant.preparing.extraction.extractor import VERSION as EXTRACTOR
from assistant.preparing.keeping import promises
from assistant.preparing.permitted import Gate, Material
from assistant.preparing.points import CONCEPT, GOALS, Point
from assistant.preparing.ports import NoteScreen, ScriptedScreen, Shelf
from assistant.preparing.recent_points import preference_points, recent_points, shared_points, wish_points
from assistant.preparing.record_points import (
    check_in_points,
    deadline_points,
    dosage_point,
    goal_points,
    question_points,
)
from assistant.preparing.scenario import Scenario
from assistant.preparing.shelf_lines import passage_for, resources_for
from assistant.preparing.templates import Prerequisites, SessionTemplates, load_prerequisites, load_session_templates
from assistant.preparing.told_points import carry_points, promise_points, struggle_points, win_points
from assistant.preparing.trend import GoalTrend, goal_trend
from assistant.safety.policy import EscalationPolicy, load_escalation
from assistant.writing.sentence import Draft, Sentence
from assistant.writing.template_writer import TemplateWriter
from assistant.writing.writer import Writer
from knowledge.classing_table import load_classing_table
from knowledge.flow_table import load_flow_table
from knowledge.policy import POLICIES

NO_SCREEN = ScriptedScreen()


@dataclass(frozen=True, kw_only=True)
class PrepPolicies:
    """Every dated table a prep follows."""

    templates: SessionTemplates
    prerequisites: Prerequisites
    flows: FlowTable
    classing: ClassingTable
    escalation: EscalationPolicy


@dataclass(frozen=True, kw_only=True)
class Prep:
    """A draft, what the mentor's own notes worry about, and the trends to draw beside the goals (by goal id)."""

    draft: Draft
    concerns: tuple[HeardNote, ...]
    trends: dict[str, GoalTrend] = field(default_factory=dict)


def load_prep_policies(folder: Path = POLICIES) -> PrepPolicies:
    """Read all of them. Raises InvalidInputError naming the file that is wrong."""
    return PrepPolicies(
        templates=load_session_templates(folder),
        prerequisites=load_prerequisites(folder),
        flows=load_flow_table(folder),
        classing=load_classing_table(folder),
        escalation=load_escalation(folder),
    )


def prepare(
    scenario: Scenario,
    policies: PrepPolicies,
    *,
    screen: NoteScreen = NO_SCREEN,
    shelf: Shelf | None = None,
    writer: Writer | None = None,
) -> Prep:
    """Draft the brief, the agenda and, for a group, the private cards.

    Everything that may not be used is gone before anything is counted, ranked or worded (C10). `writer` words lines and
    plans nothing; the default is the templates'. Raises nothing for odd content: what was read can be prepared.
    """
    heard = hear_notes(scenario, screen)
    material = Gate(flows=policies.flows, classing=policies.classing).permit(scenario, worrying_places(heard))
    words = writer or TemplateWriter(
        phrases=policies.templates.phrases, version=f"templates {policies.templates.version}"
    )
    points = gather(material, policies)
    dose = dosage_point(material)
    flagged = list(concern_points(heard, usable_notes(scenario, policies), scenario, policies.escalation))
    extras = shelf_extras(points, material, shelf)
    draft = Draft(
        brief=compose_brief([*flagged, *points], material.today, words, dose),
        agenda=compose_agenda(points, extras, material, policies.templates, words),
        private_cards=compose_cards(points, material, words),
        made_with=made_with(material, policies, words, screen),
    )
    return Prep(
        draft=draft, concerns=heard, trends={goal.id: goal_trend(goal, material.today) for goal in material.goals}
    )


def gather(material: Material, policies: PrepPolicies) -> list[Point]:
    """All points, in a fixed order that only breaks ties."""
    kept = promises(material)
    return [
        *promise_points(material, kept),
        *question_points(material),
        *struggle_points(material, policies.prerequisites),
        *wish_points(material),
        *shared_points(material),
        *carry_points(material),
        *recent_points(material, kept),
        *preference_points(material),
        *goal_points(material),
        *check_in_points(material, policies.classing),
        *deadline_points(material),
        *win_points(material),
    ]


def shelf_extras(points: Sequence[Point], material: Material, shelf: Shelf | None) -> dict[str, tuple[Sentence, ...]]:
    """One training passage for the concept, and resources for what is ahead."""
    if shelf is None:
        return {}
    usable = [p for p in points if p.shared] if material.scenario.is_shared else list(points)
    return {CONCEPT: passage_for(usable, shelf, material.today), GOALS: resources_for(usable, shelf, material.today)}


def usable_notes(scenario: Scenario, policies: PrepPolicies) -> frozenset[str]:
    """Ids of the notes the gate lets through."""
    return frozenset(note.id for note in Gate(flows=policies.flows, classing=policies.classing).notes(scenario))


def made_with(material: Material, policies: PrepPolicies, writer: Writer, screen: NoteScreen) -> dict[str, str]:
    """The versions a draft names, so that it can be made again byte for byte (promise 10)."""
    return {
        "classing": policies.classing.version,
        "escalation": policies.escalation.version,
        "extractor": EXTRACTOR,
        "flows": policies.flows.version,
        "inputs": material.digest(),
        "prerequisites": policies.prerequisites.version,
        "screen": screen.version,
        "session_templates": policies.templates.version,
        "writer": writer.version,
    }
