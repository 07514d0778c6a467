"""Which sentence may flow to whom: one table of class x recipient, default deny (safety.md 3.1 and 3.2).

A flow is judged from the sentence's labels, the relation of the person looking, and circumstances that the session
established. Nothing here reads the sentence itself: no text can widen what a role sees (C7).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from access.viewer import Role, Viewer


class DataClass(StrEnum):
    """What kind of thing a sentence says (safety.md 3.1)."""

    D0 = "D0"  # logistics
    D1 = "D1"  # goals and progress shared with the mentor
    D2 = "D2"  # private chat with the assistant
    D3 = "D3"  # sensitive: health, sexuality, immigration, legal, family, finance, disability, grades
    D4 = "D4"  # safety disclosure
    D5 = "D5"  # Title IX, violence, abuse
    D6 = "D6"  # about a third person
    D7 = "D7"  # the mentor's observations and notes
    D8 = "D8"  # complaint about mentor, coordinator or program
    D9 = "D9"  # identifiers and roster
    D10 = "D10"  # flag record


class Kind(StrEnum):
    """Where a sentence was written."""

    NOTE = "note"
    CHAT = "chat"
    GOAL = "goal"
    CHECK_IN = "check_in"
    FLAG = "flag"
    COMPLAINT = "complaint"


class Recipient(StrEnum):
    """Who a sentence would flow to, seen from the person it concerns: the columns of safety.md 3.2."""

    SELF = "self"
    OWN_MENTOR = "own_mentor"
    OTHER_MENTOR = "other_mentor"
    MEMBER = "member"  # of the same group, or the partner in same-age coaching
    COORDINATOR = "coordinator"
    FLAG_OWNER = "flag_owner"  # and the CARE team
    AUTHORITY = "authority"  # Title IX, police
    OUTSIDER = "outsider"  # parents, faculty, other offices, partners
    EVALUATOR = "evaluator"
    MODEL = "model"
    ADMINISTRATOR = "administrator"


class Verdict(StrEnum):
    """What the table says of one class and one recipient."""

    YES = "yes"
    NEVER = "never"
    CONSENT = "consent"
    MINIMUM = "minimum"
    EMERGENCY = "emergency"
    AGGREGATE = "aggregate"
    PSEUDONYMISED = "pseudonymised"


class Circumstance(StrEnum):
    """What must be so beside the verdict. The session or the record establishes it, never a text (C7)."""

    ON_REQUEST = "on_request"  # the subject asks for their record (F8, F9)
    OWN_WORDS = "own_words"  # the viewer said it
    SHARED = "shared"  # said to the viewer, or consented for the viewer
    ON_DUTY = "on_duty"
    FLAG_OWNER = "flag_owner"  # turns a coordinator into the flag's owner
    FLAGGED = "flagged"
    DANGER = "danger"
    EMERGENCY_RECORDED = "emergency_recorded"  # the F5 fields are written (C9)
    REPORTING_DUTY = "reporting_duty"  # campus rule under T1-T3
    SEXUAL = "sexual"
    AGGREGATED = "aggregated"  # a count over at least k people (C11)
    SYNTHETIC = "synthetic"  # invented people: an evaluation suite (3.5)
    OFFICIAL = "official"  # the speaker wrote for the program: a mentor or coordinator, no other student
    MODEL_ENABLED = "model_enabled"  # the campus has the F2 agreement and switched this class on


class Form(IntEnum):
    """In what form a sentence may be shown, least first."""

    NOTHING = 0
    COUNT = 1
    STATUS = 2  # "who was told", in role words
    MINIMUM = 3  # one fixed line of category and action
    TOKENS = 4  # the words, with everybody's names replaced
    WORDS = 5


FORMS = {
    Verdict.YES: Form.WORDS,
    Verdict.NEVER: Form.NOTHING,
    Verdict.CONSENT: Form.WORDS,
    Verdict.MINIMUM: Form.MINIMUM,
    Verdict.EMERGENCY: Form.WORDS,
    Verdict.AGGREGATE: Form.COUNT,
    Verdict.PSEUDONYMISED: Form.TOKENS,
}
MENTOR_WORD = "mentor"  # consent to "my mentor": whoever holds an open pairing with the subject


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What every stored sentence of a person carries. Ids are person ids; an empty `said_to` is the assistant.

    `consent` holds the ids (or MENTOR_WORD) the subject agreed to for this exact sentence (C3); silence is no.
    """

    said_by: str
    data_class: DataClass
    said_to: frozenset[str] = field(default=frozenset())
    about: frozenset[str] = field(default=frozenset())
    consent: frozenset[str] = field(default=frozenset())
    expires: datetime | None = None
    kind: Kind = Kind.NOTE

    @property
    def subjects(self) -> frozenset[str]:
        """Whom it concerns: those it is about, or its speaker when it is about nobody."""
        return self.about or frozenset({self.said_by})


@dataclass(frozen=True, kw_only=True)
class Norm:
    """One cell: a verdict, what must also be so (any of `when`), what is left where that or a consent lacks, rules."""

    verdict: Verdict
    when: frozenset[Circumstance] = field(default=frozenset())
    otherwise: Verdict = Verdict.NEVER
    form: Form | None = None  # where the table says less than the verdict's own form ("status words only")
    cites: tuple[str, ...] = ()

    @property
    def shown_as(self) -> Form:
        """The form in which it flows when it does."""
        return FORMS[self.verdict] if self.form is None else self.form


@dataclass(frozen=True, kw_only=True)
class FlowTable:
    """The whole matrix. Raises ValueError for a hole: a class and a recipient nobody decided about."""

    version: str
    norms: dict[tuple[DataClass, Recipient], Norm]
    smallest_group: int = 10  # k of C11

    def __post_init__(self) -> None:
        holes = [(c, r) for c in DataClass for r in Recipient if (c, r) not in self.norms]
        if holes:
            raise ValueError(f"no norm for {', '.join(f'{c} to {r}' for c, r in holes)}")


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Whether and how one sentence reaches one viewer, and by which rules."""

    form: Form
    verdict: Verdict
    cites: tuple[str, ...] = ()

    @property
    def words(self) -> bool:
        """Whether the sentence itself may be shown."""
        return self.form is Form.WORDS


DENIED = Flow(form=Form.NOTHING, verdict=Verdict.NEVER)
PLAINLY: frozenset[Circumstance] = frozenset()  # no circumstance at all


def may_flow(
    labels: Labels,
    to: Viewer | Recipient,
    table: FlowTable,
    now: datetime,
    circumstances: frozenset[Circumstance] = PLAINLY,
) -> Flow:
    """Judge one sentence for one viewer, or for a recipient who never signs in (a model, an outsider, an authority).

    Expired sentences flow to nobody (C8). Where a sentence concerns several people it flows only as far as it may for
    each of them; where a viewer stands in several relations, the widest of them counts.
    """
    if labels.expires is not None and labels.expires <= now:
        return DENIED
    if isinstance(to, Recipient):
        return judge(labels, to, None, table, circumstances)
    if accused(labels, to):
        return DENIED
    flows = (
        max((judge(labels, r, to, table, circumstances) for r in relations(labels, subject, to, circumstances)),
            key=lambda flow: flow.form, default=DENIED)
        for subject in sorted(labels.subjects)
    )  # fmt: skip
    return min(flows, key=lambda flow: flow.form)


def accused(labels: Labels, viewer: Viewer) -> bool:
    """Whether this is a complaint about the viewer: it then reaches them in no form (category 17, promise 6)."""
    complaint = labels.data_class is DataClass.D8 or labels.kind is Kind.COMPLAINT
    return complaint and viewer.person_id in labels.about - {labels.said_by}


def relations(
    labels: Labels, subject: str, viewer: Viewer, circumstances: frozenset[Circumstance]
) -> Iterable[Recipient]:
    """How the viewer stands to one subject of a sentence. Nobody stands nowhere: a stranger is an outsider."""
    if is_self(labels, subject, viewer, circumstances):
        yield Recipient.SELF
    elif subject in viewer.partners or addressed(labels, viewer, circumstances):
        yield Recipient.MEMBER
    elif viewer.has(Role.MENTOR):
        yield Recipient.OWN_MENTOR if subject in viewer.mentor_of else Recipient.OTHER_MENTOR
    if viewer.has(Role.COORDINATOR):
        yield Recipient.COORDINATOR
        if Circumstance.FLAG_OWNER in circumstances:
            yield Recipient.FLAG_OWNER
    if viewer.has(Role.EVALUATOR):
        yield Recipient.EVALUATOR
    if viewer.has(Role.ADMINISTRATOR):
        yield Recipient.ADMINISTRATOR


def addressed(labels: Labels, viewer: Viewer, circumstances: frozenset[Circumstance]) -> bool:
    """Whether logistics were meant for the viewer without being about them: a notice of the program, a word to a peer.

    For a mentor being addressed once is not enough: it would outlive the pairing (C6).
    """
    if labels.data_class is not DataClass.D0:
        return False
    if Circumstance.OFFICIAL in circumstances and not labels.about:
        return not labels.said_to or viewer.person_id in labels.said_to
    return viewer.person_id in labels.said_to and not viewer.has(Role.MENTOR)


SPEAKERS_ALONE = frozenset({DataClass.D2, DataClass.D6, DataClass.D8})
"""Classes that belong to whoever spoke: being talked about opens nothing (D6: "only what the mentee said")."""
DISCLOSED = frozenset({DataClass.D3, DataClass.D4, DataClass.D5, DataClass.D7})
"""Classes in which another student may have spoken about the viewer in confidence (category 22)."""


def is_self(labels: Labels, subject: str, viewer: Viewer, circumstances: frozenset[Circumstance]) -> bool:
    """Whether the viewer looks at what is their own.

    A speaker owns what they said about themselves, their private words and their complaints. What a mentor wrote about
    a mentee is not theirs by authorship: it ends with the pairing (C6).
    """
    spoke = labels.said_by == viewer.person_id
    if labels.data_class in SPEAKERS_ALONE:
        return spoke
    if labels.data_class in DISCLOSED and not spoke:
        on_record = labels.said_by in viewer.mentee_of or Circumstance.OFFICIAL in circumstances
        return subject == viewer.person_id and on_record
    return subject == viewer.person_id or (spoke and not viewer.has(Role.MENTOR))


def judge(
    labels: Labels,
    recipient: Recipient,
    viewer: Viewer | None,
    table: FlowTable,
    circumstances: frozenset[Circumstance],
) -> Flow:
    """Read the cell, then see that its conditions hold; where they do not, what the cell leaves `otherwise`."""
    norm = table.norms[labels.data_class, recipient]
    holds = circumstances | from_labels(labels, viewer)
    agreed = consented(labels, recipient, viewer)
    if approval_missing(labels, recipient, viewer) and not agreed:
        return DENIED
    if (norm.when and not norm.when & holds) or lacks(norm.verdict, agreed, holds):
        return Flow(form=FORMS[norm.otherwise], verdict=norm.otherwise, cites=norm.cites)
    return Flow(form=norm.shown_as, verdict=norm.verdict, cites=norm.cites)


def lacks(verdict: Verdict, agreed: bool, holds: frozenset[Circumstance]) -> bool:
    """Whether the verdict asks for a consent, an emergency record or an aggregate that is not there (C3, C9, C11)."""
    return (
        (verdict is Verdict.CONSENT and not agreed)
        or (verdict is Verdict.EMERGENCY and Circumstance.EMERGENCY_RECORDED not in holds)
        or (verdict is Verdict.AGGREGATE and Circumstance.AGGREGATED not in holds)
    )


def from_labels(labels: Labels, viewer: Viewer | None) -> frozenset[Circumstance]:
    """The circumstances that a sentence's own labels establish."""
    if viewer is None:
        return PLAINLY
    held = set()
    if labels.said_by == viewer.person_id:
        held.add(Circumstance.OWN_WORDS)
    if viewer.person_id in labels.said_to | labels.consent:
        held.add(Circumstance.SHARED)
    return frozenset(held)


def consented(labels: Labels, recipient: Recipient, viewer: Viewer | None) -> bool:
    """Whether the subject agreed to this sentence reaching this recipient (C3)."""
    if viewer is not None and viewer.person_id in labels.consent:
        return True
    return recipient is Recipient.OWN_MENTOR and MENTOR_WORD in labels.consent


def approval_missing(labels: Labels, recipient: Recipient, viewer: Viewer | None) -> bool:
    """C6: what a mentee shared with one mentor is not shared with the next until the mentee approves it."""
    if recipient is not Recipient.OWN_MENTOR or labels.data_class is not DataClass.D1 or viewer is None:
        return False
    return bool(labels.said_to) and viewer.person_id not in labels.said_to | {labels.said_by}
