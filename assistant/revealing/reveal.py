"""What a person would be shown: one path for each standing, all through the same table of flows."""

from collections.abc import Callable
from dataclasses import dataclass

from access.classing import ClassingTable
from access.flows import FlowTable
from assistant.revealing import desks
from assistant.revealing.counting import evaluator
from assistant.revealing.desks import Desk
from assistant.revealing.scenario import Scenario, Someone, Standing
from assistant.revealing.shown import Shown, fixed
from assistant.revealing.texts import ADMINISTRATOR, OUTSIDER
from core.clock import Clock


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What decides: the flows, the words that class, and the clock by which sentences expire."""

    flows: FlowTable
    classing: ClassingTable
    clock: Clock


STRANGER = Someone(id="", name="", standing=Standing.OUTSIDER)


def reveal(scenario: Scenario, rules: Rules) -> Shown:
    """The whole of what the asking person would see, the ids it rests on, and how the request ended.

    Somebody who is not among the people is an outsider. The request's text never widens anything (C7).
    """
    person = scenario.person(scenario.request.by) or STRANGER
    desk = Desk(scenario=scenario, person=person, flows=rules.flows, classing=rules.classing, clock=rules.clock)
    return PATHS[person.standing](desk)


PATHS: dict[Standing, Callable[[Desk], Shown]] = {
    Standing.MENTEE: desks.mentee,
    Standing.MENTOR: desks.mentor,
    Standing.COORDINATOR: desks.coordinator,
    Standing.EVALUATOR: evaluator,
    Standing.ADMINISTRATOR: lambda _: fixed(ADMINISTRATOR, "declined_no_content"),
    Standing.OUTSIDER: lambda _: fixed(OUTSIDER, "declined_not_yours"),
    Standing.MODEL: desks.model,
}
