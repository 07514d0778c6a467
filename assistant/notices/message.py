"""What a transport sends, and the port every transport has."""

import hashlib
from dataclasses import dataclass, field
from typing import Protocol


class NotSentError(Exception):
    """It did not go out, or nobody can tell: it is tried again under the same key."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A notice ready to go. `dedupe_key` names it for the receiving side, who drops what they have seen."""

    dedupe_key: str
    to: str
    recipient_id: str
    subject: str
    line: str
    link: str
    purpose: str

    @property
    def id(self) -> str:
        """The key as letters and digits, for headers: it tells nothing of the flag."""
        return hashlib.sha256(self.dedupe_key.encode()).hexdigest()[:32]


class Transport(Protocol):
    """One way for notices to leave."""

    @property
    def channel(self) -> str:
        """The word under which notices are queued for it."""
        ...

    def send(self, message: Message) -> None:
        """Send, or raise NotSentError. Sending the same key twice must be seen once."""
        ...


@dataclass
class RecordingTransport:
    """Keeps what it was given; refuses while `down`. For tests, and for the simulated year."""

    channel: str = "console"
    sent: list[Message] = field(default_factory=list)
    down: bool = False

    def send(self, message: Message) -> None:
        """Keep it."""
        if self.down:
            raise NotSentError
        self.sent.append(message)

    def seen(self) -> list[Message]:
        """What the recipients saw: each key once."""
        return list({message.dedupe_key: message for message in self.sent}.values())
