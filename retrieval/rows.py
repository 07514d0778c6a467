"""Passages as rows of a small SQLite file: their words stay on disk until they are asked for."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.document import Audience, SupportKind
from retrieval.passage import Passage, Unit, UnitKind

SCHEMA = """
CREATE TABLE passage (
  id TEXT PRIMARY KEY, document TEXT NOT NULL, audience TEXT NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX passage_document ON passage (document);
CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, digest TEXT, refusal TEXT, body TEXT);
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT);
"""


class Rows:
    """Passages and the files they come from."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        """Open the file, or make it when `new`. `:memory:` works."""
        self._db = sqlite3.connect(path, check_same_thread=False)
        self._lock = threading.Lock()
        if new:
            self._db.executescript(SCHEMA)

    def add(self, passages: Iterable[Passage]) -> None:
        """Write passages; those that are there already are kept."""
        rows = [(p.id, p.document, p.audience.value, packed(p)) for p in passages]
        with self._lock:
            self._db.executemany("INSERT OR IGNORE INTO passage VALUES (?, ?, ?, ?)", rows)

    def get(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id; unknown ids are left out."""
        marks = ",".join("?" * len(ids))
        query = f"SELECT body, id, document, audience FROM passage WHERE id IN ({marks})"
        with self._lock:
            return {row[1]: unpacked(*row) for row in self._db.execute(query, list(ids))}

    def of_document(self, path: str) -> list[Passage]:
        """All passages of one document."""
        query = "SELECT body, id, document, audience FROM passage WHERE document = ?"
        with self._lock:
            return [unpacked(*row) for row in self._db.execute(query, (path,))]

    def ids(self, audience: Audience) -> list[str]:
        """The ids of one audience's passages, in order."""
        query = "SELECT id FROM passage WHERE audience = ? ORDER BY id"
        with self._lock:
            return [row[0] for row in self._db.execute(query, (audience.value,))]

    def texts(self, audience: Audience) -> list[str]:
        """What is searched of one audience's passages, in the order of `ids`."""
        query = "SELECT body, id, document, audience FROM passage WHERE audience = ? ORDER BY id"
        with self._lock:
            return [unpacked(*row).searched for row in self._db.execute(query, (audience.value,))]

    def campuses(self, audience: Audience) -> set[str]:
        """The campus names of one audience's passages."""
        query = "SELECT DISTINCT json_extract(body, '$.campus') FROM passage WHERE audience = ?"
        with self._lock:
            return {row[0] or "" for row in self._db.execute(query, (audience.value,))}

    def note_file(self, path: str, *, size: int, modified: int, digest: str, refusal: str, body: str) -> None:
        """Remember a file as it was read. `body` is what is known of the document, as JSON."""
        with self._lock:
            self._db.execute(
                "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)", (path, size, modified, digest, refusal, body)
            )

    def files(self) -> dict[str, tuple[int, int, str, str, str]]:
        """Every file as (size, modified, digest, refusal, body), by path."""
        with self._lock:
            return {row[0]: row[1:] for row in self._db.execute("SELECT * FROM file ORDER BY path")}

    def set_fact(self, name: str, value: str) -> None:
        """Remember how this index was made."""
        with self._lock:
            self._db.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def fact(self, name: str) -> str:
        """A remembered fact, or ''."""
        with self._lock:
            row = self._db.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def commit(self) -> None:
        """Make everything written durable."""
        with self._lock:
            self._db.commit()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def packed(passage: Passage) -> str:
    """A passage as JSON, without what stands in columns of its own."""
    body: dict[str, Any] = {k: v for k, v in asdict(passage).items() if v and k not in ("id", "document", "audience")}
    body["units"] = [{k: v for k, v in asdict(unit).items() if v} for unit in passage.units]
    return json.dumps(body, ensure_ascii=False, default=str, separators=(",", ":"))


def unpacked(body: str, key: str, document: str, audience: str) -> Passage:
    """The passage again."""
    kept = json.loads(body)
    units = tuple(
        Unit(
            text=unit["text"], kind=UnitKind(unit["kind"]), row=unit.get("row", ""),
            cells=tuple((name, value) for name, value in unit.get("cells", ())),
        )
        for unit in kept["units"]
    )  # fmt: skip
    return Passage(
        id=key, document=document, audience=Audience(audience), units=units, title=kept.get("title", ""),
        path=tuple(kept.get("path", ())), page=kept.get("page"), office=kept.get("office", ""),
        campus=kept.get("campus", ""),
        verified_on=day(kept, "verified_on"), review_by=day(kept, "review_by"),
        support_kind=SupportKind(kept["support_kind"]) if kept.get("support_kind") else None,
        withdrawn=bool(kept.get("withdrawn")),
    )  # fmt: skip


def day(kept: dict[str, Any], name: str) -> date | None:
    """A stored day."""
    return date.fromisoformat(kept[name]) if kept.get(name) else None
