"""Index a folder: only what changed is read and embedded; readers see the old index until the new one is whole."""

import json
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.document import Audience, Document
from knowledge.reading.folder import FileSeen, Refusal, duplicate, files_in, read_one
from retrieval import generations
from retrieval.chroma import ChromaShelf
from retrieval.embedding import DIMENSION, Embedder
from retrieval.lexical import Lexical
from retrieval.rows import Rows
from retrieval.splitting import split_document

Say = Callable[[str], None]

VERSION = "2"  # of reading and splitting: raise it when either changes, and everything is read anew
CHUNK = 1024  # passages embedded between two lines of progress
COPY_BELOW = 0.3  # share of changed passages below which Chroma's files are copied and mended, not built anew


@dataclass(frozen=True, kw_only=True)
class IndexReport:
    """What indexing did. Paths are relative to the folder."""

    documents: int
    passages: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    embedded: int = 0
    seconds: float = 0.0


@dataclass(kw_only=True)
class Build:
    """A generation on its way."""

    folder: Path
    old: Path | None
    rows: Rows
    known: dict[str, tuple[int, int, str, str, str]]
    old_rows: Rows | None
    first: dict[str, str] = field(default_factory=dict)  # digest -> path
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def index_folder(library: Path, index_dir: Path, embedder: Embedder, say: Say = lambda _: None) -> IndexReport:
    """Bring the index in `index_dir` up to the folder. Raises InvalidInputError when there is no such folder."""
    began = time.perf_counter()
    seen = files_in(library)
    made = f"{VERSION}/{embedder.name}"
    if report := unchanged(seen, index_dir, made, began):
        return report
    with generations.writing(index_dir) as folder:
        old = generations.current(index_dir)
        old_rows = Rows(old / "rows.sqlite3") if old else None
        same_make = old_rows is not None and old_rows.fact("made") == made
        build = Build(
            folder=folder, old=old if same_make else None, rows=Rows(folder / "rows.sqlite3", new=True),
            known=old_rows.files() if old_rows and same_make else {}, old_rows=old_rows,
        )  # fmt: skip
        for file in seen:
            take(library, file, build)
        build.rows.set_fact("made", made)
        build.rows.set_fact("library", str(library.resolve()))
        for audience in Audience:
            build.rows.set_fact(f"campuses-{audience}", json.dumps(sorted(build.rows.campuses(audience))))
        build.rows.commit()
        embedded = write_partitions(build, embedder, say)
        generations.publish(index_dir, folder)
        report = report_of(build.rows, build, embedded, began)
        build.rows.close()
        if old_rows:
            old_rows.close()
        return report


def index_documents(
    documents: Iterable[Document], index_dir: Path, embedder: Embedder, say: Say = lambda _: None
) -> None:
    """Index documents that are in no folder, as a new generation."""
    with generations.writing(index_dir) as folder:
        rows = Rows(folder / "rows.sqlite3", new=True)
        build = Build(folder=folder, old=None, rows=rows, known={}, old_rows=None)
        for document in documents:
            rows.add(split_document(document))
        rows.set_fact("made", f"{VERSION}/{embedder.name}")
        rows.commit()
        write_partitions(build, embedder, say)
        generations.publish(index_dir, folder)
        rows.close()


def unchanged(seen: list[FileSeen], index_dir: Path, made: str, began: float) -> IndexReport | None:
    """The report when every file is as it was, by size and time of change."""
    folder = generations.current(index_dir)
    if folder is None:
        return None
    rows = Rows(folder / "rows.sqlite3")
    try:
        files = rows.files()
        same = rows.fact("made") == made and {f.path: (f.size, f.modified_ns) for f in seen} == {
            path: (size, modified) for path, (size, modified, *_) in files.items()
        }
        return report_of(rows, None, 0, began) if same else None
    finally:
        rows.close()


def take(library: Path, file: FileSeen, build: Build) -> None:
    """Put one file into the new generation: as it was when it has not changed, read anew otherwise."""
    known = build.known.get(file.path)
    if known and known[:2] == (file.size, file.modified_ns) and not known[3].startswith("duplicate") and build.old_rows:
        _, _, digest, refusal, body = known
        if not refusal and digest not in build.first:
            build.first[digest] = file.path
            build.rows.add(build.old_rows.of_document(file.path))
        note(build.rows, file, digest, refusal, body)
        return
    read = read_one(library, file)
    if isinstance(read, Document) and read.digest in build.first:
        read = duplicate(read.path, build.first[read.digest])
    if isinstance(read, Refusal):
        note(build.rows, file, "", read.reason, "")
        return
    build.first[read.digest] = read.path
    if known is None or known[3]:
        build.added.append(file.path)
    elif known[2] != read.digest:
        build.changed.append(file.path)
    build.rows.add(split_document(read))
    note(build.rows, file, read.digest, "", json.dumps(facts_of(read), default=str))


def note(rows: Rows, file: FileSeen, digest: str, refusal: str, body: str) -> None:
    """Remember a file as it was seen."""
    rows.note_file(file.path, size=file.size, modified=file.modified_ns, digest=digest, refusal=refusal, body=body)


def facts_of(document: Document) -> dict[str, Any]:
    """What the library page shows of a document without reading it again."""
    names = ("title", "office", "campus", "audience", "owner", "verified_on", "review_by", "warnings")
    return {name: getattr(document, name) for name in names}


def write_partitions(build: Build, embedder: Embedder, say: Say) -> int:
    """Vectors, lexical index and Chroma of each audience. Returns how many passages were embedded."""
    embedded = 0
    chroma = build.folder / "chroma"
    changes: list[tuple[Audience, list[str], list[str], list[str]]] = []
    for audience in Audience:
        ids = build.rows.ids(audience)
        fresh = write_vectors(build, audience, ids, embedder, say)
        embedded += len(fresh)
        Lexical.build(build.rows.texts(audience)).save(build.folder / f"lexical-{audience}")
        gone = sorted(set(old_ids(build, audience)) - set(ids))
        changes.append((audience, ids, fresh, gone))
    total = sum(len(ids) for _, ids, _, _ in changes) or 1
    copy = build.old is not None and sum(len(f) + len(g) for _, _, f, g in changes) < total * COPY_BELOW
    if copy and build.old is not None:
        shutil.copytree(build.old / "chroma", chroma)
    shelf = ChromaShelf(chroma)
    for audience, ids, fresh, gone in changes:
        write_chroma(shelf, build.folder, audience, ids, fresh if copy else ids, gone if copy else [])
    shelf.close()
    return embedded


def write_chroma(
    shelf: ChromaShelf, folder: Path, audience: Audience, ids: list[str], put: list[str], gone: list[str]
) -> None:
    """Bring one collection up to date."""
    vectors = np.load(folder / f"vectors-{audience}.npy", mmap_mode="r")
    rows = np.searchsorted(np.array(ids), put) if put else np.empty(0, np.int64)
    shelf.change(audience.value, remove=gone, ids=put, vectors=vectors[rows] if len(put) < len(ids) else vectors)


def old_ids(build: Build, audience: Audience) -> list[str]:
    """The ids of the generation before, when it was made the same way."""
    return build.old_rows.ids(audience) if build.old is not None and build.old_rows is not None else []


def write_vectors(build: Build, audience: Audience, ids: list[str], embedder: Embedder, say: Say) -> list[str]:
    """Write `vectors-<audience>.npy` in the order of `ids`; known vectors are copied. Returns the ids embedded now."""
    target = build.folder / f"vectors-{audience}.npy"
    if not ids:
        np.save(target, np.empty((0, DIMENSION), np.float32))
        return []
    out = np.lib.format.open_memmap(target, mode="w+", dtype=np.float32, shape=(len(ids), DIMENSION))
    before = np.array(old_ids(build, audience))
    held = np.isin(ids, before) if len(before) else np.zeros(len(ids), bool)
    if held.any() and build.old is not None:
        old = np.load(build.old / f"vectors-{audience}.npy", mmap_mode="r")
        out[held] = old[np.searchsorted(before, np.array(ids)[held])]
    missing = np.flatnonzero(~held)
    for start in range(0, len(missing), CHUNK):
        part = missing[start : start + CHUNK]
        passages = build.rows.get([ids[i] for i in part]) if len(part) else {}
        out[part] = embedder.embed([passages[ids[i]].searched for i in part])
        say(f"embedded {start + len(part)} of {len(missing)} passages for {audience}")
    out.flush()
    return [ids[i] for i in missing]


def report_of(rows: Rows, build: Build | None, embedded: int, began: float) -> IndexReport:
    """The report of a whole generation."""
    files = rows.files()
    read = {path: json.loads(body) for path, (_, _, _, refusal, body) in files.items() if not refusal}
    return IndexReport(
        documents=len(read), passages=sum(len(rows.ids(audience)) for audience in Audience),
        added=tuple(build.added) if build else (), changed=tuple(build.changed) if build else (),
        removed=tuple(sorted(set(build.known) - set(files))) if build else (),
        refused=tuple(Refusal(path=path, reason=row[3]) for path, row in files.items() if row[3]),
        warnings=tuple((path, warning) for path, facts in read.items() for warning in facts["warnings"]),
        embedded=embedded, seconds=time.perf_counter() - began,
    )  # fmt: skip
