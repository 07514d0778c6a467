"""The person looking, with their roles and relations: every collection and every permit asks about one."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a Person is in a Program."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    EVALUATOR = "evaluator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Someone signed in. Relations are read fresh for each request, so that access ends when a pairing does (C6)."""

    person_id: str
    program_id: str
    roles: frozenset[Role]
    mentor_of: frozenset[str] = field(default=frozenset())  # mentee ids, through open pairings only
    mentee_of: frozenset[str] = field(default=frozenset())  # mentor ids, through open pairings only
    pairings: frozenset[str] = field(default=frozenset())  # open pairings this person belongs to
    partners: frozenset[str] = field(default=frozenset())  # fellow members of a group, same-age partners: open pairings

    def has(self, role: Role) -> bool:
        """Whether the person holds this role in the program."""
        return role in self.roles
