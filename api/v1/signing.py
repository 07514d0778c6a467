"""Tokens for programs, and who I am."""

from fastapi import Request
from pydantic import BaseModel, Field

from access.permissions import Public, SignedIn
from api.guard import Looking, presented_token
from api.routing import Door, problem
from api.services import Wired
from assistant import account, signing_in

door = Door("/v1", tags=["signing in"], in_schema=True)
REFUSED = {422: problem("Address and password do not go together."), 429: problem("Too many tries.")}


class Credentials(BaseModel):
    """What a program signs in with."""

    email: str = Field(max_length=254)
    password: str = Field(max_length=200)


class Token(BaseModel):
    """Send it as `Authorization: Bearer ...`. It lasts as long as a browser's sign-in and ends with access."""

    token: str
    hours: int


class Me(BaseModel):
    """Who the token stands for."""

    id: str
    name: str
    roles: list[str]
    program: str


@door.post("/tokens", needs=Public(because="nobody is signed in yet"), status_code=201, responses=REFUSED)
def make_token(request: Request, services: Wired, credentials: Credentials) -> Token:
    """Sign a program in."""
    address = request.client.host if request.client else "unknown"
    token = signing_in.sign_in(services, credentials.email, credentials.password, address=address)
    return Token(token=token, hours=services.settings.session_hours)


@door.delete("/tokens", needs=SignedIn(because="everyone may leave"), status_code=204)
def end_token(request: Request, services: Wired) -> None:
    """End the token this request carries."""
    signing_in.sign_out(services, presented_token(request)[0])


@door.get("/me", needs=SignedIn(because="everyone may know who they are signed in as"))
def me(services: Wired, viewer: Looking) -> Me:
    """The person behind the token."""
    person = account.me(services, viewer)
    return Me(id=person.id, name=person.name, roles=sorted(person.roles), program=viewer.program_id)
