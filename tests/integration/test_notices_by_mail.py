"""Notices by a real mail server on this machine: seen once, under one Message-ID, with nothing of the student."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from assistant import jobs
from assistant.notices.email import Mailbox, SmtpTransport
from tests.escalation_world import WORDS, World, heard, make_world, with_transport

ROOT = Path(__file__).resolve().parents[2]
WORKER = """
import sys
from pathlib import Path
from datetime import datetime
from assistant import jobs
from assistant.notices.email import Mailbox, SmtpTransport
from core.clock import FixedClock
from tests.escalation_world import World, ScriptedScreen
from tests.makers import MASTER
from storage.database import Database
from storage.keyring import Keyring

folder, port, at = Path(sys.argv[1]), int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
keyring = Keyring(folder / "keyring.sqlite3", MASTER)
database = Database(f"sqlite:///{folder / 'trellis.sqlite3'}", keyring, clock=FixedClock(at))
mailbox = Mailbox(host="127.0.0.1", port=port, sender="trellis@college.example", security="none")
print(jobs.run_due(World(database, ScriptedScreen(), (SmtpTransport(mailbox=mailbox),))).sent, flush=True)
"""


class Kept:
    """Keeps every mail it is given, and can hold its answer back after it has the mail."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.holding, self.refusing = False, False
        self.arrived = threading.Event()

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        if self.refusing:
            return "451 try again later"
        self.mails.append(envelope)
        self.arrived.set()
        if self.holding:
            await asyncio.sleep(20)
        return "250 kept"

    def ids(self) -> list[str]:
        """The Message-IDs, in order of arrival."""
        lines = [line for mail in self.mails for line in mail.content.decode().splitlines()]
        return [line.split(":", 1)[1].strip() for line in lines if line.lower().startswith("message-id:")]


@pytest.fixture
def server() -> Iterator[Controller]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Kept(), hostname="127.0.0.1", port=port, decode_data=False)
    controller.start()
    yield controller
    controller.stop()


def mailing(world: World, server: Controller) -> World:
    mailbox = Mailbox(host="127.0.0.1", port=server.port, sender="trellis@college.example", security="none")
    return with_transport(world, SmtpTransport(mailbox=mailbox))


def test_a_page_is_one_mail_to_its_recipient_with_no_word_of_the_student(server: Controller) -> None:
    world = mailing(make_world(), server)
    world.ask()

    jobs.run_due(world)
    jobs.run_due(world)

    (mail,) = server.handler.mails
    assert mail.rcpt_tos == ["dana@college.example"]
    assert not {word for word in WORDS.lower().split() if len(word) > 5} & set(mail.content.decode().lower().split())


def test_a_server_that_refuses_for_now_is_asked_again(server: Controller) -> None:
    world = mailing(make_world(), server)
    server.handler.refusing = True
    world.ask()
    assert jobs.run_due(world).retried == 1

    server.handler.refusing = False
    world.later(minutes=5)

    assert jobs.run_due(world).sent == 1
    assert len(server.handler.mails) == 1


def test_a_worker_killed_after_the_mail_is_taken_and_before_it_is_marked_loses_nothing_and_sends_the_same_mail(
    tmp_path: Path, server: Controller
) -> None:
    world = make_world(tmp_path)
    object.__setattr__(world.transports[0], "channel", "email")
    world.ask(result=heard("S3"))
    server.handler.holding = True
    with worker(tmp_path, server, world) as killed:
        assert server.handler.arrived.wait(60), "the mail did not arrive"
        os.kill(killed.pid, signal.SIGKILL)
    server.handler.holding = False

    world.later(seconds=61)  # the dead worker's lease runs out
    with worker(tmp_path, server, world) as again:
        out = again.communicate(timeout=60)[0]

    assert out.split()[-1] == "1"
    assert len(server.handler.mails) == 2, "it had gone out, and nobody could tell"
    assert len(set(server.handler.ids())) == 1, "the second is the same mail, which a mailbox shows once"


def worker(folder: Path, server: Controller, world: World) -> subprocess.Popen[str]:
    """A process of its own that runs what is due, at the world's time."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WORKER), str(folder), str(server.port), world.clock.now().isoformat()],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
