"""From a queued notice to a message on its way: words of policy, a link, the next try. No student's words are in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.escalating.policy import Acting
from assistant.notices.message import Message
from storage.flags import Flag
from storage.notices import Notice

MOOT_WHEN_CLOSED = frozenset({"page", "walk", "contact", "used_up", "queue", "overdue", "unanswered", "seen"})


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Where a notice goes: a person's address, "" where they have none."""

    person_id: str
    address: str


def message_for(notice: Notice, recipient: Recipient, acting: Acting, base_url: str) -> Message:
    """The message of a notice: policy's words for its purpose, and the page to open. Nothing else is in it."""
    words = acting.notices[notice.purpose]
    return Message(
        dedupe_key=notice.dedupe_key, to=recipient.address, recipient_id=recipient.person_id, subject=words.subject,
        line=words.line, link=base_url.rstrip("/") + path_for(notice), purpose=notice.purpose,
    )  # fmt: skip


def path_for(notice: Notice) -> str:
    """The page a recipient opens: their own flag, or the desk's."""
    if not notice.flag_id:
        return "/"
    return f"/flags/{notice.flag_id}/mine" if notice.purpose == "for_you" else f"/flags/{notice.flag_id}"


def moot(notice: Notice, flag: Flag | None) -> bool:
    """Whether what the notice says is no longer so: the flag closed, was taken back, or was never opened."""
    if flag is None:
        return False
    if notice.purpose == "outcome":
        return flag.closed_at is None
    if notice.purpose == "seen" and not flag.claimed_by:
        return True
    if notice.purpose == "queue" and not flag.open_to_coordinator:
        return True
    return flag.closed_at is not None and notice.purpose in MOOT_WHEN_CLOSED


def next_try(attempts: int, now: datetime, acting: Acting) -> datetime | None:
    """When a notice that could not be sent is tried again after so many attempts; None gives it up."""
    minutes = acting.delivery.backoff_minutes
    return now + timedelta(minutes=minutes[attempts - 1]) if attempts <= len(minutes) else None
