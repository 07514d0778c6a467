"""Which pages each role finds in its menu; what is not in a person's menu is not theirs to open either."""

from dataclasses import dataclass

from access.viewer import Role, Viewer


@dataclass(frozen=True)
class Place:
    """One entry of the menu. `key` goes there after `g`."""

    title: str
    path: str
    key: str


DESKS: dict[Role, tuple[Place, ...]] = {
    Role.MENTOR: (
        Place("Today", "/today", "t"),
        Place("Mentees", "/pairings", "m"),
        Place("Ask", "/ask", "a"),
        Place("Training", "/training", "r"),
        Place("Reports", "/reports", "o"),
        Place("Drill", "/drill", "d"),
    ),
    Role.MENTEE: (
        Place("Home", "/home", "h"),
        Place("Ask", "/ask", "a"),
        Place("What it knows about me", "/about-me", "k"),
    ),
    Role.COORDINATOR: (
        Place("Queue", "/queue", "q"),
        Place("Pairs", "/pairs", "p"),
        Place("Library", "/library", "l"),
        Place("Policies", "/policies", "i"),
        Place("People", "/people", "e"),
        Place("Trends", "/trends", "n"),
        Place("Break glass", "/break-glass", "b"),
    ),
    Role.EVALUATOR: (Place("Suites", "/suites", "s"),),
    Role.ADMINISTRATOR: (
        Place("Health", "/health", "x"),
        Place("Audit", "/audit", "u"),
        Place("Model", "/model", "w"),
        Place("Break glass", "/break-glass", "b"),
    ),
}


def desks_for(viewer: Viewer) -> tuple[Place, ...]:
    """The menu of a person, in the order of the roles above, each place once."""
    places = (place for role, places in DESKS.items() if viewer.has(role) for place in places)
    return tuple(dict.fromkeys(places))


def first_page(viewer: Viewer) -> str:
    """Where a person lands after signing in."""
    places = desks_for(viewer)
    return places[0].path if places else "/account"
