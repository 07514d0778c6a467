"""The transports an installation chose. Addresses come from settings alone: no text and no flag picks one."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.notices.email import Mailbox, SmtpTransport
from assistant.notices.message import Message, NotSentError, RecordingTransport, Transport
from assistant.notices.webhook import WebhookTransport
from core.errors import InvalidInputError
from core.logs import get_logger
from core.settings import Settings

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class NoticeSettings(BaseSettings):
    """How notices leave (`TRELLIS_NOTICES_*`). Empty: they wait on each person's own page, and the log says so."""

    model_config = SettingsConfigDict(env_prefix="TRELLIS_NOTICES_", extra="ignore", frozen=True)

    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    sender: str = ""
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")


@dataclass(frozen=True, kw_only=True)
class ConsoleTransport:
    """Says on the log that a notice waits: purpose and ids, as the demo needs it."""

    channel: str = "console"

    def send(self, message: Message) -> None:
        """One line in the log."""
        get_logger().info("notice", viewer_id=message.recipient_id, step=message.purpose, channel=self.channel)


def transports_from(settings: Settings, chosen: NoticeSettings | None = None) -> tuple[Transport, ...]:
    """The transports of this installation; the demo, and one that chose nothing, has the console.

    Raises InvalidInputError for a webhook that is not https, or e-mail without a sender.
    """
    chosen = chosen or NoticeSettings()
    found: list[Transport] = []
    if settings.mode == "demo":
        return (ConsoleTransport(),)
    if chosen.smtp_host:
        found.append(SmtpTransport(mailbox=mailbox_of(chosen)))
    if chosen.webhook_url:
        check_address(chosen.webhook_url)
        found.append(WebhookTransport(url=chosen.webhook_url, secret=chosen.webhook_secret.get_secret_value()))
    return tuple(found) or (ConsoleTransport(),)


def mailbox_of(chosen: NoticeSettings) -> Mailbox:
    """The mail server as chosen."""
    if "@" not in chosen.sender:
        raise InvalidInputError("E-mail needs TRELLIS_NOTICES_SENDER, an address notices come from.")
    return Mailbox(
        host=chosen.smtp_host, port=chosen.smtp_port, security=chosen.smtp_security, user=chosen.smtp_user,
        password=chosen.smtp_password.get_secret_value(), sender=chosen.sender,
    )  # fmt: skip


def check_address(url: str) -> None:
    """A webhook is https to one fixed host; plain http only to this machine."""
    parts = urlsplit(url)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
    if not secure or not parts.hostname or parts.username:
        raise InvalidInputError("TRELLIS_NOTICES_WEBHOOK_URL must be an https address without a name in it.")


__all__ = ["ConsoleTransport", "Message", "NotSentError", "NoticeSettings", "RecordingTransport", "Transport"]
