"""Which sentence may flow to whom: one table of class x recipient, default deny (safety.md 3.1 and 3.2).

A flow is judged from the sentence's labels, the relation of the person looking, and circumstances that the session
established. Nothing here reads the sentence itself: no text can widen what a role sees (C7).
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from access.labels import MENTOR_WORD, Circumstance, DataClass, Kind, Labels, Recipient
from access.relations import accused, relations
from access.viewer import Viewer


class Verdict(StrEnum):
    """What the table says of one class and one recipient."""

    YES = "yes"
    NEVER = "never"
    CONSENT = "consent"
    MINIMUM = "minimum"
    EMERGENCY = "emergency"
    AGGREGATE = "aggregate"
    PSEUDONYMISED = "pseudonymised"


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


__all__ = [
    "MENTOR_WORD",
    "Circumstance",
    "DataClass",
    "Flow",
    "FlowTable",
    "Form",
    "Kind",
    "Labels",
    "Norm",
    "Recipient",
    "Verdict",
    "accused",
    "may_flow",
    "relations",
]
