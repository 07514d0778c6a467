"""`kill -9` in the middle of sending: nothing is lost, and the receiver sees each notice once."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.escalation_world import World, heard, make_world

ROOT = Path(__file__).resolve().parents[2]
WORKER = """
import sys
from pathlib import Path
from datetime import datetime
from assistant import jobs
from assistant.notices.webhook import WebhookTransport
from core.clock import SystemClock, FixedClock
from tests.escalation_world import World, ScriptedScreen
from tests.makers import MASTER
from storage.database import Database
from storage.keyring import Keyring

folder, url, at = Path(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3])
keyring = Keyring(folder / "keyring.sqlite3", MASTER)
database = Database(f"sqlite:///{folder / 'trellis.sqlite3'}", keyring, clock=FixedClock(at))
world = World(database, ScriptedScreen(), (WebhookTransport(url=url),))
print("ready", flush=True)
print(jobs.run_due(world).sent, flush=True)
"""


class Receiver(ThreadingHTTPServer):
    """A pager: keeps every post, and can hold the answer back so that the sender dies waiting."""

    daemon_threads = True

    def __init__(self) -> None:
        self.posts: list[tuple[str, dict[str, str]]] = []
        self.arrived, self.go_on = threading.Event(), threading.Event()
        super().__init__(("127.0.0.1", 0), Answering)


class Answering(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Receiver)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.posts.append((self.headers["Idempotency-Key"], json.loads(body)))
        server.arrived.set()
        server.go_on.wait(30)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.go_on.set()
    server.shutdown()
    server.server_close()


def worker(folder: Path, receiver: Receiver, world: World) -> subprocess.Popen[str]:
    """A process of its own that runs what is due, at the world's time."""
    url = f"http://127.0.0.1:{receiver.server_address[1]}/page"
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WORKER), str(folder), url, world.clock.now().isoformat()],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_worker_killed_while_sending_loses_nothing_and_nothing_is_seen_twice(
    tmp_path: Path, receiver: Receiver
) -> None:
    world = make_world(tmp_path)
    object.__setattr__(world.transports[0], "channel", "webhook")
    world.ask(result=heard("S4"))
    with worker(tmp_path, receiver, world) as killed:
        assert receiver.arrived.wait(60), "the post did not arrive"
        os.kill(killed.pid, signal.SIGKILL)
    receiver.go_on.set()

    world.later(seconds=61)  # the dead worker's lease runs out
    with worker(tmp_path, receiver, world) as again:
        out = again.communicate(timeout=60)[0]

    keys = [key for key, _ in receiver.posts]
    assert out.split()[-1] == "2"  # the page and the mentor's notice
    assert len(set(keys)) == 2, "the page went out twice under one key"
    assert len(keys) == 3
    assert {body["purpose"] for _, body in receiver.posts} == {"page", "mentor"}


def test_before_the_lease_runs_out_nobody_else_sends_it(tmp_path: Path, receiver: Receiver) -> None:
    world = make_world(tmp_path)
    object.__setattr__(world.transports[0], "channel", "webhook")
    world.ask()
    with worker(tmp_path, receiver, world) as killed:
        assert receiver.arrived.wait(60)
        os.kill(killed.pid, signal.SIGKILL)
    receiver.go_on.set()

    with worker(tmp_path, receiver, world) as again:
        out = again.communicate(timeout=60)[0]

    assert out.split()[-1] == "0"
    assert len(receiver.posts) == 1
