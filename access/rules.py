"""Who holds each permission: one table of role and relation, and the tiny questions it is made of."""

from dataclasses import dataclass, field
from enum import StrEnum

from access.permissions import Permission
from access.viewer import Role, Viewer


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What a permission is asked about. Ids are person ids unless said; an empty field says nothing.

    `accused` are those a complaint is about; `pairing` is a pairing id.
    """

    program_id: str
    about: frozenset[str] = field(default=frozenset())
    author: str = ""
    pairing: str = ""
    accused: frozenset[str] = field(default=frozenset())


class Relation(StrEnum):
    """How a viewer must stand to the thing."""

    PROGRAM = "program"  # being in the same program is enough
    SUBJECT = "subject"  # it is about the viewer alone, or the viewer's own words where it is about nobody
    PAIRING = "pairing"  # it belongs to an open pairing of the viewer
    MENTOR_OF = "mentor_of"  # everybody it is about is paired with the viewer
    AUTHOR = "author"  # the viewer wrote it


@dataclass(frozen=True)
class Holder:
    """A role that holds a permission, in this relation to the thing."""

    role: Role
    relation: Relation


MENTEE, MENTOR, COORDINATOR = Role.MENTEE, Role.MENTOR, Role.COORDINATOR
PROGRAM, SUBJECT, PAIRING = Relation.PROGRAM, Relation.SUBJECT, Relation.PAIRING
MENTOR_OF, AUTHOR = Relation.MENTOR_OF, Relation.AUTHOR

HOLDERS: dict[StrEnum, frozenset[Holder]] = {
    permission: frozenset(Holder(role, relation) for role, relation in holders)
    for permission, holders in {
        Permission.Session.READ: [(MENTOR, PAIRING), (MENTEE, PAIRING), (COORDINATOR, PROGRAM)],
        Permission.Session.PREPARE: [(MENTOR, PAIRING)],
        Permission.Session.NOTE: [(MENTOR, PAIRING)],
        Permission.Draft.READ: [(MENTOR, MENTOR_OF)],
        Permission.Draft.REVIEW: [(MENTOR, MENTOR_OF)],
        Permission.Conversation.ASK: [(MENTEE, SUBJECT), (MENTOR, SUBJECT)],
        Permission.Conversation.READ: [(MENTEE, SUBJECT), (MENTOR, SUBJECT)],
        Permission.Conversation.HAND_OVER: [(MENTEE, SUBJECT)],
        Permission.Flag.RAISE: [(MENTEE, PROGRAM), (MENTOR, MENTOR_OF), (COORDINATOR, PROGRAM)],
        Permission.Flag.REVIEW: [(COORDINATOR, PROGRAM)],
        Permission.Flag.READ_OWN: [(MENTEE, SUBJECT), (MENTOR, AUTHOR)],
        Permission.Goal.READ: [(MENTEE, SUBJECT), (MENTOR, MENTOR_OF)],
        Permission.Goal.WRITE: [(MENTEE, SUBJECT), (MENTOR, MENTOR_OF)],
        Permission.CheckIn.SEND: [(MENTOR, MENTOR_OF)],
        Permission.CheckIn.ANSWER: [(MENTEE, SUBJECT)],
        Permission.Statement.SHARE: [(MENTEE, SUBJECT)],
        Permission.Statement.ERASE: [(MENTEE, SUBJECT)],
        Permission.Statement.READ_OWN: [(MENTEE, SUBJECT), (MENTOR, AUTHOR)],
        Permission.Library.READ: [(role, PROGRAM) for role in Role],
        Permission.Library.KEEP: [(COORDINATOR, PROGRAM)],
        Permission.Program.OVERSEE: [(COORDINATOR, PROGRAM)],
        Permission.Program.ADMINISTER: [(Role.ADMINISTRATOR, PROGRAM)],
        Permission.Program.EVALUATE: [(Role.EVALUATOR, PROGRAM), (COORDINATOR, PROGRAM)],
        Permission.Program.AUDIT: [(COORDINATOR, PROGRAM), (Role.ADMINISTRATOR, PROGRAM)],
        Permission.Program.BREAK_GLASS: [(COORDINATOR, PROGRAM), (Role.ADMINISTRATOR, PROGRAM)],
    }.items()
}

JUDGING: frozenset[StrEnum] = frozenset(
    {Permission.Flag.REVIEW, Permission.Program.AUDIT, Permission.Program.BREAK_GLASS}
)
"""Permissions to decide about a person: nobody holds one over a thing that is about themselves."""


def same_program(viewer: Viewer, thing: Thing) -> bool:
    """Whether the thing belongs to the viewer's program."""
    return thing.program_id == viewer.program_id


def is_subject(viewer: Viewer, thing: Thing) -> bool:
    """Whether it is about the viewer and nobody else; what is about nobody belongs to its author."""
    return (thing.about or {thing.author}) == {viewer.person_id}


def in_pairing(viewer: Viewer, thing: Thing) -> bool:
    """Whether it belongs to an open pairing of the viewer."""
    return thing.pairing in viewer.pairings


def mentors_all(viewer: Viewer, thing: Thing) -> bool:
    """Whether everybody it is about is the viewer's mentee today (C6)."""
    return bool(thing.about) and thing.about <= viewer.mentor_of


def is_author(viewer: Viewer, thing: Thing) -> bool:
    """Whether the viewer wrote it."""
    return thing.author == viewer.person_id


def is_accused(viewer: Viewer, thing: Thing) -> bool:
    """Whether it complains about the viewer: it then does not exist for them (category 17, promise 6)."""
    return viewer.person_id in thing.accused


def own_case(viewer: Viewer, thing: Thing) -> bool:
    """Whether deciding about it would be deciding about oneself."""
    return viewer.person_id in thing.about


RELATIONS = {
    Relation.PROGRAM: same_program,
    Relation.SUBJECT: is_subject,
    Relation.PAIRING: in_pairing,
    Relation.MENTOR_OF: mentors_all,
    Relation.AUTHOR: is_author,
}
