"""Whatever is done in whatever order: only coordinators lower and close, the student speaks first, flags stay whole."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from assistant import escalation, jobs
from assistant.safety.levels import Category, Lane, Level
from assistant.safety.moves import FLAG_MOVES, Actor, Demand, Move, Status
from core.errors import TrellisError
from storage.flags import Flags
from tests.escalation_world import World, heard, make_world

SYSTEM = jobs.system(jobs.Job.OVERDUE)
LEVELS = st.sampled_from(["S2", "S3", "S4"])
CATEGORIES = st.sampled_from([str(one) for one in Category if one not in ("mentor_conduct", "program_conduct")])
PEOPLE = st.sampled_from(["dana", "luis", "ana", "maya", "jonah", "wen"])
PLAIN_MOVES = ["acknowledge", "claim", "agree", "ask_for_time", "undo"]
OPENED_BY = {Move.AGREE, Move.OPEN_WITHOUT_AGREEMENT, Move.RAISE_LEVEL}


class Program(RuleBasedStateMachine):
    """Anyone tries any move on any flag at any time; time passes; the jobs run."""

    world: World

    @initialize()
    def begin(self) -> None:
        self.world = make_world()
        self.highest: dict[str, str] = {}

    def teardown(self) -> None:
        self.world.database.close()

    @rule(level=LEVELS, category=CATEGORIES)
    def the_screen_hears(self, level: str, category: str) -> None:
        self.world.ask(result=heard(level, category))

    @rule(who=PEOPLE, category=CATEGORIES, level=LEVELS)
    def somebody_raises(self, who: str, category: str, level: str) -> None:
        self.attempt(
            escalation.raise_by_person, who, about="ana", category=Category(category), level=Level(level), words="x"
        )

    @precondition(lambda self: self.flags())
    @rule(
        who=PEOPLE, name=st.sampled_from(["acknowledge", "claim", "agree", "ask_for_time", "undo"]), pick=st.integers(0)
    )
    def somebody_moves(self, who: str, name: str, pick: int) -> None:
        self.attempt(getattr(escalation, name), who, self.flag(pick))

    @precondition(lambda self: self.flags())
    @rule(who=PEOPLE, name=st.sampled_from(["soften", "add"]), pick=st.integers(0))
    def somebody_words(self, who: str, name: str, pick: int) -> None:
        self.attempt(getattr(escalation, name), who, self.flag(pick), "in my words")

    @precondition(lambda self: self.flags())
    @rule(who=PEOPLE, level=LEVELS, pick=st.integers(0), cite=st.sampled_from(["", "danger_grew", "unanswered"]))
    def somebody_sets_the_level(self, who: str, level: str, pick: int, cite: str) -> None:
        self.attempt(escalation.raise_level, who, self.flag(pick), Level(level), reason="r", cite=cite)
        self.attempt(escalation.lower, who, self.flag(pick), Level(level), reason="r")
        self.attempt(escalation.open_without_agreement, who, self.flag(pick), reason="r", cite=cite)

    @precondition(lambda self: self.flags())
    @rule(who=PEOPLE, pick=st.integers(0), full=st.booleans())
    def somebody_closes(self, who: str, pick: int, full: bool) -> None:
        day = self.world.clock.now().date() if full else None
        self.attempt(
            escalation.close,
            who,
            self.flag(pick),
            outcome="supported",
            reason="met" if full else "",
            next_contact_on=day,
        )

    @rule(minutes=st.integers(1, 3000))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.advance(timedelta(minutes=minutes))
        jobs.run_due(self.world)

    @invariant()
    def a_level_falls_only_by_a_coordinators_lowering(self) -> None:
        for flag, moves in self.stored():
            before = self.highest.get(flag.id, flag.level)
            if flag.level < before:
                assert any(one.move in (Move.LOWER, Move.UNDO) and one.by_id in ("dana", "luis") for one in moves)
            self.highest[flag.id] = flag.level

    @invariant()
    def a_care_flag_is_open_only_by_consent_a_cited_override_or_urgency(self) -> None:
        for flag, moves in self.stored():
            if flag.lane != Lane.CARE or not flag.open_to_coordinator:
                continue
            asked = flag.raised_how == "mentee"
            joined = any(one.move == "joined" for one in moves)
            opened = [one for one in moves if one.move in OPENED_BY]
            assert asked or joined or opened
            assert all(one.by_id == "ana" or one.reason_code for one in opened)

    @invariant()
    def the_desk_reads_nothing_of_what_is_still_with_the_student(self) -> None:
        for row in escalation.queue(self.world, self.world.viewer("luis")):
            if row.status == Status.WITH_STUDENT:
                view = escalation.flag_for_desk(self.world, self.world.viewer("luis"), row.flag_id)
                assert (view.evidence, view.row.category) == ((), "")

    @invariant()
    def every_flag_is_complete(self) -> None:
        for flag, moves in self.stored():
            assert flag.category
            assert flag.concerns
            assert flag.due_at is not None
            assert {"escalation", "acting"} <= set(flag.made_with)
            assert moves[0].move == "raised"
            assert all(one["fired"] and one["spans"] and "words" in one for one in flag.concerns)
            if flag.closed_at is not None:
                assert flag.outcome
                assert flag.closing_words
                assert flag.level < Level.S3 or flag.next_contact_on is not None

    @invariant()
    def other_mentors_and_students_see_nothing(self) -> None:
        for person in ("jonah", "wen"):
            viewer = self.world.viewer(person)
            assert escalation.queue(self.world, viewer) == ()
            assert escalation.for_mentor(self.world, viewer) == ()

    def attempt(self, use: Any, who: str, *args: Any, **named: Any) -> None:
        """Try, as anyone might; a refusal is one of our own."""
        try:
            use(self.world, self.world.viewer(who), *args, **named)
        except TrellisError:
            return

    def stored(self) -> list[tuple[Any, Any]]:
        with self.world.database.read() as db:
            desk = Flags(db, SYSTEM)
            flags = [one for about in ("ana",) for one in desk.of_person(about)]
            return [(flag, desk.moves(flag.id)) for flag in flags]

    def flags(self) -> list[str]:
        return [flag.id for flag, _ in self.stored()] if hasattr(self, "world") else []

    def flag(self, pick: int) -> str:
        found = self.flags()
        return found[pick % len(found)]


TestProgram = Program.TestCase
TestProgram.settings = settings(
    max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)


@given(cell=st.sampled_from(sorted(FLAG_MOVES)))
def test_no_cell_lets_anyone_but_a_coordinator_lower_close_or_override(cell: tuple[Lane, Status, Move]) -> None:
    made = FLAG_MOVES[cell]
    if cell[2] in (Move.LOWER, Move.CLOSE, Move.OPEN_WITHOUT_AGREEMENT, Move.DISCLOSE_EMERGENCY, Move.WITHHOLD_TELLING):
        assert made.by <= {Actor.COORDINATOR, Actor.OWNER}
        assert made.demands & {Demand.REASON, Demand.THREAT}


@pytest.mark.parametrize("category", ["mentor_conduct", "program_conduct"])
@settings(max_examples=4, deadline=None)
@given(levels=st.lists(LEVELS, min_size=1, max_size=3), others=st.lists(CATEGORIES, max_size=2))
def test_a_complaint_never_reaches_whom_it_is_about(category: str, levels: list[str], others: list[str]) -> None:
    world = make_world()
    for level in levels:
        world.ask(result=heard(level, category))
    for other in others:
        world.ask(result=heard("S4", other))
    for _ in range(4):
        world.later(hours=20)
        jobs.run_due(world)
    accused = "maya" if category == "mentor_conduct" else "dana"

    about = [row for row in escalation.queue(world, world.viewer(accused)) if row.category == category]
    told = [one for one in world.sent.seen() if one.recipient_id == accused and one.purpose == "mentor"]
    world.database.close()

    assert about == []
    assert told == []
