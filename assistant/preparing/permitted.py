"""What of a Scenario may be used: the one gate every word of a prep passes (safety.md 3.2, C1, C5, C6, C10).

Whatever does not pass leaves no trace: not in counts, order, ids or digests. The rest of the room sees only `Material`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from access.classing import ClassingTable
from access.flows import DataClass, FlowTable, Labels, Recipient, judge, may_flow
from access.viewer import Role, Viewer
from assistant.preparing.extraction.dates import Anchors
from assistant.preparing.extraction.extractor import findings_of, whole_statement
from assistant.preparing.extraction.finding import COMMITMENTS, Finding, FindingKind, People, Who
from assistant.preparing.extraction.statements import Statement, split_statements
from assistant.preparing.extraction.subjects import named_in
from assistant.preparing.scenario import CheckIn, Deadline, Goal, Note, Scenario, SharedQuestion
from assistant.preparing.sensitive import is_usable, leans_on_another, says_nothing, usable_part

STALE_AFTER = timedelta(days=120)  # an older note is another term's
MOST_NOTES = 40  # newest first; two years of history cost no more than one term
NOBODY: frozenset[str] = frozenset()
TOLD_ONLY = frozenset({FindingKind.KEPT, FindingKind.NOT_KEPT, FindingKind.COVERED})
Places = tuple[tuple[int, int], ...]
NOWHERE: Mapping[str, Places] = {}
SAID_TO_BE_READ = frozenset({DataClass.D0, DataClass.D1})  # written for the mentor: every sentence counts


@dataclass(frozen=True, kw_only=True)
class Told:
    """A finding with the note it stands in, and whether every member of a group may see it."""

    finding: Finding
    note: Note
    shared: bool


@dataclass(frozen=True, kw_only=True)
class Material:
    """Everything a prep may rest on. `pointers` are shared questions whose words stay with the mentee (D3 and up)."""

    scenario: Scenario
    told: tuple[Told, ...]
    goals: tuple[Goal, ...]
    private_goals: tuple[Goal, ...]
    check_ins: tuple[CheckIn, ...]
    questions: tuple[SharedQuestion, ...]
    pointers: tuple[SharedQuestion, ...]
    deadlines: tuple[Deadline, ...]
    meetings: tuple[date, ...]
    preferences: tuple[tuple[str, str], ...] = ()  # mentee id, how they like to work

    @property
    def today(self) -> date:
        """The day a prep is made for: the session's own, so that the same input always gives the same prep."""
        return self.scenario.session.date

    @property
    def last_session(self) -> date | None:
        """The day of the last note of the mentor's that may be used, taken for the last session."""
        return self.meetings[-1] if self.meetings else None

    def digest(self) -> str:
        """SHA-256 of what was used, and of nothing else: neither a note's other sentences nor their places (C10)."""
        told = [
            (
                t.note.id,
                t.note.date,
                t.shared,
                t.finding.kind,
                t.finding.who,
                t.finding.mentee,
                t.finding.text,
                t.finding.due,
            )
            for t in self.told
        ]
        used = (
            self.scenario,
            told,
            self.goals,
            self.private_goals,
            self.check_ins,
            self.questions,
            [(q.id, q.date) for q in self.pointers],
            self.deadlines,
            self.meetings,
        )
        return hashlib.sha256(repr(used).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The tables of access, and who is looking: the mentor of this session."""

    flows: FlowTable
    classing: ClassingTable

    def viewer(self, scenario: Scenario) -> Viewer:
        """The mentor, as the flow table knows them."""
        return Viewer(
            person_id=scenario.mentor.id,
            program_id="prep",
            roles=frozenset({Role.MENTOR}),
            mentor_of=frozenset(mentee.id for mentee in scenario.mentees),
        )

    def permit(self, scenario: Scenario, worrying: Mapping[str, Places] = NOWHERE) -> Material:
        """Sort out what may be used. `worrying` are places in notes that the screen heard something in."""
        notes, known = self.notes(scenario), known_names(scenario)
        meetings = meetings_in(notes, scenario)
        goals = [g for g in scenario.goals if scenario.mentee(g.mentee)]
        clear = {g.id for g in goals if is_usable(g.text, DataClass.D1, self.classing, known)}
        asked = asked_of(scenario)
        open_words = {q.id for q in asked if is_usable(q.text, DataClass.D1, self.classing, known)}
        return Material(
            scenario=frame_of(scenario),
            told=tuple(
                told for note in notes for told in self.told(note, scenario, known, meetings, worrying.get(note.id, ()))
            ),
            goals=tuple(g for g in goals if g.id in clear),
            private_goals=tuple(g for g in goals if g.id not in clear),
            check_ins=shared_check_ins(scenario),
            questions=tuple(q for q in asked if q.id in open_words),
            pointers=tuple(q for q in asked if q.id not in open_words),
            deadlines=tuple(
                d for d in deadlines_ahead(scenario) if is_usable(d.text, DataClass.D0, self.classing, known)
            ),
            meetings=meetings,
            preferences=tuple(
                (mentee.id, mentee.preferences.strip())
                for mentee in scenario.mentees
                if mentee.preferences.strip() and is_usable(mentee.preferences, DataClass.D1, self.classing, known)
            ),
        )

    def notes(self, scenario: Scenario) -> list[Note]:
        """Notes the mentor may see and C1 lets into a prep, oldest first."""
        day = scenario.session.date
        fresh = [n for n in scenario.notes if day - STALE_AFTER <= n.date <= day and n.text.strip()]
        kept = [n for n in fresh if self.may_use(n, scenario)]
        return sorted(kept, key=lambda n: (n.date, n.id))[-MOST_NOTES:]

    def may_use(self, note: Note, scenario: Scenario) -> bool:
        """C1: D0, D1, or the mentor's own D7, about people of this session and nobody else."""
        mine = {mentee.id for mentee in scenario.mentees}
        if not set(note.about) <= mine:
            return False
        if note.data_class is DataClass.D7 and note.by != scenario.mentor.id:
            return note.by in mine and scenario.mentor.id in note.shared_with
        if note.data_class not in {DataClass.D0, DataClass.D1, DataClass.D7}:
            return False
        now = datetime.combine(scenario.session.date, time(), UTC)
        return may_flow(labels_of(note, scenario), self.viewer(scenario), self.flows, now).words

    def everyone_may_see(self, note: Note, scenario: Scenario) -> bool:
        """Whether a whole note may stand before every member: D0, consented D1, the mentor's D7 about all of them."""
        everyone = {mentee.id for mentee in scenario.mentees}
        if note.data_class is DataClass.D7:
            return everyone <= set(note.about)
        if note.data_class is DataClass.D0:
            return not note.about or everyone <= set(note.about)
        labels = labels_of(note, scenario)
        readers = everyone - labels.subjects
        return bool(note.about) and all(
            judge(labels, Recipient.MEMBER, _member(reader), self.flows, frozenset()).words for reader in readers
        )

    def told(
        self, note: Note, scenario: Scenario, known: frozenset[str], meetings: tuple[date, ...], worrying: Places
    ) -> list[Told]:
        """The findings of a note that may be used, each with its audience."""
        people = people_of(note, scenario)
        following = next((day for day in meetings if day > note.date), scenario.session.date)
        anchors = Anchors(said=note.date, next_session=following, term_end=scenario.program.term_end)
        common = scenario.is_shared and self.everyone_may_see(note, scenario)
        found: list[Told] = []
        last_named = ""
        for statement in split_statements(note.text):
            last_named = named_in(statement.text, people) or last_named
            part = usable_part(statement, note.data_class, self.classing, known)
            if part is None or worries(statement, worrying):
                continue
            trimmed, leaning = part.text != statement.text, leans_on_another(part.text)
            findings = tuple(findings_of(part, people, anchors, last_named))
            if note.data_class in SAID_TO_BE_READ and all(finding.kind in TOLD_ONLY for finding in findings):
                findings = (whole_statement(FindingKind.SHARED, part, people, last_named),)
            for finding in findings:
                promised = finding.kind in COMMITMENTS
                if (leaning and not promised) or (promised and says_nothing(finding.text, trimmed)):
                    continue
                if not trimmed or stands_alone(finding):
                    shared = common and concerns_all(finding, note, scenario)
                    found.append(Told(finding=finding, note=note, shared=shared))
        return found


def worries(statement: Statement, places: Places) -> bool:
    """Whether a statement holds any of the places."""
    return any(start < statement.end and end > statement.start for start, end in places)


def meetings_in(notes: Sequence[Note], scenario: Scenario) -> tuple[date, ...]:
    """Earlier days the mentor wrote a note of, in order."""
    return tuple(sorted({n.date for n in notes if n.by == scenario.mentor.id and n.date < scenario.session.date}))


def asked_of(scenario: Scenario) -> list[SharedQuestion]:
    """Questions the session's mentees shared with the mentor by the day of the session."""
    shared = [q for q in scenario.questions if q.shared_with_mentor and q.date <= scenario.session.date]
    return [q for q in shared if scenario.mentee(q.mentee) and q.text.strip()]


def shared_check_ins(scenario: Scenario) -> tuple[CheckIn, ...]:
    """Check-ins the session's mentees shared by the day of the session, in order."""
    shared = [c for c in scenario.check_ins if c.shared_with_mentor and c.date <= scenario.session.date]
    return tuple(sorted((c for c in shared if scenario.mentee(c.mentee)), key=lambda c: (c.date, c.id)))


def deadlines_ahead(scenario: Scenario) -> list[Deadline]:
    """Dates from the day of the session on, everybody's and the session's mentees', in order."""
    ahead = [d for d in scenario.deadlines if d.date >= scenario.session.date]
    return sorted((d for d in ahead if not d.mentee or scenario.mentee(d.mentee)), key=lambda d: (d.date, d.text))


def frame_of(scenario: Scenario) -> Scenario:
    """The scenario without anything that has to be judged, its id included."""
    return Scenario(
        id="", program=scenario.program, structure=scenario.structure, session=scenario.session,
        mentor=scenario.mentor, mentees=scenario.mentees,
    )  # fmt: skip


def stands_alone(finding: Finding) -> bool:
    """Whether a finding in a trimmed sentence means the same without what was cut off."""
    if finding.kind is FindingKind.STRUGGLE:
        return bool(finding.courses)
    return finding.kind in {FindingKind.PROMISE, FindingKind.NEXT_STEP, FindingKind.CARRY_OVER}


def concerns_all(finding: Finding, note: Note, scenario: Scenario) -> bool:
    """Whether a statement is about the whole group: none of its members is singled out by name or pronoun."""
    if note.data_class is not DataClass.D7:
        return not finding.mentee or note.data_class is DataClass.D1
    words = f" {finding.statement.lower()} "
    singled = any(mentee.first_name.lower() in words for mentee in scenario.mentees)
    single = ("he", "she", "his", "her", "him", "hers", "she'll", "he'll", "one of")
    alone = any(f" {word} " in words for word in single)
    return not singled and not alone and finding.who is not Who.OTHER and not finding.mentee


def labels_of(note: Note, scenario: Scenario) -> Labels:
    """A note as the flow table reads it. What somebody else shared with nobody was said to them alone (C6)."""
    ours = {scenario.mentor.id, *(mentee.id for mentee in scenario.mentees)}
    said_to = frozenset(note.shared_with) if note.shared_with and note.by != scenario.mentor.id else NOBODY
    if not note.shared_with and note.by not in ours:
        said_to = frozenset({note.by})
    about = frozenset(note.about) or frozenset(mentee.id for mentee in scenario.mentees)
    return Labels(
        said_by=note.by, data_class=note.data_class, said_to=said_to, about=about, consent=frozenset(note.shared_with)
    )


def people_of(note: Note, scenario: Scenario) -> People:
    """Who the pronouns and names of a note stand for."""
    about = [m for m in scenario.mentees if m.id in note.about] or list(scenario.mentees)
    return People(
        mentor=scenario.mentor.name,
        mentees=tuple((m.id, m.name) for m in about),
        written_by_mentor=note.by == scenario.mentor.id or note.by not in {m.id for m in scenario.mentees},
        known_courses=tuple(dict.fromkeys(course for m in about for course in m.courses)),
    )


def known_names(scenario: Scenario) -> frozenset[str]:
    """Lower-case names that are no third persons here: the mentor and the mentees of this session."""
    people = [scenario.mentor.name, *(mentee.name for mentee in scenario.mentees)]
    return frozenset(part.lower() for name in people for part in name.split())


def _member(person_id: str) -> Viewer:
    return Viewer(person_id=person_id, program_id="prep", roles=frozenset({Role.MENTEE}))
