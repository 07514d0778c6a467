"""Signing in and out, the account page, and the pages anyone may read."""

from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response

from access.permissions import Public, SignedIn
from access.viewer import Viewer
from api.guard import COOKIE, Looking, presented_token, signed_in_person
from api.pages.desks import first_page
from api.pages.render import page
from api.routing import Door
from api.services import Wired
from assistant import account, signing_in
from assistant.escalation import before_confiding
from assistant.signing_in import LockedOutError, WrongPasswordError
from assistant.wiring import Services

door = Door(tags=["pages"])
AWAY = "https://www.weather.gov"  # where leaving quickly leads: plain, ordinary, and not ours

Text = Annotated[str, Form()]


@door.get("/", needs=Public(because="it only leads on to the first page of whoever is signed in"))
def front(request: Request) -> Response:
    """Lead a person to their first page, everyone else to signing in."""
    person = signed_in_person(request)
    return RedirectResponse(first_page(person.viewer) if person else "/sign-in", status_code=303)


@door.get("/sign-in", needs=Public(because="nobody is signed in yet"))
def sign_in_page(request: Request, next: str = "") -> Response:
    """The form."""
    return page(request, "sign_in.html", email="", problem="", next=safe_next(next))


@door.post("/sign-in", needs=Public(because="nobody is signed in yet"))
def sign_in(request: Request, services: Wired, email: Text = "", password: Text = "", next: Text = "") -> Response:
    """Let someone in, or say calmly that it did not work and keep the address that was typed."""
    address = request.client.host if request.client else "unknown"
    try:
        token = signing_in.sign_in(services, email.strip(), password, address=address)
    except (WrongPasswordError, LockedOutError) as error:
        status = 422 if isinstance(error, WrongPasswordError) else 429
        problem = f"{error.message} {error.next_step}"
        return page(request, "sign_in.html", status=status, email=email, problem=problem, next=safe_next(next))
    return let_in(request, services, token, safe_next(next) or "/")


@door.get("/sign-in/link/{link}", needs=Public(because="the link is what lets the person in"))
def sign_in_by_link(request: Request, services: Wired, link: str) -> Response:
    """Spend a link. The address holds a one-time secret, so it is left at once."""
    return let_in(request, services, signing_in.sign_in_by_link(services, link), "/")


@door.post("/sign-out", needs=SignedIn(because="everyone may leave"))
def sign_out(request: Request, services: Wired) -> Response:
    """End the sign-in and forget the cookie."""
    token, _ = presented_token(request)
    signing_in.sign_out(services, token)
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(COOKIE)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@door.get("/leave", needs=Public(because="leaving quickly must work for everyone, signed in or not"))
def leave() -> Response:
    """Go somewhere ordinary at once; the sign-in stays so that nothing asks a question now."""
    return RedirectResponse(AWAY, status_code=303)


@door.get("/how-it-works", needs=Public(because="people should know what it does with their words before signing in"))
def how_it_works(request: Request, services: Wired) -> Response:
    """What Trellis is, is not, and does with what is written."""
    return page(request, "how_it_works.html", notice=before_confiding(services))


@door.get("/account", needs=SignedIn(because="everyone has an account page of their own"))
def account_page(request: Request, services: Wired, viewer: Looking) -> Response:
    """One's own name, password and keys."""
    return page(request, "account.html", me=account.me(services, viewer), saved="", problem="")


@door.post("/account/keys", needs=SignedIn(because="it is one's own switch"))
def switch_keys(services: Wired, viewer: Looking, single_keys: Text = "off") -> Response:
    """Turn single-key shortcuts on or off (WCAG 2.1.4)."""
    account.prefer(services, viewer, single_keys="on" if single_keys == "on" else "off")
    return RedirectResponse("/account", status_code=303)


@door.post("/account/password", needs=SignedIn(because="it is one's own password"))
def change_password(request: Request, services: Wired, viewer: Looking, password: Text = "") -> Response:
    """Set a new password; every other sign-in ends, this browser is let in again."""
    signing_in.choose_password(services, viewer.person_id, password)
    return let_in(request, services, restarted(services, viewer), "/account")


def restarted(services: Services, viewer: Viewer) -> str:
    """A new sign-in after the password ended the old ones."""
    return signing_in.start(services, viewer.person_id, viewer.program_id)


def let_in(request: Request, services: Services, token: str, to: str) -> Response:
    """Send a person on with their cookie: out of scripts' reach, not sent by other sites' forms."""
    answer = RedirectResponse(to, status_code=303)
    secure = request.url.scheme == "https" or (services.settings.public_url or "").startswith("https://")
    hours = services.settings.session_hours
    answer.set_cookie(COOKIE, token, max_age=hours * 3600, httponly=True, samesite="lax", secure=secure, path="/")
    return answer


def safe_next(path: str) -> str:
    """Only our own paths may be led to after signing in."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else ""
