"""From a scenario to the flow rules' own terms: viewer, labels, and what the session knows."""

from access.flows import Circumstance, DataClass, Flow, FlowTable, Kind, Labels, Recipient, may_flow
from access.viewer import Role, Viewer
from assistant.revealing.scenario import Asking, Scenario, Someone, Standing, Stored
from core.clock import Clock

ROLES = {
    Standing.MENTEE: Role.MENTEE,
    Standing.MENTOR: Role.MENTOR,
    Standing.COORDINATOR: Role.COORDINATOR,
    Standing.EVALUATOR: Role.EVALUATOR,
    Standing.ADMINISTRATOR: Role.ADMINISTRATOR,
}
SHARED_LOGISTICS = frozenset({DataClass.D0, DataClass.D1})


def viewer_of(person: Someone, scenario: Scenario) -> Viewer:
    """The person as a viewer. Two who mentor each other are same-age partners: neither is the other's mentor."""
    mentors = frozenset(p.id for p in scenario.people if person.id in p.mentees and p.standing is Standing.MENTOR)
    peers = mentors & person.mentees
    return Viewer(
        person_id=person.id,
        program_id="scenario",
        roles=frozenset({ROLES[person.standing]} if person.standing in ROLES else ()),
        mentor_of=(person.mentees - peers) if person.standing is Standing.MENTOR else frozenset(),
        mentee_of=mentors - peers,
        partners=peers | group_of(person, mentors, scenario),
    )


def group_of(person: Someone, mentors: frozenset[str], scenario: Scenario) -> frozenset[str]:
    """Fellow members of a group, as far as the records show one.

    The same mentor is not enough: a mentor may meet two people one by one, and neither then knows of the other (F10).
    What shows a group is logistics about both, or something one of them agreed to share with the other.
    """
    fellows = {each for p in scenario.people if p.id in mentors for each in p.mentees} - {person.id}
    together = {
        each
        for item in scenario.stored
        if item.data_class in SHARED_LOGISTICS
        and (person.id in item.about or (item.data_class is DataClass.D1 and person.id in item.consent))
        for each in item.about
    }
    return frozenset(fellows & together) if person.standing is Standing.MENTEE else frozenset()


def labels_of(item: Stored, data_class: DataClass, scenario: Scenario) -> Labels:
    """The labels of one sentence of an item, under one of the classes it falls under.

    Only mentors among `said_to` bind a later mentor to ask again (C6); the assistant is nobody.
    """
    said_to = frozenset(each for each in item.said_to if scenario.person(each) is not None)
    mentors = frozenset(p.id for p in scenario.people if p.standing is Standing.MENTOR)
    if data_class is DataClass.D1 and not said_to & mentors:
        said_to = frozenset()
    return Labels(
        said_by=item.said_by,
        said_to=said_to,
        about=item.about,
        data_class=data_class,
        consent=item.consent,
        kind=item.kind,
    )


def circumstances_of(item: Stored, person: Someone, scenario: Scenario) -> frozenset[Circumstance]:
    """What the session and the record establish about this item for this person. The request's text is not asked."""
    held: set[Circumstance] = set()
    if person.standing is Standing.MENTEE and scenario.request.kind is Asking.EXPORT:
        held.add(Circumstance.ON_REQUEST)
    speaker = scenario.person(item.said_by)
    if speaker is not None and writes_for_the_program(speaker, item, person):
        held.add(Circumstance.OFFICIAL)
    if (
        person.standing is Standing.COORDINATOR
        and scenario.request.kind is Asking.FLAG_VIEW
        and owns(item, person, scenario)
    ):
        held.add(Circumstance.FLAG_OWNER)
        if item.kind is Kind.FLAG:
            held |= {Circumstance.FLAGGED, Circumstance.DANGER}
    return frozenset(held)


def writes_for_the_program(speaker: Someone, item: Stored, person: Someone) -> bool:
    """Whether the speaker is staff to this person: a coordinator, or a mentor of theirs, or one writing about them."""
    if speaker.standing is Standing.MENTOR:
        return person.id in speaker.mentees or (person.standing is Standing.MENTEE and person.id in item.about)
    return speaker.standing is Standing.COORDINATOR


def owns(item: Stored, person: Someone, scenario: Scenario) -> bool:
    """Whether a coordinator holds the flag an item belongs to: it was sent to them, or to no coordinator by name."""
    holders = {
        each for each in item.said_to if (p := scenario.person(each)) is not None and p.standing is Standing.COORDINATOR
    }
    return not holders or person.id in holders


def flow_of(
    item: Stored, data_class: DataClass, person: Someone, scenario: Scenario, table: FlowTable, clock: Clock
) -> Flow:
    """How an item, taken as this class, flows to this person."""
    to = Recipient.MODEL if person.standing is Standing.MODEL else viewer_of(person, scenario)
    labels = labels_of(item, data_class, scenario)
    return may_flow(labels, to, table, clock.now(), circumstances_of(item, person, scenario))
