"""The keyring: one key a person, in a file of its own. Destroying a person's key is what erasing means.

It is kept apart from the database so that a backup of the database holds no keys: the words of someone erased since
stay closed in every old backup (docs/adr/0010-sealing.md).
"""

import hmac
import json
import secrets
import sqlite3
import threading
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from core.errors import NotFoundError
from storage import sealing

TABLE = """
CREATE TABLE IF NOT EXISTS person_keys (
    person_id TEXT PRIMARY KEY, wrapped BLOB, made_at TEXT NOT NULL, destroyed_at TEXT
) WITHOUT ROWID
"""


class KeyDestroyedError(NotFoundError):
    """The person was erased, or was never here: what their key sealed is gone for good."""


class Keyring:
    """Seals and opens people's words, each under the keys of the people they belong to. Safe to share among threads."""

    def __init__(self, path: Path | None, master: bytes) -> None:
        """Open the ring at `path`; None keeps it in memory, for throw-away runs."""
        self.path = path
        self._wrapping = sealing.derived(master, "wrapping")
        self._blinding = sealing.derived(master, "blind index")
        self._lock = threading.RLock()
        self._known: dict[str, bytes] = {}
        self._joined: dict[tuple[str, ...], bytes] = {}
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        self._file = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False, timeout=10)
        # Rollback journal, not WAL: a destroyed key must not wait in a log. secure_delete overwrites it in place.
        for pragma in ("secure_delete=ON", "journal_mode=DELETE", "synchronous=FULL"):
            self._file.execute(f"PRAGMA {pragma}")
        self._file.execute(TABLE)
        self._version = self._data_version()

    def refresh(self) -> None:
        """Forget remembered keys if another process changed the ring since, for instance by an erasure."""
        with self._lock:
            if (version := self._data_version()) != self._version:
                self._version = version
                self._known.clear()
                self._joined.clear()

    def create(self, person_id: str, at: datetime) -> None:
        """Make a person's key. A second call changes nothing; an erased person gets none again."""
        key = secrets.token_bytes(sealing.KEY_BYTES)
        wrapped = sealing.seal(self._wrapping, f"person_keys:{person_id}", key)
        with self._lock:
            self._file.execute(
                "INSERT OR IGNORE INTO person_keys (person_id, wrapped, made_at) VALUES (?, ?, ?)",
                (person_id, wrapped, at.isoformat()),
            )

    def destroy(self, person_id: str, at: datetime) -> None:
        """Destroy a person's key, and remember that it was, for whoever restores an old backup."""
        with self._lock:
            self._file.execute(
                "INSERT INTO person_keys (person_id, wrapped, made_at, destroyed_at) VALUES (?, NULL, ?, ?)"
                " ON CONFLICT (person_id) DO UPDATE SET wrapped = NULL, destroyed_at = excluded.destroyed_at",
                (person_id, at.isoformat(), at.isoformat()),
            )
            self._known.pop(person_id, None)
            self._joined.clear()

    def destroyed(self) -> tuple[str, ...]:
        """Ids of everyone erased."""
        rows = self._file.execute("SELECT person_id FROM person_keys WHERE wrapped IS NULL ORDER BY person_id")
        return tuple(row[0] for row in rows)

    def wrapped(self, person_id: str) -> bytes | None:
        """A person's key as it lies in the file, sealed by the master key; None once it was destroyed."""
        row = self._file.execute("SELECT wrapped FROM person_keys WHERE person_id = ?", (person_id,)).fetchone()
        return row[0] if row else None

    def seal(self, owners: Iterable[str], place: str, text: str) -> bytes:
        """Seal words under the keys of all `owners` together; destroying any one of them closes the words for good."""
        return sealing.seal(self._key(owners), place, text.encode())

    def unseal(self, owners: Iterable[str], place: str, sealed: bytes) -> str:
        """Open words. Raises KeyDestroyedError after an erasure, UnsealableError where the bytes are not ours."""
        return sealing.unseal(self._key(owners), place, sealed).decode()

    def seal_json(self, owners: Iterable[str], place: str, value: Any) -> bytes:
        """Seal a structure of plain values."""
        return self.seal(owners, place, json.dumps(value, ensure_ascii=False, sort_keys=True))

    def unseal_json(self, owners: Iterable[str], place: str, sealed: bytes) -> Any:
        """Open a structure."""
        return json.loads(self.unseal(owners, place, sealed))

    def blind(self, text: str) -> str:
        """A blind index: equal for equal addresses (case and outer space aside), useless without the master key."""
        return hmac.new(self._blinding, text.strip().casefold().encode(), sha256).hexdigest()

    def copy_to(self, target: Path) -> None:
        """Write a copy of the ring over the one at `target`. Keep one copy only: an older one undoes erasures."""
        target.unlink(missing_ok=True)
        target.touch(mode=0o600)
        with self._lock, sqlite3.connect(target) as copy:
            self._file.backup(copy)
        copy.close()

    def close(self) -> None:
        """Close the file and forget every key."""
        with self._lock:
            self._known.clear()
            self._joined.clear()
            self._file.close()

    def _data_version(self) -> int:
        return int(self._file.execute("PRAGMA data_version").fetchone()[0])

    def _key(self, owners: Iterable[str]) -> bytes:
        """The key of these owners together."""
        who = tuple(sorted(set(owners)))
        if not who:
            raise ValueError("sealed words need an owner")
        with self._lock:
            if who not in self._joined:
                self._joined[who] = sealing.joined([self._person_key(person_id) for person_id in who])
            return self._joined[who]

    def _person_key(self, person_id: str) -> bytes:
        if person_id not in self._known:
            row = self._file.execute("SELECT wrapped FROM person_keys WHERE person_id = ?", (person_id,)).fetchone()
            if row is None or row[0] is None:
                raise KeyDestroyedError
            self._known[person_id] = sealing.unseal(self._wrapping, f"person_keys:{person_id}", row[0])
        return self._known[person_id]
