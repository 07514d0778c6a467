"""The middle ground of all readers: a stream of headings, words and tables, folded into sections."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.document import Section, Table

SPACES = re.compile(r"[ \t\u00a0]+")
# Characters nobody sees; instructions are hidden in them, and they break the matching of words.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")


@dataclass(frozen=True, kw_only=True)
class Block:
    """One thing on a page. A heading has a level from 1; a table has a grid; all else is words (lists keep markers)."""

    text: str = ""
    level: int = 0
    table: Table | None = None
    page: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a reader makes of one file: its blocks, what it says of itself, and what was dropped."""

    blocks: tuple[Block, ...]
    says: dict[str, str]  # title, office, audience ... as the file states them, unchecked
    warnings: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """One line of words: invisible characters out, spaces single."""
    return SPACES.sub(" ", INVISIBLE.sub("", text)).strip()


def table_of(rows: Iterable[Iterable[str]]) -> Table | None:
    """A table whose first row is its header; None without a body. Short rows are filled, long ones keep their tail."""
    cells = [[tidy(cell.replace("\n", " ")) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    if len(cells) < 2:
        return None
    width = len(cells[0])
    body = [(*row[: width - 1], " ".join(filter(None, row[width - 1 :]))) if len(row) > width else row for row in cells]
    padded = [tuple([*row, *[""] * (width - len(row))]) for row in body]
    return Table(header=padded[0], rows=tuple(padded[1:]))


def outline(blocks: Iterable[Block], title: str) -> tuple[Section, ...]:
    """Fold blocks into sections under their heading path; empty sections vanish, a heading equal to the title too."""
    folded: list[Section] = []
    path: list[tuple[int, str]] = []
    texts: list[str] = []
    tables: list[Table] = []
    page: int | None = None

    def close() -> None:
        text = "\n\n".join(texts)
        if text or tables:
            names = (title, *(name for _, name in path if name.casefold() != title.casefold()))
            folded.append(Section(path=names, text=text, page=page, tables=tuple(tables)))
        texts.clear()
        tables.clear()

    for block in blocks:
        if block.level:
            close()
            path = [(level, name) for level, name in path if level < block.level] + [(block.level, tidy(block.text))]
            page = block.page
            continue
        if block.page != page and not texts and not tables:
            page = block.page
        elif block.page != page:
            close()
            page = block.page
        if block.table is not None:
            tables.append(block.table)
        elif block.text.strip():
            texts.append(block.text.strip())
    close()
    return tuple(folded)
