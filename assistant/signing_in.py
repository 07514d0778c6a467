"""Signing in: local accounts with Argon2id, a lock-out that tells nothing, and sign-ins that end when access does."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from access.viewer import Viewer
from core.errors import InvalidInputError, NotFoundError, TrellisError
from storage.accounts import (
    Door,
    end_sign_in,
    make_link,
    record_attempt,
    see_sign_in,
    set_password,
    start_sign_in,
    use_link,
)  # fmt: skip
from storage.audit import Audit
from storage.database import Database
from storage.people import People
from storage.programs import Programs
from storage.viewers import load_viewer, programs_of

if TYPE_CHECKING:
    from assistant.wiring import Services

LOCK_WINDOW = timedelta(minutes=15)
MOST_FAILURES_A_NAME, MOST_FAILURES_AN_ADDRESS = 8, 40
SEEN_EVERY = timedelta(minutes=1)
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200  # NIST SP 800-63B: length, no composition rules
REFUSED = "That e-mail and password do not go together."


class WrongPasswordError(InvalidInputError):
    """The address or the password is wrong; which of them is never told."""


class LockedOutError(TrellisError):
    """Too many failed tries for this name or from this address."""


@dataclass(frozen=True, kw_only=True)
class SignedInPerson:
    """Who a request comes from, with what every page needs to greet them and to protect their forms."""

    viewer: Viewer
    name: str
    zone: str
    csrf: str
    single_keys: bool


@lru_cache(maxsize=1)
def hasher() -> PasswordHasher:
    """Argon2id with the library's current defaults (RFC 9106, low memory)."""
    return PasswordHasher()


@lru_cache(maxsize=1)
def nobody_hash() -> str:
    """A hash to check against where there is no account, so that both cases take as long."""
    return hasher().hash(secrets.token_urlsafe(16))


def new_secret() -> str:
    """The secret part of a link or a cookie."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def person_behind(token: str, services: "Services") -> SignedInPerson | None:
    """The person a token stands for, with today's relations; None once it has ended (C6)."""
    with services.database.read() as db:
        found = Door(db).sign_in(hashed(token))
        if found is None:
            return None
        try:
            viewer = load_viewer(db, found.person_id, found.program_id)
            me = People(db, viewer).me()
        except NotFoundError:
            return None
        zone = Programs(db, viewer).mine().timezone
    keep_alive(services, token, found.seen_at)
    keys = me.profile.preferences.get("single_keys", "on") == "on"
    return SignedInPerson(viewer=viewer, name=me.name, zone=zone, csrf=found.csrf_secret, single_keys=keys)


def keep_alive(services: "Services", token: str, seen_at: datetime) -> None:
    """Let a sign-in in use last; written at most once a minute."""
    now = services.clock.now()
    if now - seen_at >= SEEN_EVERY:
        with services.database.write(Audit(actor="system", action="sign_in.seen")) as db:
            see_sign_in(db, hashed(token), now + timedelta(hours=services.settings.session_hours))


def sign_in(services: "Services", email: str, password: str, *, address: str) -> str:
    """Check a password and start a sign-in; returns its token, which only the browser keeps.

    Raises WrongPasswordError or LockedOutError. Every try is remembered by blind index.
    """
    now = services.clock.now()
    with services.database.read() as db:
        by_name, by_address = Door(db).failures(email, address, now - LOCK_WINDOW)
        account = Door(db).account(email)
        programs = programs_of(db, account.person_id) if account else ()
    if by_name >= MOST_FAILURES_A_NAME or by_address >= MOST_FAILURES_AN_ADDRESS:
        raise LockedOutError(
            "There were too many tries.", next_step="Wait fifteen minutes, or ask your coordinator for a sign-in link."
        )
    right = password_fits(account.password_hash if account else "", password) and bool(programs)
    with services.database.write(Audit(actor=account.person_id if account else "nobody", action="sign_in.try")) as db:
        record_attempt(db, email, address, succeeded=right)
    if not right or account is None:
        raise WrongPasswordError(REFUSED, fields={"password": REFUSED}, next_step="Check both and try again.")
    return start(services, account.person_id, programs[0])


def password_fits(stored: str, password: str) -> bool:
    """Whether a password belongs to a hash; takes as long where there is no hash."""
    try:
        hasher().verify(stored or nobody_hash(), password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)


def start(services: "Services", person_id: str, program_id: str) -> str:
    """Start a sign-in for someone already known; returns its token."""
    token = new_secret()
    expires = services.clock.now() + timedelta(hours=services.settings.session_hours)
    with services.database.write(Audit(actor=person_id, action="sign_in.start")) as db:
        start_sign_in(
            db, person_id, program_id, token_hash=hashed(token), csrf_secret=secrets.token_urlsafe(24),
            expires_at=expires,
        )  # fmt: skip
    return token


def sign_in_by_link(services: "Services", link: str) -> str:
    """Spend a sign-in link. Raises NotFoundError for one unknown, expired or used."""
    with services.database.write(Audit(actor="nobody", action="sign_in.link")) as db:
        person_id, program_id = use_link(db, hashed(link))
    return start(services, person_id, program_id)


def link_for(services: "Services", person_id: str, program_id: str, *, lasts: timedelta, reusable: bool = False) -> str:
    """Make a sign-in link's secret part. A reusable one exists only in the demo."""
    link = new_secret()
    with services.database.write(Audit(actor="system", action="sign_in.make_link")) as db:
        make_link(
            db, person_id, program_id, token_hash=hashed(link), expires_at=services.clock.now() + lasts,
            reusable=reusable and services.settings.mode == "demo",
        )  # fmt: skip
    return link


def sign_out(services: "Services", token: str) -> None:
    """End a sign-in."""
    with services.database.write(Audit(actor="self", action="sign_in.end")) as db:
        end_sign_in(db, hashed(token))


def choose_password(services: "Services", person_id: str, password: str) -> None:
    """Set one's password; every open sign-in of the person ends."""
    set_password_for(services.database, person_id, password)


def set_password_for(database: Database, person_id: str, password: str) -> None:
    """Set a person's password. Raises InvalidInputError for one too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        why = f"Use {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters. A few unrelated words work well."
        raise InvalidInputError("That password does not fit.", fields={"password": why})
    with database.write(Audit(actor=person_id, action="password.set")) as db:
        set_password(db, person_id, hasher().hash(password))
