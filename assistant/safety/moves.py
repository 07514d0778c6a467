"""The two lanes of a flag as one table of moves: from where, by whom, to where, and what the move must bring.

What is not in FLAG_MOVES is refused. `python -m assistant.safety.moves` writes docs/flag-states.md from it.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.safety.levels import Lane


class Status(StrEnum):
    """Where a flag stands."""

    WITH_STUDENT = "with_student"  # care: the student reads it first; the desk sees that a conversation is going on
    RAISED = "raised"  # the desk sees it whole; nobody has answered yet
    ACKNOWLEDGED = "acknowledged"  # somebody on call has seen the page
    CLAIMED = "claimed"  # one named coordinator owns it
    REFERRED = "referred"  # handed over warmly, with a day to ask how it went
    CLOSED = "closed"


class Move(StrEnum):
    """One step of a flag by a named person."""

    AGREE = "agree"
    SOFTEN = "soften"
    ADD = "add"
    ASK_FOR_TIME = "ask_for_time"
    OPEN_WITHOUT_AGREEMENT = "open_without_agreement"
    ACKNOWLEDGE = "acknowledge"
    CLAIM = "claim"
    TAKE_OVER = "take_over"
    RELEASE = "release"
    RAISE_LEVEL = "raise_level"
    LOWER = "lower"
    REFER = "refer"
    DISCLOSE_EMERGENCY = "disclose_emergency"
    WITHHOLD_TELLING = "withhold_telling"
    CLOSE = "close"
    UNDO = "undo"
    WALK = "walk"


class Actor(StrEnum):
    """How whoever moves a flag stands to it. A mentor or a model only raises: neither is in the table."""

    SUBJECT = "subject"  # the student it is about
    COORDINATOR = "coordinator"  # anyone on the desk who may see it
    OWNER = "owner"  # the coordinator who claimed it
    SYSTEM = "system"  # the job that watches the clocks


class Demand(StrEnum):
    """What a move cannot be made without."""

    REASON = "reason"  # a written reason (safety.md 2.1)
    WORDS = "words"
    CITE = "cite"  # the policy line that allows an override
    LEVEL = "level"
    OUTCOME = "outcome"
    NEXT_CONTACT = "next_contact_on"  # at S3 or above (S9)
    OFFICE = "office"
    FOLLOW_UP = "follow_up_on"
    THREAT = "threat"  # F5: articulable and significant
    RECIPIENTS = "recipients"  # F5
    PROTECTS = "protects"  # F5: why each recipient's knowledge is necessary to protect


@dataclass(frozen=True, kw_only=True)
class Step:
    """One cell: where the move leads, who may make it, what it demands. An empty `to_lane` keeps the lane."""

    to: Status
    by: frozenset[Actor]
    demands: frozenset[Demand] = field(default=frozenset())
    to_lane: Lane | None = None
    undoable: bool = False

    @property
    def audit(self) -> str:
        """How the audit names the right to make it: by whom."""
        return " or ".join(sorted(self.by))


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What each person sees of a flag in a lane and status."""

    subject: str
    desk: str
    mentor: str
    raiser: str


Cell = tuple[Lane, Status, Move]
SUBJECT, COORDINATOR, OWNER, SYSTEM = (frozenset({actor}) for actor in Actor)
DESK = COORDINATOR | OWNER
OPEN = (Status.RAISED, Status.ACKNOWLEDGED, Status.CLAIMED, Status.REFERRED)
OWNED = (Status.CLAIMED, Status.REFERRED)
F5 = frozenset({Demand.THREAT, Demand.RECIPIENTS, Demand.PROTECTS})
REASON, WORDS = frozenset({Demand.REASON}), frozenset({Demand.WORDS})


def with_student() -> dict[Cell, Step]:
    """Care: the student has their say first. A coordinator opens it only by citing the policy that allows it."""
    here = Status.WITH_STUDENT
    override = Step(to=Status.RAISED, by=COORDINATOR, demands=REASON | {Demand.CITE})
    urgent = Step(to=Status.RAISED, by=COORDINATOR, demands=REASON | {Demand.LEVEL, Demand.CITE}, to_lane=Lane.SAFETY)
    return {
        (Lane.CARE, here, Move.AGREE): Step(to=Status.RAISED, by=SUBJECT, undoable=True),
        (Lane.CARE, here, Move.SOFTEN): Step(to=here, by=SUBJECT, demands=WORDS),
        (Lane.CARE, here, Move.ADD): Step(to=here, by=SUBJECT, demands=WORDS),
        (Lane.CARE, here, Move.ASK_FOR_TIME): Step(to=here, by=SUBJECT),
        (Lane.CARE, here, Move.OPEN_WITHOUT_AGREEMENT): override,
        (Lane.CARE, here, Move.RAISE_LEVEL): urgent,
    }


def on_the_desk(lane: Lane) -> dict[Cell, Step]:
    """Both lanes once a coordinator sees the flag whole."""
    cells: dict[Cell, Step] = {}
    for here in OPEN:
        cells[lane, here, Move.ADD] = Step(to=here, by=SUBJECT, demands=WORDS)
        cells[lane, here, Move.LOWER] = Step(to=here, by=DESK, demands=REASON | {Demand.LEVEL}, undoable=True)
        cells[lane, here, Move.RAISE_LEVEL] = Step(to=here, by=DESK, demands=REASON | {Demand.LEVEL})
        cells[lane, here, Move.WALK] = Step(to=here, by=SYSTEM)
    for here in (Status.RAISED, Status.ACKNOWLEDGED):
        cells[lane, here, Move.CLAIM] = Step(to=Status.CLAIMED, by=COORDINATOR, undoable=True)
    cells[lane, Status.RAISED, Move.ACKNOWLEDGE] = Step(to=Status.ACKNOWLEDGED, by=COORDINATOR)
    for here in (Status.ACKNOWLEDGED, *OWNED):  # a case that grew is paged anew, and somebody says they have seen it
        cells[lane, here, Move.ACKNOWLEDGE] = Step(to=here, by=COORDINATOR)
    for here in OWNED:
        cells[lane, here, Move.TAKE_OVER] = Step(to=here, by=COORDINATOR, demands=REASON, undoable=True)
        cells[lane, here, Move.RELEASE] = Step(to=Status.ACKNOWLEDGED, by=OWNER, demands=REASON, undoable=True)
        refer = frozenset({Demand.OFFICE, Demand.FOLLOW_UP})
        cells[lane, here, Move.REFER] = Step(to=Status.REFERRED, by=OWNER, demands=refer)
        end = REASON | {Demand.OUTCOME, Demand.NEXT_CONTACT}
        cells[lane, here, Move.CLOSE] = Step(to=Status.CLOSED, by=OWNER, demands=end, undoable=True)
    for here in (*OPEN, Status.CLOSED):
        own_agreement = lane is Lane.CARE and here is Status.RAISED
        cells[lane, here, Move.UNDO] = Step(to=here, by=DESK | SUBJECT if own_agreement else DESK)
    return cells


def safety_only() -> dict[Cell, Step]:
    """Danger: telling others without consent, and not telling the student where that would raise it."""
    cells: dict[Cell, Step] = {}
    for here in OPEN:
        cells[Lane.SAFETY, here, Move.DISCLOSE_EMERGENCY] = Step(to=here, by=DESK, demands=F5)
        cells[Lane.SAFETY, here, Move.WITHHOLD_TELLING] = Step(to=here, by=DESK, demands=REASON, undoable=True)
    return cells


def raised_into_safety() -> dict[Cell, Step]:
    """A care flag raised to an urgent level changes lane and starts again as unanswered: its clock is another."""
    urgent = Step(to=Status.RAISED, by=DESK, demands=REASON | {Demand.LEVEL}, to_lane=Lane.SAFETY)
    return {(Lane.CARE, here, Move.RAISE_LEVEL): urgent for here in OPEN}


FLAG_MOVES: dict[Cell, Step] = {
    **with_student(), **on_the_desk(Lane.CARE), **on_the_desk(Lane.SAFETY), **safety_only(), **raised_into_safety(),
}  # fmt: skip

FIRST = {Lane.CARE: Status.WITH_STUDENT, Lane.SAFETY: Status.RAISED}
"""Where a flag begins: care with the student, safety at once."""


def sights() -> dict[tuple[Lane, Status], Sight]:
    """What each person sees, by lane and status. Names never: role words only."""
    whole = "all of it, and who was told in role words"
    outcome, status = "status and outcome in role words", "status in role words"
    cells = {
        (Lane.CARE, Status.WITH_STUDENT): Sight(
            subject="all of it, before anyone else", desk="that a conversation is going on", mentor="nothing",
            raiser="that the student is reading it",
        )
    }  # fmt: skip
    for lane in Lane:
        unless = f"{whole}; nothing while telling would raise danger" if lane is Lane.SAFETY else whole
        mentor = "what policy allows for the category" if lane is Lane.SAFETY else "only what the student agreed to"
        for here in OPEN:
            cells[lane, here] = Sight(subject=unless, desk="all of it", mentor=mentor, raiser=status)
        cells[lane, Status.CLOSED] = Sight(
            subject=unless, desk="all of it", mentor="that it no longer goes on", raiser=outcome
        )
    return cells


FLAG_SIGHTS = sights()


def step(lane: Lane, status: Status, move: Move) -> Step | None:
    """The cell for a move, or None where the table has none."""
    return FLAG_MOVES.get((lane, status, move))


def moves_for(lane: Lane, status: Status, actors: frozenset[Actor]) -> tuple[Move, ...]:
    """What someone standing like this may do now, in the order of Move."""
    cells = ((move, step(lane, status, move)) for move in Move)
    return tuple(move for move, cell in cells if cell is not None and cell.by & actors)


def picture() -> str:
    """docs/flag-states.md, whole: the diagram of each lane, then the table it was drawn from."""
    lines = [
        "# How a flag moves",
        "",
        "Generated from `assistant/safety/moves.py` by `python -m assistant.safety.moves`. Do not edit.",
    ]
    for lane in Lane:
        lines += ["", f"## The {lane} lane", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {FIRST[lane]}"]
        lines += [f"    {a} --> {b}: {names}" for (a, b), names in arrows(lane).items()]
        lines += [
            "```",
            "",
            "| From | Move | By | To | Cannot be made without | Can be undone |",
            "|---|---|---|---|---|---|",
        ]
        lines += [row(cell, made) for cell, made in FLAG_MOVES.items() if cell[0] is lane]
        lines += [
            "",
            "| Status | The student sees | The desk sees | The mentor sees | Who raised it sees |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| {here} | {seen.subject} | {seen.desk} | {seen.mentor} | {seen.raiser} |"
            for (of, here), seen in FLAG_SIGHTS.items() if of is lane
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def arrows(lane: Lane) -> dict[tuple[str, str], str]:
    """Moves that change the status, grouped by arrow; those into the safety lane end there."""
    found: dict[tuple[str, str], list[str]] = {}
    for (of, here, move), made in FLAG_MOVES.items():
        if of is not lane or (made.to is here and made.to_lane is None):
            continue
        target = "safety_lane" if made.to_lane not in (None, lane) else str(made.to)
        found.setdefault((str(here), target), []).append(str(move))
    return {arrow: ", ".join(names) for arrow, names in found.items()}


def row(cell: Cell, made: Step) -> str:
    """One line of the table."""
    _, here, move = cell
    target = f"{made.to} (safety lane)" if made.to_lane not in (None, cell[0]) else str(made.to)
    target = "where it stood before, until someone else has seen it" if move is Move.UNDO else target
    demands = ", ".join(sorted(made.demands)) or "-"
    return f"| {here} | {move} | {made.audit} | {target} | {demands} | {'yes' if made.undoable else 'no'} |"


if __name__ == "__main__":
    from pathlib import Path

    (Path(__file__).resolve().parents[2] / "docs" / "flag-states.md").write_text(picture(), encoding="utf-8")
