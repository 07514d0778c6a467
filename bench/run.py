"""`make bench`: the served application as a person meets it. Start, first answer, warm p50 and p95, memory.

Absolute times mean little on a shared machine: the first line says how busy it was. Ratios against what a user would
pick instead are in `bench/retrieval`.
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import httpx2

QUESTIONS = [
    "When is the math lab open?", "How do I get an emergency grant?", "Where is the writing center at Harbor?",
    "what is the last day to withdraw", "is there a food pantry", "how do I borrow a laptop", "library hours finals week",
    "who do I talk to about a hold on my account",
]  # fmt: skip
RUNS = 60


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(port: int) -> tuple[subprocess.Popen[str], dict[str, str], float]:
    """Start the demo (filled before); returns the process, the sign-in links by role, and seconds until it served."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "cli", "demo", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    links: dict[str, str] = {}
    assert process.stdout
    for line in process.stdout:
        if found := re.match(r"\s+(\S[\w ]*?)\s{2,}(http://\S+)", line):
            links[found[1]] = found[2]
        if "Administrator" in links:
            break
    while True:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/healthz")
            return process, links, time.perf_counter() - began
        except httpx2.TransportError:
            time.sleep(0.02)


def signed_in(link: str) -> tuple[httpx2.Client, str]:
    """A browser for one role, and its forms' token."""
    client = httpx2.Client(base_url=link.split("/sign-in")[0], follow_redirects=True, timeout=60)
    page = client.get(link).text
    token = re.search(r'name="csrf" content="([^"]*)"', page)
    return client, token[1] if token else ""


def timed(what: Callable[[int], object], runs: int = RUNS) -> list[float]:
    """Seconds of each run, the first left out as a warm-up."""
    times = []
    for number in range(runs + 1):
        began = time.perf_counter()
        what(number)
        times.append(time.perf_counter() - began)
    return times[1:]


def row(name: str, times: list[float]) -> None:
    """One line of the table, in milliseconds."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{name:<44}{statistics.median(times) * 1000:>9.1f}{p95 * 1000:>9.1f}")


def resident(pid: int) -> float:
    """Resident memory in MB."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def main() -> None:
    """Fill once, start, measure."""
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    subprocess.run([sys.executable, "-m", "cli", "demo", "--fill-only"], check=True, stderr=subprocess.DEVNULL)
    port = free_port()
    process, links, ready = start(port)
    try:
        mentee, csrf = signed_in(links["Mentee"])
        mentor, mentor_csrf = signed_in(links["Mentor"])
        began = time.perf_counter()

        def ask(number: int) -> None:
            text = QUESTIONS[number % len(QUESTIONS)]
            body = {"text": text, "key": f"bench-{time.time_ns()}"}
            answer = mentee.post("/v1/questions", json=body, headers={"x-csrf-token": csrf})
            assert answer.status_code == 201, answer.text

        ask(0)
        first = time.perf_counter() - began
        page = mentor.get("/today").text
        session = re.search(r"/sessions/(\w+)", page)
        assert session
        prep = f"/v1/sessions/{session[1]}/prep"
        print(f"{'served after (start of the process)':<44}{ready:>9.2f} s")
        print(f"{'first answered question after that':<44}{first:>9.2f} s")
        print(f"{'':<44}{'p50 ms':>9}{'p95 ms':>9}")
        row("a page (sign-in)", timed(lambda _: mentee.get("/sign-in")))
        row("the mentor's first page", timed(lambda _: mentor.get("/today")))
        row("a whole answered question over HTTP", timed(ask))
        row("a prep over HTTP", timed(lambda _: mentor.post(prep, headers={"x-csrf-token": mentor_csrf}), 20))
        print(f"{'resident memory of the serving process':<44}{resident(process.pid):>9.0f} MB")
    finally:
        process.terminate()
        process.wait(timeout=30)


if __name__ == "__main__":
    main()
