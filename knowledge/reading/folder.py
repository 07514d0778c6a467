"""A college's own folder, file by file: what is there, what changed, what is refused and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidInputError
from knowledge.document import Document
from knowledge.reading.shelving import KNOWN, LARGEST, Refusal, digest_of, shelve

# Side files of tools; nobody means them as documents, and naming each would bury real refusals.
IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "readme.md", "license", "licence"})


@dataclass(frozen=True, kw_only=True)
class FileSeen:
    """A file as the folder shows it, before its bytes are read. `path` is relative, with forward slashes."""

    path: str
    size: int
    modified_ns: int


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """All that a folder gave."""

    documents: tuple[Document, ...]
    refusals: tuple[Refusal, ...]


def files_in(folder: Path) -> list[FileSeen]:
    """Every file below `folder` in the order of their paths, hidden ones and links out of the folder excluded.

    Raises InvalidInputError when there is no such folder.
    """
    if not folder.is_dir():
        raise InvalidInputError(f"There is no folder {folder}.")
    root = folder.resolve()
    return sorted(seen_in(folder, root), key=lambda seen: seen.path)


def seen_in(folder: Path, root: Path) -> Iterator[FileSeen]:
    """Walk the folder."""
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        if any(part.startswith((".", "~$")) or part == "__MACOSX" for part in relative.parts):
            continue
        if not path.is_file() or not path.resolve().is_relative_to(root) or path.name.lower() in IGNORED_NAMES:
            continue
        facts = path.stat()
        yield FileSeen(path=relative.as_posix(), size=facts.st_size, modified_ns=facts.st_mtime_ns)


def read_one(folder: Path, seen: FileSeen) -> Document | Refusal:
    """Read one file; a file too large is refused before it is loaded."""
    if seen.size > LARGEST and Path(seen.path).suffix.lower() in KNOWN:
        return Refusal(path=seen.path, reason=f"huge: {seen.size // 2**20} MB, over {LARGEST // 2**20} MB")
    if seen.size > LARGEST:
        return Refusal(path=seen.path, reason="huge, and not a kind of file that can be read")
    try:
        raw = (folder / seen.path).read_bytes()
    except OSError as error:
        return Refusal(path=seen.path, reason=f"cannot be opened ({error.strerror})")
    return shelve(seen.path, raw)


def read_folder(folder: Path) -> Shelf:
    """Read everything; of files with the same bytes only the first is kept."""
    documents: list[Document] = []
    refusals: list[Refusal] = []
    first: dict[str, str] = {}
    for seen in files_in(folder):
        read = read_one(folder, seen)
        if isinstance(read, Refusal):
            refusals.append(read)
        elif read.digest in first:
            refusals.append(duplicate(read.path, first[read.digest]))
        else:
            first[read.digest] = read.path
            documents.append(read)
    return Shelf(documents=tuple(documents), refusals=tuple(refusals))


def duplicate(path: str, of: str) -> Refusal:
    """The refusal of a file whose bytes were read already."""
    return Refusal(path=path, reason=f"duplicate of {of}: indexed once")


__all__ = ["FileSeen", "Refusal", "Shelf", "digest_of", "duplicate", "files_in", "read_folder", "read_one"]
