"""Bi-weekly and monthly progress reports, drafted from what was logged: counts, dates, topics, and what we "
"cannot claim."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.preparing.days import percent, short_day
from assistant.preparing.keeping import Promise, Standing
from assistant.preparing.scenario import Goal, Mode
from assistant.preparing.trend import Verdict, goal_trend
from assistant.writing.sentence import Sentence, Source, SourceKind


class Period(StrEnum):
    """How long a report looks back."""

    BI_WEEKLY = "bi_weekly"
    MONTHLY = "monthly"


SPAN = {Period.BI_WEEKLY: timedelta(days=14), Period.MONTHLY: timedelta(days=30)}


@dataclass(frozen=True, kw_only=True)
class LoggedSession:
    """A session as logged: what it took and what was worked on. `topics` are plain topic words, no person's."""

    id: str
    date: date
    minutes: int
    mode: Mode
    held: bool
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PairingLog:
    """What a report is drafted from. `token` stands for the mentee: a report for the coordinator names nobody."""

    token: str
    sessions: tuple[LoggedSession, ...]
    goals: tuple[Goal, ...] = ()
    promises: tuple[Promise, ...] = ()
    sessions_goal: tuple[int, int] = (8, 10)
    check_ins_sent: int = 0
    check_ins_answered: int = 0
    referrals: int = 0


@dataclass(frozen=True, kw_only=True)
class ReportDraft:
    """A report waiting for its mentor: sections of sourced sentences. `words` are left to the mentor."""

    period: Period
    first: date
    last: date
    sections: tuple[tuple[str, tuple[Sentence, ...]], ...]
    words: str = ""


def draft_report(period: Period, logs: Sequence[PairingLog], today: date) -> ReportDraft:
    """Draft a report up to `today`. D1 goals appear by progress only; nobody is named (need to know: M)."""
    first = today - SPAN[period] + timedelta(days=1)
    sections = [
        ("Sessions", tuple(_sessions(log, first, today) for log in logs)),
        ("Goals", tuple(line for log in logs for line in _goals(log, today))),
        ("Next steps kept", tuple(line for log in logs for line in _promises(log))),
    ]
    if period is Period.MONTHLY:
        sections.append(("Check-ins and referrals", tuple(line for log in logs for line in _contacts(log))))
    sections.append(("What this cannot say", (_limits(logs, first, today),)))
    kept = tuple((title, lines) for title, lines in sections if lines)
    return ReportDraft(period=period, first=first, last=today, sections=kept)


def _sessions(log: PairingLog, first: date, last: date) -> Sentence:
    window = [session for session in log.sessions if first <= session.date <= last]
    held = [session for session in window if session.held]
    total = sum(session.held for session in log.sessions if session.date <= last)
    topics = Counter(topic for session in held for topic in session.topics)
    named = ", ".join(topic for topic, _ in sorted(topics.items(), key=lambda item: (-item[1], item[0]))[:3])
    text = (
        f"{log.token}: {len(held)} of {len(window)} planned sessions held, {sum(s.minutes for s in held)} minutes"
        f"{_asynchronous(held)}; {total} so far towards {log.sessions_goal[0]}-{log.sessions_goal[1]}."
    )
    if named:
        text += f" Worked on: {named}."
    sources = tuple(Source(kind=SourceKind.NOTE, id=session.id, dated=session.date) for session in window)
    return Sentence(text=text, sources=sources or (_rule("sessions_goal"),), reason="sessions as logged")


def _asynchronous(held: Sequence[LoggedSession]) -> str:
    count = sum(session.mode is Mode.ASYNC for session in held)
    return f" ({count} asynchronous)" if count else ""


def _goals(log: PairingLog, today: date) -> list[Sentence]:
    found = []
    words = {Verdict.RISING: "moving", Verdict.STALLED: "standing still", Verdict.SLIPPED: "slipped back",
             Verdict.UNSURE: "too early to call", Verdict.SILENT: "no progress noted"}  # fmt: skip
    for goal in (g for g in log.goals if g.is_open):
        trend = goal_trend(goal, today)
        text = f"{log.token}: {goal.area.value} {goal.kind.value} goal at {percent(trend.now)}, {words[trend.verdict]}."
        source = Source(kind=SourceKind.GOAL, id=goal.id, dated=trend.points[-1][0] if trend.points else None)
        found.append(Sentence(text=text, sources=(source,), reason="progress as noted, its words left out"))
    return found


def _promises(log: PairingLog) -> list[Sentence]:
    if not log.promises:
        return []
    known = [promise for promise in log.promises if promise.standing in {Standing.KEPT, Standing.BROKEN, Standing.LATE}]
    kept = sum(promise.standing is Standing.KEPT for promise in known)
    silent = sum(promise.standing is Standing.UNKNOWN for promise in log.promises)
    text = f"{log.token}: {kept} of {len(known)} next steps kept; for {silent} no note says."
    ids = dict.fromkeys(promise.told.note.id for promise in log.promises)
    sources = tuple(Source(kind=SourceKind.NOTE, id=note_id) for note_id in ids)
    return [Sentence(text=text, sources=sources, reason="promises and later notes")]


def _contacts(log: PairingLog) -> list[Sentence]:
    answered = f"{log.check_ins_answered} of {log.check_ins_sent} check-ins answered"
    text = f"{log.token}: {answered}; {log.referrals} referrals."
    return [Sentence(text=text, sources=(_rule("check_ins"),), reason="as logged")]


def _limits(logs: Sequence[PairingLog], first: date, last: date) -> Sentence:
    silent = sum(not any(first <= session.date <= last for session in log.sessions) for log in logs)
    text = (
        f"{short_day(first)} to {short_day(last)}, {len(logs)} pairings, {silent} without a logged session. "
        "These are counts of what was logged; we cannot claim that mentoring caused a change."
    )
    return Sentence(text=text, sources=(_rule("reports.limits"),), reason="what the figures rest on")


def _rule(name: str) -> Source:
    return Source(kind=SourceKind.RULE, id=name)
