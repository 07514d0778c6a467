"""A running deployment as Subject, over HTTP with a token: what people get is examined, not only what the code says."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from core.errors import InvalidInputError, NotReadyError
from evals.outputs import Output
from evals.subjects import Given, Setup, Subject

# A deployment answers from its own library and as the person whose token it is, whatever a case names.
DOORS = {"ask": "/v1/questions", "screen": "/v1/questions"}
SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class Deployed:
    """One job of a deployment. `client` is an httpx2 client with the address and the token set."""

    client: Any
    path: str

    def answer(self, given: Given) -> Output:
        """Ask, earlier questions first in the same conversation. The last answer is the output."""
        text = given.get("text") or " ".join(turn["text"] for turn in given["turns"] if turn["role"] == "mentee")
        conversation = ""
        for at, earlier in enumerate([*given.get("previous", ()), text]):
            reply = self.post({"text": earlier, "key": f"eval-{uuid4().hex}-{at}", "conversation": conversation})
            conversation = str(reply.get("conversation", ""))
        return reply

    def post(self, sent: dict[str, Any]) -> Output:
        """One question."""
        reply = self.client.post(self.path, json=sent)
        if reply.status_code in (401, 403):
            raise NotReadyError("The deployment does not accept this token for this door.")
        if reply.status_code == 404:
            raise NotReadyError(f"The deployment has no {self.path}.")
        reply.raise_for_status()
        output: Output = reply.json()
        return output

    def versions(self) -> dict[str, str]:
        """A deployment's versions are in its answers' records."""
        return {}


def deployed(job: str, setup: Setup) -> Subject:
    """A job over HTTP. Raises InvalidInputError for an address that is none, NotReadyError for a job without a door."""
    if urlsplit(setup.url).scheme not in ("http", "https") or not urlsplit(setup.url).netloc:
        raise InvalidInputError("`--url` must be an address such as https://trellis.example.edu.")
    if job not in DOORS:
        raise NotReadyError(f"The job '{job}' can only be examined in process: a deployment has no door for it.")
    try:
        import httpx2
    except ImportError:
        raise NotReadyError("`--url` needs the package httpx2 (it is in the extra `dev`).") from None
    headers = {"Authorization": f"Bearer {setup.token}"} if setup.token else {}
    return Deployed(client=httpx2.Client(base_url=setup.url, headers=headers, timeout=SECONDS), path=DOORS[job])
