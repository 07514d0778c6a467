"""Sealing: AES-256-GCM for people's words, and where the master key comes from (docs/adr/0010-sealing.md)."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.errors import NotReadyError
from core.settings import Settings

KEY_BYTES = 32
NONCE_BYTES = 12
SCHEME = 1  # the first byte of everything sealed; a new cipher or key derivation takes the next number
SECRET_MINIMUM = 16


class UnsealableError(NotReadyError):
    """These bytes were sealed by another key, in another place, or were changed since."""


def derived(secret: bytes, purpose: str) -> bytes:
    """A key for one purpose, so that no key does two jobs."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"trellis|" + purpose.encode()).derive(secret)


def joined(keys: Sequence[bytes]) -> bytes:
    """One key out of several people's: without any one of them it cannot be made again."""
    return derived(b"".join(keys), f"joined|{len(keys)}")


def seal(key: bytes, place: str, plain: bytes) -> bytes:
    """Seal bytes for one place (`table.column:row id`): moved elsewhere they no longer open."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return bytes([SCHEME]) + nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, place: str, sealed: bytes) -> bytes:
    """Open what `seal` made. Raises UnsealableError without saying anything of the content."""
    if not sealed or sealed[0] != SCHEME:
        raise UnsealableError("A sealed value is of an unknown make.")
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], place.encode())
    except InvalidTag:
        raise UnsealableError("A sealed value does not open with this installation's keys.") from None


def master_key(settings: Settings) -> bytes:
    """The installation's master key: from `TRELLIS_SECRET_KEY`, or from a file made at first run that only we can read.

    Raises NotReadyError when the given secret is too short or the file cannot be made.
    """
    if settings.secret_key is not None:
        secret = settings.secret_key.get_secret_value().encode()
        if len(secret) < SECRET_MINIMUM:
            raise NotReadyError(f"TRELLIS_SECRET_KEY must have at least {SECRET_MINIMUM} characters.")
        return derived(secret, "master")
    return derived(_key_file(settings.data_dir / "key"), "master")


def _key_file(path: Path) -> bytes:
    """Read the key file, making it first with mode 0600; two processes starting at once agree on one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    if not path.exists():
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # fails where somebody was first: then theirs is the key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    secret = path.read_bytes()
    if len(secret) != KEY_BYTES:
        raise NotReadyError(f"{path.name} in the data folder is not a key of {KEY_BYTES} bytes.")
    return secret
