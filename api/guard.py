"""The guard at every door: who is looking, whether the request is their own, and whether they may pass."""

import secrets
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from access.permissions import Needs, Public, SignedIn
from access.permits import permit
from access.viewer import Viewer
from api.limits import check_rate
from api.services import services_of
from assistant.signing_in import SignedInPerson, person_behind
from core.errors import NotAllowedError, NotFoundError

COOKIE = "trellis_sign_in"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class NotSignedInError(NotAllowedError):
    """Nobody is signed in; pages lead to the sign-in page, the API answers 401."""


class ForgedRequestError(NotAllowedError):
    """The request did not come from one of our own pages (CSRF)."""


def signed_in_person(request: Request) -> SignedInPerson | None:
    """Who is signed in, read once a request: by the cookie of a browser or the bearer token of a program."""
    if not hasattr(request.state, "person"):
        token, by_cookie = presented_token(request)
        request.state.by_cookie = by_cookie
        request.state.person = person_behind(token, services_of(request)) if token else None
    found: SignedInPerson | None = request.state.person
    return found


def presented_token(request: Request) -> tuple[str, bool]:
    """The sign-in token a request carries, and whether a browser sent it by itself (as a cookie)."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and value:
        return value.strip(), False
    return request.cookies.get(COOKIE, ""), True


def current_person(request: Request) -> SignedInPerson:
    """The person signed in. Raises NotSignedInError."""
    person = signed_in_person(request)
    if person is None:
        raise NotSignedInError("Please sign in first.")
    return person


def current_viewer(request: Request) -> Viewer:
    """The viewer every collection is built with. Raises NotSignedInError."""
    return current_person(request).viewer


Looking = Annotated[Viewer, Depends(current_viewer)]


async def check_own_page(request: Request) -> None:
    """Refuse a write that another site may have sent: same origin always, and for a browser its page's token too."""
    if request.method in SAFE_METHODS or not request.state.by_cookie:
        return
    if not same_origin(request):
        raise ForgedRequestError("This request did not come from a Trellis page.", next_step="Open the page again.")
    person = signed_in_person(request)
    if person is not None and not secrets.compare_digest(person.csrf.encode(), (await sent_csrf(request)).encode()):
        raise ForgedRequestError(
            "This page is from an earlier sign-in. What you typed is still in the form.",
            next_step="Go back, reload the page and send it again.",
        )


def same_origin(request: Request) -> bool:
    """Browsers say where a request comes from; a request that says nothing is not from a browser's other site."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def sent_csrf(request: Request) -> str:
    """The page's token: a header from a script, a hidden field from a form."""
    if header := request.headers.get("x-csrf-token"):
        return header
    kind = request.headers.get("content-type", "")
    if kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        value = (await request.form()).get("csrf", "")
        return value if isinstance(value, str) else ""
    return ""


class Guard:
    """The dependency a Door puts before every endpoint; the architecture test looks for it."""

    def __init__(self, needs: Needs) -> None:
        self.needs = needs

    async def __call__(self, request: Request) -> None:
        """Let the request pass, or raise. A role without the permission learns nothing: NotFoundError."""
        person = await _in_thread(request)
        check_rate(request, person.viewer.person_id if person else None)
        await check_own_page(request)
        if isinstance(self.needs, Public):
            return
        if person is None:
            raise NotSignedInError("Please sign in first.")
        if not isinstance(self.needs, SignedIn) and not permit(person.viewer, self.needs):
            raise NotFoundError


async def _in_thread(request: Request) -> SignedInPerson | None:
    """Reading the sign-in touches the database, which is synchronous: keep it off the event loop."""
    return await run_in_threadpool(signed_in_person, request)
