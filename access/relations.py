"""How a viewer stands to the person a sentence concerns: whose own it is, whose mentor, whose fellow, or nobody."""

from collections.abc import Iterable

from access.labels import Circumstance, DataClass, Kind, Labels, Recipient
from access.viewer import Role, Viewer


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
