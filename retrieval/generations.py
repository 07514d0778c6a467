"""Generations of the index: a new one is built aside and becomes current in one step, or not at all."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POINTER = "current"
KEPT = 2  # the current one, and the one that readers may still be opening


def current(index_dir: Path) -> Path | None:
    """The folder of the current generation; None before the first."""
    try:
        name = (index_dir / POINTER).read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    folder = index_dir / name
    return folder if name and folder.is_dir() else None


@contextmanager
def writing(index_dir: Path) -> Iterator[Path]:
    """A fresh folder to build a generation in. One writer at a time; others wait.

    The folder becomes current when `publish` is called; without it, it is swept away by the next writer.
    """
    index_dir.mkdir(parents=True, exist_ok=True)
    with (index_dir / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # falls with the process, so a crash locks nothing
        sweep(index_dir)
        folder = index_dir / f"g{next_number(index_dir):06d}"
        folder.mkdir()
        yield folder


def publish(index_dir: Path, folder: Path) -> None:
    """Make a whole generation current: one atomic rename of the pointer."""
    pointer = index_dir / f"{POINTER}.new"
    with pointer.open("w", encoding="utf-8") as out:
        out.write(folder.name)
        out.flush()
        os.fsync(out.fileno())
    os.replace(pointer, index_dir / POINTER)


def numbers(index_dir: Path) -> list[int]:
    """The numbers of all generation folders, whole or not."""
    return sorted(int(path.name[1:]) for path in index_dir.glob("g[0-9]*") if path.is_dir())


def next_number(index_dir: Path) -> int:
    """A number no generation has had."""
    return max(numbers(index_dir), default=0) + 1


def sweep(index_dir: Path) -> None:
    """Delete what a crash left unpublished, and generations no reader needs."""
    now = current(index_dir)
    at = int(now.name[1:]) if now else 0
    older = [number for number in numbers(index_dir) if number < at]
    gone = older[: max(0, len(older) - (KEPT - 1))] + [number for number in numbers(index_dir) if number > at]
    for number in gone:
        shutil.rmtree(index_dir / f"g{number:06d}", ignore_errors=True)
