"""E-mail by SMTP. The Message-ID is made of the notice's key, so that a second sending is the same mail."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Literal

from assistant.notices.message import Message, NotSentError

SECONDS = 15


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """A mail server and the address notices come from."""

    host: str
    port: int
    sender: str
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = ""


@dataclass(frozen=True, kw_only=True)
class SmtpTransport:
    """Sends each notice as a short plain mail to one address, which is the person's own from the roster."""

    mailbox: Mailbox
    channel: str = "email"

    def send(self, message: Message) -> None:
        """Send one mail. A person without an address cannot be reached this way."""
        if "@" not in message.to:
            raise NotSentError
        try:
            with connect(self.mailbox) as server:
                server.send_message(mail_of(message, self.mailbox.sender))
        except (OSError, smtplib.SMTPException):
            raise NotSentError from None  # the server's answer may quote the mail


def connect(mailbox: Mailbox) -> smtplib.SMTP:
    """A connection, encrypted as chosen and signed in where a user is given."""
    if mailbox.security == "tls":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(mailbox.host, mailbox.port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(mailbox.host, mailbox.port, timeout=SECONDS)
    if mailbox.security == "starttls":
        server.starttls(context=ssl.create_default_context())
    if mailbox.user:
        server.login(mailbox.user, mailbox.password)
    return server


def mail_of(message: Message, sender: str) -> EmailMessage:
    """The mail: policy's words and a link. `Auto-Submitted` keeps holiday replies away."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, message.to, message.subject
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{message.line}\n\n{message.link}\n")
    return mail
