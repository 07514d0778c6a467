"""How notices leave: one fixed address, no redirect, one Message-ID, and no server's answer in an error."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from assistant.notices.email import Mailbox, SmtpTransport, mail_of
from assistant.notices.message import Message, NotSentError
from assistant.notices.transports import ConsoleTransport, NoticeSettings, transports_from
from assistant.notices.webhook import WebhookTransport
from core.errors import InvalidInputError
from core.settings import Settings

MESSAGE = Message(
    dedupe_key="page/flag_1/S4/x/1.0/dana/email", to="dana@college.example", recipient_id="dana",
    subject="Open Trellis", line="Something waits.", purpose="page",
    link="https://trellis.college.example/flags/flag_1",
)  # fmt: skip


class Answer(BaseHTTPRequestHandler):
    """Answers as the server is told to, and keeps what came."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), json.loads(body)))  # type: ignore[attr-defined]
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def hook() -> Iterator[Any]:
    server: Any = HTTPServer(("127.0.0.1", 0), Answer)
    server.got, server.status = [], 204
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def to(hook: Any, secret: str = "") -> WebhookTransport:
    return WebhookTransport(url=f"http://127.0.0.1:{hook.server_address[1]}/pager?team=1", secret=secret)


def test_a_webhook_gets_the_key_the_words_of_policy_and_a_signature(hook: Any) -> None:
    to(hook, "shared").send(MESSAGE)

    path, headers, body = hook.got[0]
    assert path == "/pager?team=1"
    assert headers["Idempotency-Key"] == MESSAGE.id == body["key"]
    assert headers["X-Trellis-Signature"].startswith("sha256=")
    assert set(body) == {"key", "purpose", "recipient", "subject", "line", "link", "text"}


@pytest.mark.parametrize("status", [302, 307, 400, 500])
def test_anything_but_success_is_not_sent_and_no_redirect_is_followed(hook: Any, status: int) -> None:
    hook.status = status

    with pytest.raises(NotSentError):
        to(hook).send(MESSAGE)
    assert len(hook.got) == 1


def test_a_server_that_is_not_there_is_not_sent() -> None:
    with pytest.raises(NotSentError):
        WebhookTransport(url="http://127.0.0.1:9/x").send(MESSAGE)
    with pytest.raises(NotSentError):
        SmtpTransport(mailbox=Mailbox(host="127.0.0.1", port=9, sender="t@college.example")).send(MESSAGE)


def test_a_mail_has_the_same_id_each_time_and_carries_nothing_else() -> None:
    mail = mail_of(MESSAGE, "trellis@college.example")

    assert mail["Message-ID"] == mail_of(MESSAGE, "trellis@college.example")["Message-ID"]
    assert mail["To"] == "dana@college.example"
    assert mail.get_content() == "Something waits.\n\nhttps://trellis.college.example/flags/flag_1\n"
    assert "flag_1" not in mail["Message-ID"]


def test_an_address_cannot_smuggle_a_header() -> None:
    from dataclasses import replace

    with pytest.raises(ValueError, match=r"newline|linefeed|carriage"):
        mail_of(replace(MESSAGE, to="a@b.example\r\nBcc: everyone@b.example"), "t@college.example")


def test_nothing_chosen_and_the_demo_write_on_the_console() -> None:
    chosen = NoticeSettings(webhook_url="https://pager.example/x")

    assert transports_from(Settings(mode="demo"), chosen) == (ConsoleTransport(),)
    assert transports_from(Settings(), NoticeSettings()) == (ConsoleTransport(),)
    assert [one.channel for one in transports_from(Settings(), chosen)] == ["webhook"]


@pytest.mark.parametrize("url", ["http://pager.example/x", "file:///etc/passwd", "https://u:p@x.example/", "ftp://x"])
def test_a_webhook_that_is_not_https_is_refused_at_the_door(url: str) -> None:
    with pytest.raises(InvalidInputError):
        transports_from(Settings(), NoticeSettings(webhook_url=url))


def test_mail_needs_a_sender() -> None:
    with pytest.raises(InvalidInputError):
        transports_from(Settings(), NoticeSettings(smtp_host="mail.college.example"))
