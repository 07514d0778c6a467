"""Points from records: goals, check-ins, shared questions, deadlines and dosage."""

from collections.abc import Iterator
from datetime import date, timedelta

from access.classing import ClassingTable
from access.flows import DataClass
from assistant.preparing.check_in_changes import AreaChange, area_changes
from assistant.preparing.days import clipped, from_today, name_of, number, percent, short_day
from assistant.preparing.dosage import Dosage, dosage
from assistant.preparing.permitted import Material, known_names
from assistant.preparing.points import CONCEPT, GOALS, Point
from assistant.preparing.scenario import Deadline, Goal, SharedQuestion
from assistant.preparing.sensitive import is_usable, without_names
from assistant.preparing.trend import GoalTrend, Verdict, goal_trend
from assistant.writing.sentence import Source, SourceKind
from assistant.writing.writer import Line

QUESTION_DAYS = 28
DONE_DAYS = 21
AHEAD = timedelta(days=60)
PERSONAL_AREAS = frozenset({"money", "health", "wellbeing", "finances", "mental_health", "sleep", "mood", "stress"})
GOAL_KINDS = {
    Verdict.SLIPPED: ("goal_slip", "slipped back"),
    Verdict.STALLED: ("goal_stall", "no movement for two weeks or more"),
    Verdict.RISING: ("goal_rise", "moving"),
    Verdict.UNSURE: ("goal_unsure", "too early to call"),
    Verdict.SILENT: ("goal_silent", "no progress noted"),
}


def goal_points(material: Material) -> Iterator[Point]:
    """One point an open goal, and one for a goal reached lately."""
    for goal in material.goals:
        trend = goal_trend(goal, material.today)
        day = trend.points[-1][0] if trend.points else material.scenario.program.term_start
        if goal.is_open:
            kind, reason = GOAL_KINDS[trend.verdict]
            yield _goal_point(goal, trend, kind, reason, material)
        elif trend.points and (material.today - day).days <= DONE_DAYS:
            yield _goal_point(goal, trend, "goal_done", "reached", material)
    for goal in material.private_goals:
        if goal.is_open:
            yield _goal_point(
                goal,
                goal_trend(goal, material.today),
                "goal_private",
                "a goal whose words stay with the mentee",
                material,
            )


def _goal_point(goal: Goal, trend: GoalTrend, kind: str, reason: str, material: Material) -> Point:
    private = kind == "goal_private"
    source = (
        Source(
            kind=SourceKind.GOAL,
            id=goal.id,
            quote="" if private else goal.text,
            dated=trend.points[-1][0] if trend.points else None,
        ),
    )
    blanks = {
        "who": name_of(material.scenario, goal.mentee),
        "what": clipped(goal.text.rstrip("."), 14),
        "before": percent(trend.before),
        "now": percent(trend.now),
        "day": short_day(trend.since) if trend.since else "",
    }
    asks = {"goal_slip": "look_at_goal", "goal_stall": "look_at_goal", "goal_done": "", "goal_private": ""}
    ask_kind = asks.get(kind, "goal_on")
    ask = Line(kind=ask_kind, blanks=blanks, sources=source, reason=reason) if ask_kind else None
    if private:
        blanks = {"who": blanks["who"], "now": blanks["now"]}
    return Point(
        kind=kind,
        line=Line(kind=kind, blanks=blanks, sources=source, reason=reason),
        key=goal.id if private else goal.text,
        day=trend.points[-1][0] if trend.points else material.scenario.program.term_start,
        mentee=goal.mentee,
        part=GOALS,
        ask=ask,
    )


def check_in_points(material: Material, table: ClassingTable) -> Iterator[Point]:
    """Changes beyond noise, and the last check-in's own words where nothing in them is sensitive."""
    for change in area_changes(material.check_ins, material.today):
        yield _change_point(change, material)
    latest = {check_in.mentee: check_in for check_in in material.check_ins}
    for check_in in latest.values():
        words = without_names(check_in.text, table, known_names(material.scenario)) if check_in.text.strip() else None
        fresh = (material.today - check_in.date).days <= QUESTION_DAYS
        if words and fresh and is_usable(words, DataClass.D1, table, known_names(material.scenario)):
            blanks = {
                "who": name_of(material.scenario, check_in.mentee),
                "what": clipped(words.strip(), 24),
                "day": short_day(check_in.date),
            }
            source = Source(kind=SourceKind.CHECK_IN, id=check_in.id, quote=words, dated=check_in.date)
            line = Line(kind="check_in_text", blanks=blanks, sources=(source,), reason="the mentee's own words")
            yield Point(
                kind="check_in_text", line=line, key=words, day=check_in.date, mentee=check_in.mentee, part=GOALS
            )


def _change_point(change: AreaChange, material: Material) -> Point:
    kind = f"check_in_{change.kind}"
    blanks = {
        "who": name_of(material.scenario, change.mentee),
        "day": short_day(change.day),
        "area": change.area.replace("_", " "),
        "before": number(change.before),
        "now": str(change.now),
    }
    source = (Source(kind=SourceKind.CHECK_IN, id=change.check_in, dated=change.day),)
    personal = change.area.lower() in PERSONAL_AREAS
    ask = (
        None
        if personal or change.kind == "rise"
        else Line(kind="ask_area", blanks=blanks, sources=source, reason="lower than usual in the check-in")
    )
    return Point(
        kind=kind,
        line=Line(kind=kind, blanks=blanks, sources=source, reason="beyond the usual ups and downs of the answers"),
        key=f"{change.mentee} {change.area}",
        day=change.day,
        mentee=change.mentee,
        part=GOALS,
        ask=ask,
    )


def question_points(material: Material) -> Iterator[Point]:
    """What the mentee asked to talk about; a question with sensitive words is a pointer without them."""
    for question in material.questions:
        if (material.today - question.date).days <= QUESTION_DAYS:
            yield _question_point(question, material, "asked")
    for question in material.pointers:
        if (material.today - question.date).days <= QUESTION_DAYS:
            yield _question_point(question, material, "asked_private")


def _question_point(question: SharedQuestion, material: Material, kind: str) -> Point:
    private = kind == "asked_private"
    source = (
        Source(kind=SourceKind.QUESTION, id=question.id, quote="" if private else question.text, dated=question.date),
    )
    blanks = {
        "who": name_of(material.scenario, question.mentee),
        "day": short_day(question.date),
        "what": "" if private else clipped(question.text.strip(), 26),
    }
    line = Line(kind=kind, blanks=blanks, sources=source, reason="the mentee asked to talk about it")
    ask = None if private else Line(kind="answer_topic", blanks=blanks, sources=source, reason=line.reason)
    return Point(
        kind="asked",
        line=line,
        key=question.id if private else question.text,
        day=question.date,
        mentee=question.mentee,
        part=CONCEPT,
        ask=ask,
    )


def deadline_points(material: Material) -> Iterator[Point]:
    """Days ahead, nearest first."""
    for deadline in material.deadlines:
        if deadline.date - material.today <= AHEAD:
            yield _deadline_point(deadline, material)


def _deadline_point(deadline: Deadline, material: Material) -> Point:
    when = from_today(deadline.date, material.today)
    whose = (
        f" ({name_of(material.scenario, deadline.mentee)})" if deadline.mentee and material.scenario.is_shared else ""
    )
    blanks = {"when": when[:1].upper() + when[1:], "what": deadline.text.rstrip("."), "whose": whose}
    source = (Source(kind=SourceKind.DEADLINE, id=deadline.id, title=deadline.text, dated=deadline.date),)
    reason = "a day ahead that cannot be moved"
    return Point(
        kind="deadline",
        line=Line(kind="deadline", blanks=blanks, sources=source, reason=reason),
        key=deadline.text,
        day=material.today,
        due=deadline.date,
        mentee=deadline.mentee,
        shared=not deadline.mentee,
        part=GOALS,
        ask=Line(kind="deadline_ahead", blanks={**blanks, "when": when}, sources=source, reason=reason),
    )


def dosage_point(material: Material) -> Point:
    """Session 4 of 8-10, with what it takes to reach 8."""
    found = dosage(material.scenario, material.meetings)
    blanks = {
        "number": str(found.number),
        "low": str(found.low),
        "high": str(found.high),
        "left": dosage_left(found, material.scenario.program.term_end),
    }
    tight = found.needed > 0 and (found.last_start is None or (found.last_start - material.today).days <= found.gap)
    source = (Source(kind=SourceKind.RULE, id="program.sessions_goal", dated=material.scenario.program.term_end),)
    line = Line(kind="dosage", blanks=blanks, sources=source, reason="sessions aimed for, and the days left for them")
    kind = "dosage_tight" if tight else "dosage"
    return Point(kind=kind, line=line, key="dosage", day=material.today, shared=True)


def dosage_left(found: Dosage, term_end: date) -> str:
    """What is left to do for the lower goal, with the last day that still reaches it."""
    if not found.needed:
        with_this = " with this one" if found.number == found.low else ""
        return f"The goal of {found.low} is reached{with_this}."
    end = short_day(term_end)
    if found.last_start is None:
        return (
            f"{found.needed} more by {end} for {found.low} is more than one every {found.gap} days: "
            "ask your coordinator about extra or asynchronous sessions."
        )
    often = "weekly" if found.gap == 7 else "every two weeks"
    reach = "reaches" if found.needed == 1 else "reach"
    return f"{found.needed} more {reach} {found.low} by {end}: {often}, with the next by {short_day(found.last_start)}."
