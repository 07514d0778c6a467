"""Proof of an erasure: what was sealed for a person, and a byte search of every file for it afterwards (issue 5).

Three kinds of bytes are looked for. The key must be nowhere; words in the clear must be nowhere; sealed words may stand
in old backups of the database, where no key opens them any more, and must be nowhere else.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from core.errors import TrellisError
from storage.database import Database
from storage.system import Job, SystemViewer
from storage.tables import Table

SEALED = "_sealed"
SHORTEST = 16  # bytes; a shorter text ("Bo", "yes") is found by chance and would prove nothing
BACKUPS = "backups"


@dataclass(frozen=True, kw_only=True)
class Traces:
    """What of one person lies in the store. It holds their words: keep it in memory, drop it after the search."""

    words: frozenset[bytes] = field(default=frozenset(), repr=False)
    sealed: frozenset[bytes] = field(default=frozenset(), repr=False)
    keys: frozenset[bytes] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What the search found. `found` names a file and a kind of bytes, never the bytes; `locked` are sealed words in
    backups whose key is gone."""

    files: int
    size: int
    looked_for: dict[str, int]
    found: tuple[tuple[str, str], ...]
    locked: int

    @property
    def clean(self) -> bool:
        """Whether nothing was found that could be read or be opened again."""
        return not self.found


def traces_of(database: Database, person_id: str) -> Traces:
    """Everything sealed with this person's key, alone or with others', and the words it holds."""
    words: set[bytes] = set()
    sealed: set[bytes] = set()
    for owners, place, blob in sealed_values(database, person_id):
        with suppress(TrellisError):  # not theirs: it does not open with their key
            words.update(long_texts(database.keyring.unseal(owners, place, blob)))
            sealed.add(blob)
    wrapped = database.keyring.wrapped(person_id)
    return Traces(
        words=frozenset(words), sealed=frozenset(sealed), keys=frozenset({wrapped} if wrapped else ())
    )  # fmt: skip


def sealed_values(database: Database, person_id: str) -> Iterator[tuple[list[str], str, bytes]]:
    """Every sealed value that may be theirs, with the owners it would open for and its place."""
    with database.read() as db:
        db = db.seen_by(SystemViewer(job=Job.ERASURE))
        for table in Table.metadata.sorted_tables:
            columns = [column.name for column in table.columns if column.name.endswith(SEALED)]
            if not columns:
                continue
            for row in db.pairs(select(table)):
                owners = owners_of(row._mapping, person_id)
                for name in columns:
                    if owners and (blob := row._mapping[name]):
                        yield owners, f"{table.name}.{name.removesuffix(SEALED)}:{row._mapping['id']}", bytes(blob)


def owners_of(row: Mapping[Any, Any], person_id: str) -> list[str]:
    """Under whose keys a row is sealed: it says so, or it is one person's alone. Empty where it is not theirs."""
    for column in ("owners", "about"):
        if isinstance(row.get(column), list):
            return list(row[column]) if person_id in row[column] else []
    return [person_id]


def long_texts(opened: str) -> set[bytes]:
    """A text as it would stand in a file, where it is long enough to be found by more than chance."""
    pieces = {opened, *opened.split('"')}  # a structure was sealed as JSON: its strings are looked for by themselves
    return {piece.encode() for piece in pieces if len(piece.encode()) >= SHORTEST}


def search(folder: Path, traces: Traces) -> Proof:
    """Look for the traces in every file below `folder`, links not followed."""
    found: list[tuple[str, str]] = []
    files = size = locked = 0
    for path in sorted(each for each in folder.rglob("*") if each.is_file() and not each.is_symlink()):
        content = path.read_bytes()
        files, size = files + 1, size + len(content)
        name = path.relative_to(folder)
        kinds = {"key": traces.keys, "words": traces.words, "sealed words": traces.sealed}
        hits = {kind for kind, needles in kinds.items() if any(needle in content for needle in needles)}
        if "sealed words" in hits and name.parts[0] == BACKUPS:
            locked += 1
            hits -= {"sealed words"}
        found += [(str(name), kind) for kind in sorted(hits)]
    counts = {"words": len(traces.words), "sealed words": len(traces.sealed), "keys": len(traces.keys)}
    return Proof(files=files, size=size, looked_for=counts, found=tuple(found), locked=locked)


def still_standing(database: Database, person_id: str) -> dict[str, int]:
    """Rows that still refer to the person, by `table.column`: the frames that stay, without a word in them."""
    with database.read() as db:
        db = db.seen_by(SystemViewer(job=Job.ERASURE))
        counts = {
            f"{table.name}.{key.parent.name}": db.count(select(key.parent).where(key.parent == person_id))
            for table in Table.metadata.sorted_tables
            for key in referring(table.foreign_keys)
        }
    return {name: count for name, count in counts.items() if count}


def referring(keys: Iterable[Any]) -> list[Any]:
    """The columns that name a person, in a fixed order."""
    return sorted(
        (key for key in keys if key.target_fullname == "people.id"), key=lambda key: str(key.parent.name)
    )  # fmt: skip
