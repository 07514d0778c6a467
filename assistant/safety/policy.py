"""The escalation policy as types: what each category at each level obliges us to do. Read from dated YAML."""

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.safety.levels import Category, Lane, Level
from core.errors import InvalidInputError
from knowledge.policy import POLICIES, read_policy

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Row(BaseModel):
    """A strict, frozen piece of the policy: an unknown key is a spelling mistake, and is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Due(Row):
    """How long until a person must have acted: exactly one of these."""

    minutes: int | None = None
    hours: int | None = None
    service_days: int | None = None


class LevelRow(Row):
    """One level of safety.md 2.1."""

    name: str
    meaning: str
    first_action: str
    page_minutes: int | None = None
    due_service: Due | None = None
    due_otherwise: Due | None = None
    counts_in: Literal["always", "service_hours", "never"]
    cap: str | None = None
    paged: tuple[str, ...]
    mentor_told: str
    next_contact_required: bool


class Change(Row):
    """What moves a category's level away from its default, and the rule that says so."""

    to: Level
    when: str
    rule: str


class CategoryRow(Row):
    """One category of safety.md 2.2."""

    row: int = Field(ge=1, le=24)
    default: Level
    raises: tuple[Change, ...]
    lowers: tuple[Change, ...] = ()
    routes: dict[str, tuple[str, ...]]
    mentor_sees: str
    must_say: tuple[str, ...]
    never_say: tuple[str, ...]
    hidden_from_mentor: bool = False
    no_automatic_report: bool = False
    anonymous: bool = False


class Holiday(Row):
    """A day on which no office is open."""

    day: date
    name: str


class Closure(Row):
    """Days on which no office is open, both ends included."""

    first: date
    last: date
    name: str


class Campus(Row):
    """What a college sets for itself."""

    name: str
    zone: str
    service_hours: dict[str, tuple[time, time]]
    holidays: tuple[Holiday, ...] = ()
    closures: tuple[Closure, ...] = ()
    mentor_reporting_role: Literal["required_reporter", "confidential", "none"]
    report_deadline_hours: int = Field(gt=0)
    minor_clock_hours: int = Field(gt=0)
    on_call_chain: tuple[str, ...]
    minimum_chain: int = Field(ge=2)
    walk_after_minutes: int = Field(gt=0)
    emergency_contact_role: str
    unanswered_instruction: str


class Body(Row):
    """The whole file after its head."""

    campus: Campus
    levels: dict[Level, LevelRow]
    tie_rules: dict[str, Any]
    lanes: dict[Level, Lane]
    route_roles: dict[str, str]
    categories: dict[Category, CategoryRow]
    minors: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """What a category at a level obliges us to do. `routes` are role words, in order, without repeats."""

    category: Category
    level: Level
    lane: Lane
    routes: tuple[str, ...]
    paged: tuple[str, ...]
    mentor_sees: str
    mentor_told: str
    next_contact_required: bool


@dataclass(frozen=True, kw_only=True)
class EscalationPolicy:
    """The policy in force. `version` and `digest` go into every flag made under it (rule 10)."""

    version: str
    digest: str
    body: Body

    def default(self, category: Category) -> Level:
        """The level when nothing raises or lowers it."""
        return self.body.categories[category].default

    def lane(self, level: Level) -> Lane | None:
        """The lane of a level; S0 has none."""
        return self.body.lanes.get(level)

    def obligation(self, category: Category, level: Level) -> Obligation:
        """One cell of the table. Raises KeyError for S0, which obliges nobody."""
        row, rank = self.body.categories[category], self.body.levels[level]
        codes = [*row.routes["always"], *(c for name in sorted(row.routes) if "S" in name[:1] and name <= level
                                          for c in row.routes[name])]  # fmt: skip
        hidden = row.hidden_from_mentor
        return Obligation(
            category=category, level=level, lane=self.body.lanes[level],
            routes=tuple(dict.fromkeys(self.body.route_roles[code] for code in codes)),
            paged=rank.paged, mentor_sees=row.mentor_sees, mentor_told="" if hidden else rank.mentor_told,
            next_contact_required=rank.next_contact_required,
        )  # fmt: skip


@lru_cache(maxsize=4)
def load_escalation(folder: Path = POLICIES, name: str = "escalation") -> EscalationPolicy:
    """Read and check the escalation policy.

    Raises InvalidInputError saying which part is wrong; a chain shorter than its minimum is wrong (promise 1).
    """
    policy = read_policy(name, folder)
    rest = {k: v for k, v in policy.body.items() if k not in ("policy", "version", "effective", "review_by")}
    try:
        body = Body.model_validate(rest)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInputError(f"{name}.yaml: {where}: {first['msg']}.") from None
    missing = [c for c in Category if c not in body.categories] + [x for x in Level if x not in body.levels]
    if missing:
        raise InvalidInputError(f"{name}.yaml has no row for {', '.join(missing)}.")
    if len(set(body.campus.on_call_chain)) < body.campus.minimum_chain:
        raise InvalidInputError(f"{name}.yaml: the on-call chain needs at least {body.campus.minimum_chain} roles.")
    return EscalationPolicy(version=policy.version, digest=policy.digest, body=body)
