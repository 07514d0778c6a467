"""Queueing notices in the transaction that makes them necessary. A notice says that something waits, never what.

A page's dedupe key names its case, level, series and place in the chain, so that the job that walks the chain, run
twice or by two processes, adds each page once.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assistant.safety.levels import Level
from storage.database import WriteSession
from storage.notices import queue_notice

if TYPE_CHECKING:
    from assistant.wiring import Services

DESK_ONLY = "console"
PAGING = ("page", "walk")


def channels(services: "Services") -> tuple[str, ...]:
    """The channels this installation sends by. Without any, notices wait on the recipient's own page and in the log."""
    return tuple(transport.channel for transport in services.transports) or (DESK_ONLY,)


def tell(
    db: WriteSession, services: "Services", program_id: str, recipient: str, purpose: str, *, key: str,
    flag_id: str = "", due_at: datetime | None = None,
) -> None:  # fmt: skip
    """Queue one notice on every channel. The same `key` for the same recipient again changes nothing."""
    for channel in channels(services):
        queue_notice(
            db, program_id=program_id, recipient_id=recipient, channel=channel, purpose=purpose,
            dedupe_key=f"{purpose}/{key}/{recipient}/{channel}", due_at=due_at or db.now, flag_id=flag_id,
        )  # fmt: skip


def series_of(level: Level | str, at: datetime, acknowledged: datetime | None = None) -> str:
    """The name of a run of pages: one a level and an hour, while nobody has answered it.

    Said again within the hour that a page is out, the same is one page; once somebody has taken the case up, what comes
    after is new to them and is paged anew.
    """
    hour = f"{level}/{at:%Y%m%dT%H}"
    seen = acknowledged is not None and acknowledged >= at.replace(minute=0, second=0, microsecond=0)
    return f"{hour}{at:%M}" if seen else hour


def page(
    db: WriteSession, services: "Services", program_id: str, recipient: str, case_id: str, series: str, *,
    place: int = 0, round: int = 1,
) -> None:  # fmt: skip
    """Page one person of the chain. `place` counts from 0; the first page of a round is `page`, the others `walk`."""
    purpose = PAGING[0] if place == 0 and round == 1 else PAGING[1]
    tell(db, services, program_id, recipient, purpose, key=f"{case_id}/{series}/{round}.{place}", flag_id=case_id)


def tell_later(services: "Services", at: datetime, minutes: int) -> datetime:
    """When a notice goes out that can still be taken back until then."""
    return at + timedelta(minutes=minutes)
