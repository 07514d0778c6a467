"""Plain text: headings are found by their looks, lists by their marks, paragraphs by blank lines."""

import re
from collections.abc import Iterator

from knowledge.reading.front_matter import split_front_matter
from knowledge.reading.outline import INVISIBLE, Block, Reading, table_of, tidy

MARK = re.compile(r"^\s*(?:[-*•‣◦▪–o]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
UNDERLINE = re.compile(r"^\s*([=\-~_*])\1{2,}\s*$")
CELLS = re.compile(r"\s{3,}|\t+|\s+\|\s+")
SMALL = {
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
    "your",
    "is",
    "you",
    "do",
    "vs",
    "&",
}


def read_plain(text: str) -> Reading:
    """Read a text file, with or without front matter."""
    says, body = split_front_matter(text)
    warnings = ("invisible characters were dropped",) if INVISIBLE.search(body) else ()
    lines = [INVISIBLE.sub("", line).rstrip() for line in body.splitlines()]
    return Reading(blocks=tuple(blocks_of_lines(lines)), says=says, warnings=warnings)


def blocks_of_lines(lines: list[str], page: int | None = None) -> Iterator[Block]:
    """Paragraphs are runs of lines between blank ones; a run may open with its heading."""
    run: list[str] = []
    for at, line in enumerate([*lines, ""]):
        ruled = UNDERLINE.match(line)
        if ruled and len(run) == 1 and len(run[0]) < 90:
            yield Block(text=run[0].strip(), level=1 if "=" in line else 2, page=page)
            run = []
        elif not line.strip() or ruled:
            yield from blocks_of_run(run, page, alone=at < len(lines))
            run = []
        else:
            run.append(line)


def blocks_of_run(run: list[str], page: int | None, *, alone: bool) -> Iterator[Block]:
    """One run of lines: perhaps a heading, then a list, a table or a paragraph."""
    if not run:
        return
    if looks_like_heading(run[0]) and (len(run) > 1 or alone):
        yield Block(text=run[0].strip().strip("#*").rstrip(":").strip(), level=heading_level(run[0]), page=page)
        run = run[1:]
    if not run:
        return
    split = [CELLS.split(line.strip().strip("|").strip()) for line in run]
    if len(run) > 1 and len(split[0]) > 1 and len({len(cells) for cells in split}) == 1 and (table := table_of(split)):
        yield Block(table=table, page=page)
    elif any(MARK.match(line) for line in run) or is_record(run):
        yield Block(text="\n".join(joined_items(run)), page=page)
    else:
        yield Block(text=tidy(" ".join(line.strip() for line in run)), page=page)


def is_record(run: list[str]) -> bool:
    """Whether every line is a `Name: value` of its own."""
    return len(run) > 1 and all(re.match(r"^\s*[A-Z][\w /&'()-]{1,30}:\s+\S", line) for line in run)


def joined_items(run: list[str]) -> Iterator[str]:
    """Items on one line each: a line without a mark goes on with the item before it."""
    item = ""
    marked = any(MARK.match(line) for line in run)
    for line in run:
        if item and marked and not MARK.match(line) and line.startswith((" ", "\t")):
            item += " " + line.strip()
            continue
        if item:
            yield item
        item = re.sub(r"^(\s*)[*•‣◦▪–o]\s", r"\1- ", line.rstrip())
    if item:
        yield item


def looks_like_heading(line: str) -> bool:
    """Short, without a full stop, and in capitals or title case, or closed by a colon."""
    text = line.strip()
    if text.startswith("#"):
        return True
    if not 2 < len(text) <= 70 or MARK.match(line) or text[-1] in ".,;!" or re.search(r"\S{3,}\s{3,}\S", text):
        return False
    words = re.findall(r"[A-Za-z][\w'’-]*", text)
    if not words or ": " in text or "@" in text or re.search(r"\d{1,2}(:\d\d)?\s*[ap]\.?m\b", text, re.IGNORECASE):
        return False
    if text.isupper() or text.endswith(":"):
        return len(words) <= 8
    titled = [word[0].isupper() or word.lower() in SMALL for word in words]
    return words[0][0].isupper() and all(titled) and len(words) <= 9


def heading_level(line: str) -> int:
    """Hashes count; capitals stand above title case."""
    text = line.strip()
    if text.startswith("#"):
        return len(text) - len(text.lstrip("#"))
    return 2 if text.isupper() else 3
