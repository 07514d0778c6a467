"""People of a program. Names, addresses and profiles are sealed with each person's own key."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from access.viewer import Role, Viewer
from core.errors import ConflictError
from storage import scope
from storage.database import ReadSession, WriteSession
from storage.scope import Looking
from storage.tables.accounts import SignInRow
from storage.tables.programs import MembershipRow, PersonRow

SOMEONE_GONE = "someone who has left"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What a person told about themselves. `preferences` are their own choices, by name."""

    pronouns: str = ""
    nicknames: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    student_id: str = ""
    preferences: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person as the viewer may know them. `email`, `profile`: for oneself and who runs the program, else empty."""

    id: str
    name: str
    roles: frozenset[Role]
    is_minor: bool
    closed_at: datetime | None = None
    email: str = ""
    profile: Profile = field(default_factory=Profile)


class People:
    """The people whose name the viewer may know. Nobody else exists (F10)."""

    def __init__(self, db: ReadSession, viewer: Looking) -> None:
        self.db = db.seen_by(viewer)
        self.viewer = viewer

    def me(self) -> Person:
        """The viewer."""
        return self.get(self.viewer.person_id)

    def get(self, person_id: str) -> Person:
        """One person. Raises NotFoundError for strangers."""
        return self._values([self.db.one(self._in_sight().where(PersonRow.id == person_id))])[0]

    def all(self, role: Role | None = None) -> tuple[Person, ...]:
        """Everyone in sight, by id; only those holding `role` if given."""
        people = self._values(list(self.db.all(self._in_sight())))
        return tuple(person for person in people if role is None or role in person.roles)

    def names(self, person_ids: Collection[str]) -> dict[str, str]:
        """Names by id. Ids out of sight are simply absent: show a role word for them."""
        rows = self.db.all(self._in_sight().where(PersonRow.id.in_(person_ids)))
        return {row.id: _opened(self.db, row.id, "name", row.name_sealed) or SOMEONE_GONE for row in rows}

    def _in_sight(self) -> Select[PersonRow]:
        return select(PersonRow).where(scope.people(self.viewer, PersonRow.id)).order_by(PersonRow.id)

    def _values(self, rows: list[PersonRow]) -> tuple[Person, ...]:
        held = select(MembershipRow.person_id, MembershipRow.role).where(
            scope.in_program(self.viewer, MembershipRow.program_id),
            MembershipRow.person_id.in_([row.id for row in rows]),
        )
        roles: dict[str, set[Role]] = {}
        for person_id, role in self.db.pairs(held):
            roles.setdefault(person_id, set()).add(Role(role))
        return tuple(self._value(row, frozenset(roles.get(row.id, ()))) for row in rows)

    def _value(self, row: PersonRow, roles: frozenset[Role]) -> Person:
        person = Person(
            id=row.id, roles=roles, is_minor=row.is_minor, closed_at=row.closed_at,
            name=_opened(self.db, row.id, "name", row.name_sealed) or SOMEONE_GONE,
        )  # fmt: skip
        if not self._knows_well(row.id):
            return person
        profile = self.db.keyring.unseal_json([row.id], _place(row.id, "profile"), row.profile_sealed or b"")
        return Person(
            id=row.id, roles=roles, is_minor=row.is_minor, closed_at=row.closed_at, name=person.name,
            email=_opened(self.db, row.id, "email", row.email_sealed), profile=_profile(profile),
        )  # fmt: skip

    def _knows_well(self, person_id: str) -> bool:
        if isinstance(self.viewer, Viewer):
            runs = any(self.viewer.has(role) for role in scope.OVERSEERS)
            return runs or person_id == self.viewer.person_id
        return True


def add_person(
    db: WriteSession,
    viewer: Looking,
    *,
    program_id: str,
    name: str,
    email: str,
    roles: Collection[Role],
    is_minor: bool = False,
    profile: Profile | None = None,
    person_id: str = "",
) -> str:
    """Add a person with their key and their roles; returns the id. Raises ConflictError for a known address."""
    scope.must_oversee(viewer)
    blind = db.keyring.blind(email) if email else None
    if blind and db.first(select(PersonRow.id).where(PersonRow.email_blind == blind)):
        raise ConflictError("Somebody has this e-mail address already.")
    person_id = person_id or db.ids.new("person")
    db.keyring.create(person_id, db.now)
    row = PersonRow(id=person_id, email_blind=blind, is_minor=is_minor, created_at=db.now)
    _write(db, row, name, email, profile or Profile())
    db.add(row)
    for role in roles:
        give_role(db, viewer, program_id=program_id, person_id=person_id, role=role)
    return person_id


def give_role(db: WriteSession, viewer: Looking, *, program_id: str, person_id: str, role: Role) -> None:
    """Give a person a role in a program."""
    scope.must_oversee(viewer)
    db.add(
        MembershipRow(
            id=db.ids.new("membership"), person_id=person_id, program_id=program_id, role=role, created_at=db.now
        )
    )
    db.touch("person", person_id, person_id)


def change_profile(db: WriteSession, viewer: Looking, person_id: str, *, name: str = "", profile: Profile) -> None:
    """Change one's own name and profile (or, for who runs the program, anybody's). An empty name keeps the old one."""
    person = People(db, viewer).get(person_id)
    if person_id != viewer.person_id:
        scope.must_oversee(viewer)
    row = db.one(select(PersonRow).where(PersonRow.id == person_id))
    email = _opened(db, row.id, "email", row.email_sealed)
    _write(db, row, name or person.name, email, profile)
    db.touch("person", person_id, person_id)


def close_person(db: WriteSession, viewer: Looking, person_id: str) -> None:
    """End a person's access at once: nobody signs in as them again, and every open sign-in ends (C6)."""
    scope.must_oversee(viewer)
    People(db, viewer).get(person_id)
    row = db.one(select(PersonRow).where(PersonRow.id == person_id))
    row.closed_at = db.now
    db.execute(update(SignInRow).where(SignInRow.person_id == person_id).values(ended_at=db.now))
    db.touch("person", person_id, person_id)


def _write(db: WriteSession, row: PersonRow, name: str, email: str, profile: Profile) -> None:
    row.name_sealed = db.keyring.seal([row.id], _place(row.id, "name"), name)
    row.email_sealed = db.keyring.seal([row.id], _place(row.id, "email"), email)
    content = {
        "pronouns": profile.pronouns, "nicknames": list(profile.nicknames), "courses": list(profile.courses),
        "student_id": profile.student_id, "preferences": profile.preferences,
    }  # fmt: skip
    row.profile_sealed = db.keyring.seal_json([row.id], _place(row.id, "profile"), content)


def _place(person_id: str, column: str) -> str:
    return f"people.{column}:{person_id}"


def _opened(db: ReadSession, person_id: str, column: str, sealed: bytes | None) -> str:
    """The words of a column, empty after an erasure."""
    return db.keyring.unseal([person_id], _place(person_id, column), sealed) if sealed else ""


def _profile(content: dict[str, Any]) -> Profile:
    return Profile(
        pronouns=content["pronouns"], nicknames=tuple(content["nicknames"]), courses=tuple(content["courses"]),
        student_id=content["student_id"], preferences=content["preferences"],
    )  # fmt: skip
