"""Who is told: the on-call chain without those a flag is about or against, and whom a complaint is kept from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from access.viewer import Role, Viewer
from assistant.escalating.policy import Acting
from assistant.safety.levels import Category
from core.errors import InvalidInputError
from storage.programs import Program

DEEP = 2


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Person ids in the order they are paged; the emergency contact is told beside them at S4, "" where none is set."""

    people: tuple[str, ...]
    contact: str = ""

    def without(self, person_ids: Iterable[str]) -> "Chain":
        """The chain for a flag that is about or against these people: nobody judges their own case."""
        barred = frozenset(person_ids)
        people = tuple(person for person in self.people if person not in barred)
        contact = "" if self.contact in barred else self.contact
        # A chain left empty by a complaint still ends somewhere: with the contact outside the desk.
        return Chain(people=people or ((contact,) if contact else ()), contact=contact)


def chain_of(program: Program) -> Chain:
    """The program's chain from its settings: `on_call` (person ids), `emergency_contact` (a person id)."""
    return chain_in(program.settings)


def chain_in(settings: dict[str, Any]) -> Chain:
    """The chain written in a program's settings, repeats left out."""
    people = tuple(dict.fromkeys(str(person) for person in settings.get("on_call", ())))
    return Chain(people=people, contact=str(settings.get("emergency_contact", "")))


def kept_from(
    acting: Acting, categories: Iterable[Category], viewer: Viewer, about: str, chain: Chain
) -> frozenset[str]:
    """Whom a flag with these categories is closed to (17, 18). A complaint bars for everything said beside it."""
    rules = {acting.closed_to[category] for category in categories if category in acting.closed_to}
    barred: set[str] = set()
    if "mentors" in rules:
        barred |= viewer.mentee_of if about == viewer.person_id else {viewer.person_id}
    if "first_on_call" in rules:
        barred |= set(chain.people[:1])
    return frozenset(barred - {about})


def check_accused(viewer: Viewer, accused: frozenset[str], chain: Chain) -> frozenset[str]:
    """Whom a person says their complaint is about: their own mentor, or someone of the chain.

    Raises InvalidInputError for anybody else, alike whether or not they exist (F10).
    """
    if accused - viewer.mentee_of - viewer.mentor_of - frozenset(chain.people):
        raise InvalidInputError("Choose whom it is about from the list.", fields={"accused": "Choose from the list."})
    return accused


def mentors_of(viewer: Viewer, about: str) -> frozenset[str]:
    """The mentors of the person a flag is about, as far as the viewer knows them."""
    if about == viewer.person_id:
        return viewer.mentee_of
    return frozenset({viewer.person_id}) if about in viewer.mentor_of and viewer.has(Role.MENTOR) else frozenset()
