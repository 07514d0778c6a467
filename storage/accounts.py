"""The door: accounts, sign-ins and links. Used before there is a Viewer, so it tells nothing but who may come in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from core.errors import NotFoundError
from storage.database import ReadSession, WriteSession
from storage.tables.accounts import AccountRow, SignInAttemptRow, SignInLinkRow, SignInRow
from storage.tables.programs import PersonRow


@dataclass(frozen=True, kw_only=True)
class Account:
    """Who an address belongs to, and the hash to hold the password against ("" where there is none)."""

    person_id: str
    password_hash: str


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """Someone signed in. `csrf_secret` is what their forms must prove to know."""

    id: str
    person_id: str
    program_id: str
    csrf_secret: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


class Door:
    """What the sign-in page and the cookie ask. Tokens come hashed (SHA-256, hex): the database never sees one."""

    def __init__(self, db: ReadSession) -> None:
        self.db = db

    def account(self, email: str) -> Account | None:
        """The account of an address, unless its person is closed or erased."""
        query = (
            select(PersonRow.id, AccountRow.password_hash)
            .outerjoin(AccountRow, AccountRow.person_id == PersonRow.id)
            .where(
                PersonRow.email_blind == self.db.keyring.blind(email),
                PersonRow.closed_at.is_(None),
                PersonRow.erased_at.is_(None),
            )
        )
        found = self.db.pairs(query)
        return Account(person_id=found[0][0], password_hash=found[0][1] or "") if found else None

    def sign_in(self, token_hash: str) -> SignIn | None:
        """The sign-in a cookie stands for, while it lasts."""
        query = select(SignInRow).where(
            SignInRow.token_hash == token_hash, SignInRow.ended_at.is_(None), SignInRow.expires_at > self.db.now
        )
        row = self.db.first(query)
        return _sign_in(row) if row else None

    def failures(self, email: str, address: str, since: datetime) -> tuple[int, int]:
        """Failed tries since then: for this e-mail address (after its last success), and from this network address."""
        failed = select(SignInAttemptRow).where(SignInAttemptRow.tried_at >= since, ~SignInAttemptRow.succeeded)
        blind = self.db.keyring.blind(email)
        success = select(SignInAttemptRow.tried_at).where(
            SignInAttemptRow.email_blind == blind, SignInAttemptRow.succeeded, SignInAttemptRow.tried_at >= since
        )
        last = self.db.first(success.order_by(SignInAttemptRow.tried_at.desc()))
        by_email = failed.where(SignInAttemptRow.email_blind == blind)
        if last is not None:
            by_email = by_email.where(SignInAttemptRow.tried_at > last)
        by_address = failed.where(SignInAttemptRow.address_blind == self.db.keyring.blind(address))
        return self.db.count(by_email), self.db.count(by_address)


def set_password(db: WriteSession, person_id: str, password_hash: str) -> None:
    """Set a person's password hash (Argon2id, made by the caller) and end every open sign-in of theirs."""
    row = db.first(select(AccountRow).where(AccountRow.person_id == person_id))
    if row is None:
        row = AccountRow(id=db.ids.new("account"), person_id=person_id)
    row.password_hash, row.changed_at = password_hash, db.now
    db.add(row)
    end_sign_ins(db, person_id)
    db.touch("account", row.id, person_id)


def record_attempt(db: WriteSession, email: str, address: str, *, succeeded: bool) -> None:
    """Remember a try, by blind indexes only."""
    db.add(
        SignInAttemptRow(
            id=db.ids.new("attempt"), email_blind=db.keyring.blind(email), address_blind=db.keyring.blind(address),
            succeeded=succeeded, tried_at=db.now,
        )
    )  # fmt: skip


def start_sign_in(
    db: WriteSession, person_id: str, program_id: str, *, token_hash: str, csrf_secret: str, expires_at: datetime
) -> SignIn:
    """Let someone in from one browser."""
    row = SignInRow(
        id=db.ids.new("sign_in"), person_id=person_id, program_id=program_id, token_hash=token_hash,
        csrf_secret=csrf_secret, created_at=db.now, seen_at=db.now, expires_at=expires_at,
    )  # fmt: skip
    db.add(row)
    db.touch("sign_in", row.id, person_id)
    return _sign_in(row)


def see_sign_in(db: WriteSession, token_hash: str, expires_at: datetime) -> None:
    """Note that a sign-in is in use, and let it last until then. Call it at most once a minute."""
    change = update(SignInRow).where(SignInRow.token_hash == token_hash, SignInRow.ended_at.is_(None))
    db.execute(change.values(seen_at=db.now, expires_at=expires_at))


def end_sign_in(db: WriteSession, token_hash: str) -> None:
    """Sign out from one browser."""
    change = update(SignInRow).where(SignInRow.token_hash == token_hash, SignInRow.ended_at.is_(None))
    db.execute(change.values(ended_at=db.now))


def end_sign_ins(db: WriteSession, person_id: str) -> None:
    """Sign a person out everywhere."""
    change = update(SignInRow).where(SignInRow.person_id == person_id, SignInRow.ended_at.is_(None))
    db.execute(change.values(ended_at=db.now))


def make_link(
    db: WriteSession, person_id: str, program_id: str, *, token_hash: str, expires_at: datetime, reusable: bool = False
) -> None:
    """Make a link that lets one person in once (the demo's: as often as they like)."""
    row = SignInLinkRow(
        id=db.ids.new("link"), person_id=person_id, program_id=program_id, token_hash=token_hash, reusable=reusable,
        created_at=db.now, expires_at=expires_at,
    )  # fmt: skip
    db.add(row)
    db.touch("link", row.id, person_id)


def use_link(db: WriteSession, token_hash: str) -> tuple[str, str]:
    """Spend a link; returns (person id, program id). Raises NotFoundError for one unknown, expired or used."""
    row = db.one(select(SignInLinkRow).where(SignInLinkRow.token_hash == token_hash, SignInLinkRow.expires_at > db.now))
    if row.used_at is not None and not row.reusable:
        raise NotFoundError
    row.used_at = db.now
    db.touch("link", row.id, row.person_id)
    return row.person_id, row.program_id


def sweep_door(db: WriteSession, before: datetime) -> None:
    """Forget tries, links and sign-ins that ended before then."""
    db.execute(delete(SignInAttemptRow).where(SignInAttemptRow.tried_at < before))
    db.execute(delete(SignInLinkRow).where(SignInLinkRow.expires_at < before))
    db.execute(delete(SignInRow).where(SignInRow.expires_at < before))


def _sign_in(row: SignInRow) -> SignIn:
    return SignIn(
        id=row.id, person_id=row.person_id, program_id=row.program_id, csrf_secret=row.csrf_secret,
        created_at=row.created_at, seen_at=row.seen_at, expires_at=row.expires_at,
    )  # fmt: skip
