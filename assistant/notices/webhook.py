"""One webhook at a fixed address: a chat channel, a pager. No redirect is followed and no proxy is asked."""

import hashlib
import hmac
import http.client
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.notices.message import Message, NotSentError

SECONDS = 10


@dataclass(frozen=True, kw_only=True)
class WebhookTransport:
    """Posts each notice as JSON, under an idempotency key, signed where a secret is set (HMAC-SHA256 of the body)."""

    url: str
    secret: str = ""
    channel: str = "webhook"

    def send(self, message: Message) -> None:
        """Post it; anything but a 2xx is not sent. `http.client` follows no redirect, which is why it is used."""
        body = body_of(message)
        parts = urlsplit(self.url)
        make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = make(parts.hostname or "", parts.port, timeout=SECONDS)
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", path, body, self.headers(message, body))
            if not 200 <= connection.getresponse().status < 300:
                raise NotSentError
        except (OSError, http.client.HTTPException):
            raise NotSentError from None
        finally:
            connection.close()

    def headers(self, message: Message, body: bytes) -> dict[str, str]:
        """The key the receiver drops repeats by, and the signature."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": message.id}
        if self.secret:
            signed = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
            headers["X-Trellis-Signature"] = f"sha256={signed}"
        return headers


def body_of(message: Message) -> bytes:
    """What the receiver gets: for whom (an id), the words of policy, the page. `text` is what chat channels show."""
    text = f"{message.subject}\n{message.line}\n{message.link}"
    return json.dumps(
        {
            "key": message.id, "purpose": message.purpose, "recipient": message.recipient_id,
            "subject": message.subject, "line": message.line, "link": message.link, "text": text,
        },
        sort_keys=True,
    ).encode()  # fmt: skip
