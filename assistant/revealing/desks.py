"""What mentees, mentors, coordinators and a model see: the same walk over stored items, with each one's own frame."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from access.classing import ClassingTable
from access.flows import DataClass, FlowTable, Form, Kind
from assistant.revealing.scenario import Asking, Scenario, Someone, Standing, Stored
from assistant.revealing.shown import Shown
from assistant.revealing.standing import flow_of, viewer_of
from assistant.revealing.texts import FLAG_SLOT, FLAG_STATUS, GOALS_SHARED, NOT_YOURS, NOTHING_SHARED, SAFETY_SLOT
from assistant.revealing.trimming import Reader, allowed_text, without_numbers
from assistant.writing.masking import Masker, RosterPerson
from core.clock import Clock

DRAFTS = frozenset({Asking.AGENDA, Asking.BRIEF, Asking.REPORT, Asking.EXPORT})
"""What leaves the reader's hands: a mentor's own notes are sifted there, and shown whole when they look them up."""
IN_DRAFTS = frozenset({DataClass.D0, DataClass.D1, DataClass.D2, DataClass.D3, DataClass.D7})
"""What a mentor's draft may rest on: D0, D1, own D7, and D2 or D3 with consent for that item (C1)."""
PLAIN = frozenset({DataClass.D0, DataClass.D1})
FLAGGED = frozenset({DataClass.D4, DataClass.D5, DataClass.D8, DataClass.D10})


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One person's request, with the rules that judge it."""

    scenario: Scenario
    person: Someone
    flows: FlowTable
    classing: ClassingTable
    clock: Clock

    @property
    def kind(self) -> Asking:
        """What is asked for."""
        return self.scenario.request.kind

    def in_words(self, item: Stored, data_class: DataClass) -> bool:
        """Whether the item, taken as this class, flows in words (or, to a model, in tokens)."""
        if self.kind in DRAFTS and self.person.standing is Standing.MENTOR and data_class is DataClass.D6:
            return False  # C1: not even what the mentor heard and noted about somebody else
        form = self.form(item, data_class)
        return form is Form.WORDS or (self.person.standing is Standing.MODEL and form is Form.TOKENS)

    def form(self, item: Stored, data_class: DataClass) -> Form:
        """In what form the item, taken as this class, reaches the person."""
        return flow_of(item, data_class, self.person, self.scenario, self.flows, self.clock).form

    def asked_about(self) -> tuple[Stored, ...]:
        """The stored items about those the request names, or said by them, and notices about nobody; else all."""
        about = self.scenario.request.about
        return tuple(
            item
            for item in self.scenario.stored
            if not about
            or (item.about | {item.said_by}) & about
            or (item.data_class is DataClass.D0 and not item.about)
        )


def mentee(desk: Desk) -> Shown:
    """Everything of their own; D7 when they ask for their record; of a flag, only that somebody was told (C4, F9)."""
    if asks_about_another(desk):
        return Shown(lines=(NOT_YOURS,), status="declined_not_yours")
    items = [item for item in desk.asked_about() if item.data_class is not DataClass.D10]
    lines, sources = walk(desk, items)
    if any(desk.form(i, i.data_class) is Form.STATUS for i in desk.asked_about() if i.data_class is DataClass.D10):
        lines.append(FLAG_STATUS)
    return framed(lines, sources)


def mentor(desk: Desk) -> Shown:
    """D0, D1, own D7 and what was consented, of those mentored today; of safety, one line that never varies (C1)."""
    if asks_about_another(desk):
        return Shown(lines=(NOT_YOURS,), status="declined_not_yours")
    if desk.kind is Asking.FLAG_VIEW:
        return flags_of_mentor(desk)
    drafting = desk.kind in DRAFTS
    items = [i for i in desk.asked_about() if not drafting or i.data_class in IN_DRAFTS]
    lines, sources = walk(desk, items)
    if not sources:
        return framed([], [])
    return framed([*lines, SAFETY_SLOT], sources)


def flags_of_mentor(desk: Desk) -> Shown:
    """One fixed line for each mentee with a flag record, and nothing of a flag about the mentor (category 17)."""
    about = {
        each
        for item in desk.asked_about()
        if item.data_class is DataClass.D10 and not touches_mentor(item, desk)
        if desk.form(item, DataClass.D10) is Form.MINIMUM
        for each in item.about & desk.person.mentees
    }
    return framed([FLAG_SLOT.format(name=p.name) for p in desk.scenario.people if p.id in about], [])


def touches_mentor(item: Stored, desk: Desk) -> bool:
    """Whether a flag may be about the mentor's own conduct: by its labels, or by what its words class as."""
    text = item.text.lower()
    named = [part for part in desk.person.name.lower().split() if len(part) > 2]
    return desk.person.id in item.about or item.kind is Kind.COMPLAINT or any(w in text for w in ("mentor", *named))


def coordinator(desk: Desk) -> Shown:
    """The roster and logistics, of goals only that they exist, flags in the flag view, complaints unless about them."""
    flagging = desk.kind is Asking.FLAG_VIEW
    items = [i for i in desk.asked_about() if wanted_by_coordinator(i, desk, flagging)]
    lines, sources = walk(desk, items)
    about = desk.scenario.request.about
    people = [p for p in desk.scenario.people if p.standing in (Standing.MENTEE, Standing.MENTOR)]
    roster = [] if flagging else [roster_line(p) for p in people if not about or p.id in about]
    goals = [] if flagging else [
        GOALS_SHARED.format(name=p.name)
        for p in people
        if any(i.data_class is DataClass.D1 and p.id in i.about and desk.form(i, DataClass.D1) is Form.MINIMUM
               for i in desk.asked_about())
    ]  # fmt: skip
    return framed([*roster, *goals, *lines], sources)


def wanted_by_coordinator(item: Stored, desk: Desk, flagging: bool) -> bool:
    """Flags and complaints belong to the flag view, or to whom they were said; never to whom they are about."""
    if (item.data_class is DataClass.D8 or item.kind is Kind.COMPLAINT) and complains_about(item, desk):
        return False
    if item.data_class in FLAGGED or item.kind is Kind.FLAG:
        return flagging or (desk.person.id in item.said_to and desk.kind is not Asking.REPORT)
    return not flagging


def complains_about(item: Stored, desk: Desk) -> bool:
    """Whether a complaint is about this coordinator: by label, by name, or "the coordinator" when not sent here."""
    words = set(item.text.lower().replace("'s", " ").replace("’s", " ").replace(".", " ").replace(",", " ").split())
    surname = desk.person.name.lower().split()[-1:] or [""]
    named = surname[0] in words and surname[0] != ""
    office = bool({"coordinator", "coordinators"} & words) and desk.person.id not in item.said_to
    return desk.person.id in item.about - {item.said_by} or named or office


def roster_line(person: Someone) -> str:
    """One line of the roster."""
    extras = ", ".join(each for each in (person.email, person.student_id) if each)
    return f"{person.name} ({person.standing})" + (f": {extras}" if extras else "")


def model(desk: Desk) -> Shown:
    """What would be sent to a language model: logistics and shared goals, everybody as tokens (3.4)."""
    lines, sources = walk(desk, desk.asked_about())
    masker = Masker(roster=tuple(roster_person(p) for p in desk.scenario.people if p.standing is not Standing.MODEL))
    return framed([masker.mask(line).text for line in lines], sources)


def roster_person(person: Someone) -> RosterPerson:
    """A person of the scenario as the masking's roster knows them."""
    return RosterPerson(
        id=person.id,
        name=person.name,
        emails=(person.email,) if person.email else (),
        ids=tuple(each for each in (person.student_id,) if each),
    )


def walk(desk: Desk, items: Iterable[Stored]) -> tuple[list[str], list[str]]:
    """The allowed words of each item, in stored order, and the ids they rest on."""
    lines: list[str] = []
    sources: list[str] = []
    for item in items:
        reader = reader_of(item, desk)
        if text := allowed_text(item.text, item.data_class, reader):
            lines.append(without_numbers(text) if reader.classed else text)
            sources.append(item.id)
    return lines, sources


def reader_of(item: Stored, desk: Desk) -> Reader:
    """How this item is trimmed for this person: not at all for its speaker looking it up, or for a flag's owner."""
    person = desk.person
    own = item.said_by == person.id and (person.standing is Standing.MENTEE or desk.kind not in DRAFTS)
    flagged = item.data_class in FLAGGED and person.standing is Standing.COORDINATOR
    to_model = person.standing is Standing.MODEL
    reader = Reader(
        flows=lambda data_class: desk.in_words(item, data_class),
        table=desk.classing,
        known=frozenset() if to_model else known_to(item, desk),
        named=name_parts(desk.scenario.people),
        classed=not (own or flagged),
        sifted=item.data_class in PLAIN and not own and person.standing is not Standing.MENTEE,
        broad_consent=(
            item.data_class is DataClass.D1 and person.standing is Standing.MENTOR and person.id not in item.consent
        ),
        unnamed_stay=item.data_class in (DataClass.D2, DataClass.D3) or person.standing is Standing.MENTEE,
    )
    return replace(reader, known=name_parts(desk.scenario.people)) if to_model else reader


def known_to(item: Stored, desk: Desk) -> frozenset[str]:
    """Names that may stay: subjects, speaker, reader and the reader's mentors; for a coordinator the roster."""
    people = desk.scenario.people
    if desk.person.standing is Standing.COORDINATOR:
        return name_parts(people)
    ids = item.about | {item.said_by, desk.person.id} | viewer_of(desk.person, desk.scenario).mentee_of
    return name_parts(p for p in people if p.id in ids)


def name_parts(people: Iterable[Someone]) -> frozenset[str]:
    """Every part of these people's names, in lower case."""
    return frozenset(
        part for person in people for part in person.name.lower().replace(".", " ").split() if len(part) > 1
    )


def asks_about_another(desk: Desk) -> bool:
    """Whether the request is only about people who are none of the asker's; its text is not read (C7)."""
    viewer = viewer_of(desk.person, desk.scenario)
    own = {desk.person.id} | viewer.mentor_of | viewer.mentee_of | viewer.partners
    about = desk.scenario.request.about
    return bool(about) and not about & own


def framed(lines: list[str], sources: list[str]) -> Shown:
    """The lines, or the one sentence that says there is nothing: alike whether it is not there or not theirs."""
    if not lines:
        return Shown(lines=(NOTHING_SHARED,), status="unanswerable_nothing_shared")
    return Shown(lines=tuple(lines), status="answered", sources=tuple(sources))
