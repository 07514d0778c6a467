"""The database: the only file that opens and commits transactions.

`read()` and `write()` give different types, so that the type checker holds a reader to reading; a reader is held to it
by the database too. A write says who, what and why (`audit=`), and its audit rows are part of the same transaction.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import (
    Connection,
    Delete,
    Engine,
    Executable,
    GenerativeSelect,
    Insert,
    Select,
    Update,
    create_engine,
    event,
    func,
    select,
    text,
)
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from access.flows import FlowTable
from access.viewer import Viewer
from core.clock import Clock, SystemClock
from core.errors import ConflictError, NotFoundError, NotReadyError
from core.ids import Ids, RandomIds
from core.settings import Settings
from knowledge.flow_table import load_flow_table
from storage import audit as chain
from storage.audit import Audit, AuditCheck, AuditHead
from storage.keyring import Keyring
from storage.sealing import master_key
from storage.standing import stand_for, stand_for_actor
from storage.system import SystemViewer

T = TypeVar("T")
MODE = "trellis_mode"
CHANGED = "trellis_changed"
BUSY_SECONDS = 10


class ReadSession:
    """A transaction that only reads. Collections use it; nobody else needs its methods."""

    def __init__(self, orm: Session, database: "Database") -> None:
        self.orm = orm
        self.viewer: Viewer | SystemViewer | None = None
        self.keyring = database.keyring
        self.clock = database.clock
        self.ids = database.ids
        self.flows = database.flows

    @property
    def now(self) -> datetime:
        """The present moment by the clock that was handed in."""
        return self.clock.now()

    def seen_by(self, viewer: Viewer | SystemViewer) -> Self:
        """The same transaction, looking for this viewer: PostgreSQL is told before each query (migration 0002)."""
        seen = copy(self)
        seen.viewer = viewer
        seen.stand()
        return seen

    def stand(self) -> None:
        """Look for this session's viewer, if it has one, whoever the transaction looked for last."""
        if self.viewer is not None:
            stand_for(self.orm, self.viewer)

    def all(self, query: Select[T]) -> Sequence[T]:
        """Every row."""
        self.stand()
        return self.orm.scalars(query).all()

    def first(self, query: Select[T]) -> T | None:
        """The first row, if any."""
        self.stand()
        return self.orm.scalars(query.limit(1)).first()

    def one(self, query: Select[T]) -> T:
        """The row. Raises NotFoundError: what is not yours does not exist (promise 2)."""
        row = self.first(query)
        if row is None:
            raise NotFoundError
        return row

    def count(self, query: GenerativeSelect) -> int:
        """How many rows the query has."""
        self.stand()
        return self.orm.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0

    def pairs(self, query: Executable) -> Sequence[Any]:
        """Rows of several columns."""
        self.stand()
        return self.orm.execute(query).all()

    def audit_head(self) -> AuditHead:
        """The head of the audit chain, to be kept where this database's owner cannot write."""
        return chain.head(self.orm)

    def verify_audit(self, expected: AuditHead | None = None) -> AuditCheck:
        """Walk the audit chain."""
        return chain.verify(self.orm, expected)


class WriteSession(ReadSession):
    """A transaction that may change rows. It commits or rolls back by itself at the end of its `with` block."""

    def __init__(self, orm: Session, database: "Database", audit: Audit) -> None:
        super().__init__(orm, database)
        self.audit = audit
        self._touched: dict[Audit, None] = {}
        stand_for_actor(orm, audit.actor)

    def add(self, *rows: Any) -> None:
        """Add rows and send them, so that a broken rule shows here and not at the end."""
        self.orm.info[CHANGED] = True
        self.stand()
        self.orm.add_all(rows)
        self.orm.flush()

    def execute(self, statement: Insert | Update | Delete) -> int:
        """Change rows in bulk; returns how many."""
        self.orm.info[CHANGED] = True
        self.stand()
        result = self.orm.execute(statement)
        return result.rowcount if isinstance(result, CursorResult) else 0

    def touch(self, kind: str, object_id: str, about: str = "") -> None:
        """Say which object the transaction changed or showed: it becomes a row of the audit."""
        self.orm.info[CHANGED] = True
        self._touched[self.audit.of(kind, object_id, about)] = None

    def finish(self) -> None:
        """Append the audit rows; called once, by `Database.write`, just before the commit."""
        self.orm.flush()
        acts = list(self._touched)
        if not acts and (self.orm.info.get(CHANGED) or self.audit.object_id):
            acts = [self.audit]
        if acts:
            chain.append(self.orm, acts, self.now)


class Database:
    """An open database: SQLite in WAL by default, PostgreSQL by URL."""

    def __init__(
        self,
        url: str,
        keyring: Keyring,
        *,
        clock: Clock | None = None,
        ids: Ids | None = None,
        flows: FlowTable | None = None,
    ) -> None:
        self.flows = flows or load_flow_table()
        self.url = url
        self.keyring = keyring
        self.clock = clock or SystemClock()
        self.ids = ids or RandomIds()
        self.engine = open_engine(url)
        self._reading = self.engine.execution_options(**{MODE: "read"})
        self._writing = self.engine.execution_options(**{MODE: "write"})

    @classmethod
    def from_settings(cls, settings: Settings, *, clock: Clock | None = None, ids: Ids | None = None) -> "Database":
        """The installation's database and keyring; makes the data folder and the master key at first run."""
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        keyring = Keyring(settings.data_dir / "keyring.sqlite3", master_key(settings))
        return cls(settings.url, keyring, clock=clock, ids=ids)

    @contextmanager
    def read(self) -> Iterator[ReadSession]:
        """A reading transaction. Open it late, close it early, never think inside it."""
        self.keyring.refresh()
        with Session(self._reading, expire_on_commit=False, autoflush=False) as orm:
            yield ReadSession(orm, self)

    @contextmanager
    def write(self, audit: Audit) -> Iterator[WriteSession]:
        """A writing transaction: commits at the end, rolls back if anything is raised."""
        self.keyring.refresh()
        with Session(self._writing, expire_on_commit=False) as orm, orm.begin():
            db = WriteSession(orm, self, audit)
            yield db
            db.finish()

    def record(self, audit: Audit) -> None:
        """Record that something was seen, in a short transaction of its own."""
        with self.write(audit) as db:
            db.touch(audit.object_kind, audit.object_id, audit.about)

    def ping(self) -> None:
        """Raise what the database raises when it cannot be reached."""
        with self._reading.connect() as connection:
            connection.execute(text("SELECT 1"))

    @property
    def on_sqlite(self) -> bool:
        """Whether this is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @property
    def path(self) -> Path:
        """The file of a SQLite database. Raises NotReadyError where there is none."""
        if not self.on_sqlite or not self.engine.url.database:
            raise NotReadyError("This database is not a file.")
        return Path(self.engine.url.database)

    def compact(self) -> None:
        """Give back the space of deleted rows, so that no file keeps their bytes."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT", **{MODE: "outside"}) as connection:
            if not self.on_sqlite:
                connection.exec_driver_sql("VACUUM FULL")
                return
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                connection.exec_driver_sql(statement)

    def copy_to(self, target: Path) -> None:
        """Copy a SQLite database into `target` while it is in use."""
        with sqlite3.connect(self.path) as source, sqlite3.connect(target) as backup:
            source.backup(backup)
        source.close()
        backup.close()

    def close(self) -> None:
        """Give back every connection and forget the keys."""
        self.engine.dispose()
        self.keyring.close()


def changed_by_someone_else() -> ConflictError:
    """The error for a version that is no longer the newest."""
    return ConflictError("Somebody changed this in the meantime.", next_step="Load it again; what you typed is kept.")


def open_engine(url: str) -> Engine:
    """An engine with the settings that keep SQLite fast, durable and honest about foreign keys."""
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=8, max_overflow=24, pool_pre_ping=True)
    in_memory = url in ("sqlite://", "sqlite:///:memory:")
    options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {"pool_size": 8, "max_overflow": 24}
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS}, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Settings of one SQLite connection."""
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`, not guessed by the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is overwritten: erasure must hold in the file too
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Writers queue at the door (BEGIN IMMEDIATE) instead of failing halfway; readers cannot write."""
    mode = connection.get_execution_options().get(MODE)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if mode == 'read' else 'OFF'}")
    if mode != "outside":  # VACUUM runs outside of any transaction
        connection.exec_driver_sql("BEGIN IMMEDIATE" if mode == "write" else "BEGIN")
