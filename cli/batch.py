"""JSON lines in, JSON lines out: how every batch command reads, answers and reports what it could not read."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import click

Record = dict[str, Any]


class UnreadableLineError(Exception):
    """A line that cannot be used; the text says what was expected."""


def input_option(what: str = "JSON lines") -> Callable[..., Any]:
    """The `--input` of a batch command."""
    return click.option("--input", "source", required=True, metavar="F", help=f"{what}; `-` for standard input.")


def output_option() -> Callable[..., Any]:
    """The `--output` of a batch command."""
    return click.option("--output", "target", default="-", metavar="G", help="Where to write; `-` for standard output.")


@contextmanager
def opened(name: str, mode: str) -> Iterator[IO[str]]:
    """Open a file, or take standard input or output for `-`. A file that cannot be opened ends the command, exit 2."""
    if name == "-":
        yield sys.stdin if mode == "r" else sys.stdout
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(name).open(mode, encoding="utf-8-sig" if mode == "r" else "utf-8"))
        except OSError as error:
            raise click.UsageError(f"cannot open {name}: {error.strerror}") from None
        yield stream


def parse_line(line: str, required: dict[str, type | tuple[type, ...]]) -> Record:
    """One JSON object with the fields it must have, each of its type."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise UnreadableLineError(f"expected one JSON object: {error.msg} at column {error.colno}") from None
    if not isinstance(record, dict):
        raise UnreadableLineError(f"expected one JSON object, found {type(record).__name__}")
    for name, kinds in required.items():
        if name not in record:
            raise UnreadableLineError(f"missing required field '{name}'")
        if not isinstance(record[name], kinds):
            expected = " or ".join(k.__name__ for k in (kinds if isinstance(kinds, tuple) else (kinds,)))
            raise UnreadableLineError(f"field '{name}' must be {expected}, found {type(record[name]).__name__}")
    return record


def run_batch(
    source: str,
    target: str,
    *,
    required: dict[str, type | tuple[type, ...]],
    answer: Callable[[list[Record]], Iterable[Record]],
    size: int = 64,
) -> int:
    """Answer every readable line in order; name every other on standard error. Returns the exit status, 0 or 1.

    `answer` takes up to `size` records and returns as many, in order. It may raise UnreadableLineError for a batch of
    one: a batch it refuses is tried again one record at a time, so that one bad line costs only itself.
    """
    bad = 0
    with opened(source, "r") as lines, opened(target, "w") as out:
        waiting: list[tuple[int, Record]] = []
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                waiting.append((number, parse_line(line, {"id": (str, int), **required})))
            except UnreadableLineError as error:
                bad += refuse_line(number, error)
            if len(waiting) >= size:
                bad += write_answers(out, waiting, answer)
                waiting.clear()
        bad += write_answers(out, waiting, answer)
    return 1 if bad else 0


def refuse_line(number: int, error: Exception) -> int:
    """Report a line that could not be used; counts one."""
    click.echo(f"line {number}: {error}", err=True)
    return 1


def write_answers(
    out: IO[str], waiting: list[tuple[int, Record]], answer: Callable[[list[Record]], Iterable[Record]]
) -> int:
    """Answer what waits and write it; returns how many lines were refused."""
    failed = 0
    for result, error, number in answered(waiting, answer):
        if error is not None:
            failed += refuse_line(number, error)
        else:
            out.write(json.dumps(result, ensure_ascii=False) + "\n")
    out.flush()
    return failed


def answered(
    waiting: list[tuple[int, Record]], answer: Callable[[list[Record]], Iterable[Record]]
) -> Iterator[tuple[Record | None, Exception | None, int]]:
    """Results of a batch, each with its line number; a refused batch is answered one by one."""
    if not waiting:
        return
    try:
        results = list(answer([record for _, record in waiting]))
    except UnreadableLineError as error:
        if len(waiting) == 1:
            yield None, error, waiting[0][0]
            return
        for one in waiting:
            yield from answered([one], answer)
        return
    for (number, _), result in zip(waiting, results, strict=True):
        yield result, None, number
