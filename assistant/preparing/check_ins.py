"""Check-ins drafted per channel, answered in under a minute; nudges that are urgent or kind, and few."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.preparing.days import week_day
from assistant.preparing.scenario import CheckIn, Goal
from assistant.writing.sentence import Sentence, Source, SourceKind
from core.errors import InvalidInputError
from knowledge.policy import POLICIES, read_policy

AREAS = ("study_habits", "planning", "connections", "money", "health", "wellbeing", "career")


class Channel(StrEnum):
    """Where a check-in is answered."""

    MESSAGE = "message"
    VIDEO = "video"
    DISCUSSION_BOARD = "discussion_board"


@dataclass(frozen=True, kw_only=True)
class CheckInPolicy:
    """The dated table of words and limits."""

    version: str
    body: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CheckInDraft:
    """A check-in waiting for the mentor's approval. The opening is blank: it is the mentor's own."""

    channel: Channel
    lines: tuple[Sentence, ...]
    areas: tuple[str, ...]
    seconds: int
    made_with: str
    opening: str = ""


class NudgeKind(StrEnum):
    """What a nudge is for."""

    URGENT = "urgent"
    ENCOURAGING = "encouraging"


@dataclass(frozen=True, kw_only=True)
class Nudge:
    """A nudge waiting for approval."""

    kind: NudgeKind
    line: Sentence


@lru_cache(maxsize=4)
def load_check_in_policy(folder: Path = POLICIES) -> CheckInPolicy:
    """Read `check_ins.yaml`. Raises InvalidInputError where an area or a channel is missing."""
    policy = read_policy("check_ins", folder)
    lacking = [area for area in AREAS if area not in policy.body["areas"]]
    lacking += [channel for channel in Channel if channel.value not in policy.body["channels"]]
    if lacking:
        raise InvalidInputError(f"check_ins.yaml lacks {', '.join(lacking)}.")
    return CheckInPolicy(version=policy.version, body=policy.body)


def choose_areas(history: Sequence[CheckIn], policy: CheckInPolicy, channel: Channel, most: int) -> tuple[str, ...]:
    """Which areas to ask: low ones again first, then those asked longest ago. None too personal for the channel."""
    left_out = set(policy.body["channels"][channel.value].get("leave_out", ()))
    ordered = sorted(history, key=lambda check_in: check_in.date)
    last: dict[str, tuple[date, int]] = {}
    for check_in in ordered:
        for area, value in check_in.answers.items():
            last[area] = check_in.date, value

    def rank(area: str) -> tuple[int, date, int]:
        day, value = last.get(area, (date.min, 3))
        return (0 if value <= 2 else 1), day, AREAS.index(area)

    return tuple(sorted((area for area in AREAS if area not in left_out), key=rank)[:most])


def draft_check_in(
    channel: Channel, day: date, history: Sequence[CheckIn], goals: Sequence[Goal], policy: CheckInPolicy
) -> CheckInDraft:
    """Draft one check-in before the session of `day`. It always fits under a minute."""
    words = policy.body["channels"][channel.value]
    goal = next((g for g in goals if g.is_open), None) if words.get("goal") else None
    room = int(policy.body["questions_most"]) - (goal is not None)
    areas = choose_areas(history, policy, channel, room)
    while areas and seconds_of(areas, goal, policy) >= int(policy.body["most_seconds"]):
        areas = areas[:-1]
    lines = [_fixed(channel, "intro", words["intro"].format(day=week_day(day)))]
    lines += [_fixed(channel, area, policy.body["areas"][area]["question"]) for area in areas]
    if goal is not None:
        source = Source(kind=SourceKind.GOAL, id=goal.id, quote=goal.text)
        lines.append(Sentence(text=words["goal"].format(goal=goal.text), sources=(source,), reason="an open goal"))
    lines.append(_fixed(channel, "closing", words["closing"]))
    seconds = seconds_of(areas, goal, policy)
    return CheckInDraft(channel=channel, lines=tuple(lines), areas=areas, seconds=seconds, made_with=policy.version)


def _fixed(channel: Channel, name: str, text: str) -> Sentence:
    source = Source(kind=SourceKind.TEMPLATE, id=f"check_ins.{channel.value}.{name}")
    return Sentence(text=text, sources=(source,), reason="part of the check-in's template")


def seconds_of(areas: Sequence[str], goal: Goal | None, policy: CheckInPolicy) -> int:
    """How long it takes to answer, by the policy's own figures."""
    cost = policy.body["answer_seconds"]
    return int(cost["reading"] + cost["rating"] * (len(areas) + (goal is not None)))


def nudges_due(
    now: datetime,
    *,
    deadlines: Sequence[tuple[str, date, str]],
    sent: Sequence[tuple[NudgeKind, datetime]],
    last_answer: date | None,
    policy: CheckInPolicy,
) -> tuple[Nudge, ...]:
    """Which nudges may be drafted now: urgent ones for a near day, one kind one after silence, few in a week.

    `now` is local time. `deadlines` are (id, day, text), `sent` is what went to this mentee, `last_answer` the last day
    they answered anything. Quiet hours and the week's limit hold for both kinds.
    """
    rules = policy.body["nudges"]
    begins, ends = rules["quiet_hours"]
    week = [moment for _, moment in sent if now - moment < timedelta(days=7)]
    room = int(rules["most_a_week"]) - len(week)
    if room <= 0 or now.hour >= begins or now.hour < ends:
        return ()
    near = int(rules["urgent_days"])
    due = [_urgent(item, rules) for item in deadlines if 0 <= (item[1] - now.date()).days <= near]
    if not due and _silent(now, sent, last_answer, rules):
        source = Source(kind=SourceKind.RULE, id="check_ins.nudges.silence_days")
        line = Sentence(
            text=rules["encouraging"], sources=(source,), reason="no answer for a while; the only one until there is"
        )
        due = [Nudge(kind=NudgeKind.ENCOURAGING, line=line)]
    return tuple(due[:room])


def _urgent(item: tuple[str, date, str], rules: dict[str, Any]) -> Nudge:
    deadline_id, day, text = item
    words = rules["urgent"].format(what=text.rstrip("."), day=week_day(day))
    source = Source(kind=SourceKind.DEADLINE, id=deadline_id, dated=day)
    return Nudge(kind=NudgeKind.URGENT, line=Sentence(text=words, sources=(source,), reason="a day this near"))


def _silent(
    now: datetime, sent: Sequence[tuple[NudgeKind, datetime]], last_answer: date | None, rules: dict[str, Any]
) -> bool:
    """Whether it has been quiet long enough, and no encouraging nudge has gone out since the last answer."""
    since = last_answer or date.min
    kind_ones = [moment for kind, moment in sent if kind is NudgeKind.ENCOURAGING and moment.date() >= since]
    quiet = last_answer is None or (now.date() - last_answer).days >= int(rules["silence_days"])
    return quiet and len(kind_ones) < int(rules["encouraging_most"])
