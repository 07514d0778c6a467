"""How people get in: local accounts, web sign-ins, one-time links, and the attempts that failed."""

from datetime import datetime

from sqlalchemy import Boolean, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Table, UtcTime, id_column, reference


class AccountRow(Table):
    """A local account. The password is an Argon2id hash, empty where only links or sign-on let the person in."""

    __tablename__ = "accounts"

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("people.id", unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class SignInRow(Table):
    """Someone signed in from one browser. Only the SHA-256 of the cookie's token is kept."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("people.id")
    program_id: Mapped[str] = reference("programs.id")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    csrf_secret: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class SignInAttemptRow(Table):
    """A try to sign in, by blind index of the name tried and of the address it came from, for the lock-out."""

    __tablename__ = "sign_in_attempts"

    id: Mapped[str] = id_column()
    email_blind: Mapped[str] = mapped_column(String(64), index=True)
    address_blind: Mapped[str] = mapped_column(String(64), index=True)
    succeeded: Mapped[bool] = mapped_column(Boolean)
    tried_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class SignInLinkRow(Table):
    """A link that lets one person in once."""

    __tablename__ = "sign_in_links"

    id: Mapped[str] = id_column()
    person_id: Mapped[str] = reference("people.id")
    program_id: Mapped[str] = reference("programs.id")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    reusable: Mapped[bool] = mapped_column(Boolean)  # the demo's links, and only those
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)
