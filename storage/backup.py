"""Backups: the database into a file of its own, the keys apart, so that no old backup undoes an erasure.

`folder/trellis-<time>.sqlite3` may be kept as long as wanted: it holds sealed words and no keys.
`folder/keys/keyring.sqlite3` is written over each time, and by every erasure where the folder is `data_dir/backups`.
Keep one copy of it, the newest, never a series: an older one undoes erasures.
The master key (`data_dir/key`, or the secret in the settings) belongs in neither folder.
"""

import shutil
from pathlib import Path

from core.errors import InvalidInputError, NotReadyError
from storage.database import Database
from storage.erasure import KEYS, Erased, finish_erasures


def back_up(database: Database, folder: Path) -> Path:
    """Write a backup into `folder` while the database is in use; returns the file.

    Raises NotReadyError on PostgreSQL, which brings its own tool (`pg_dump`); the keys are copied there too.
    """
    keys = folder / KEYS
    keys.parent.mkdir(parents=True, exist_ok=True)
    database.keyring.copy_to(keys)
    if not database.on_sqlite:
        raise NotReadyError("The keys are saved.", next_step="Save the database itself with pg_dump.")
    target = folder / f"trellis-{database.clock.now():%Y%m%dT%H%M%SZ}.sqlite3"
    target.touch(mode=0o600)
    database.copy_to(target)
    return target


def restore(database: Database, backup: Path) -> tuple[Erased, ...]:
    """Put a backup in the place of a database that is not in use, then erase anew whoever was erased since.

    Returns those erasures. Raises InvalidInputError where the file is not a SQLite database.
    """
    if not backup.is_file() or backup.read_bytes()[:15] != b"SQLite format 3":
        raise InvalidInputError(f"{backup.name} is not a backup of Trellis.")
    path = database.path
    database.engine.dispose()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(backup, path)
    return finish_erasures(database)
