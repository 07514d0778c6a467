"""The middle ground of all readers: a stream of headings, words and tables, folded into sections."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.document import Section, Table

SPACES = re.compile(r"[ \t\u00a0]+")
# Characters nobody sees; instructions are hidden in them, and they break the matching of words.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")


class UnreadableFileError(Exception):
    """A file that cannot be read; the text is the reason to report."""


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
    folding = Folding(title=title)
    for block in blocks:
        folding.take(block)
    folding.close()
    return tuple(folding.sections)


@dataclass(kw_only=True)
class Folding:
    """Sections on their way."""

    title: str
    sections: list[Section] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    page: int | None = None

    def take(self, block: Block) -> None:
        """A heading or a new page closes the section before it."""
        if block.level and block.text:
            self.close()
            self.path = [(level, name) for level, name in self.path if level < block.level]
            self.path.append((block.level, tidy(block.text)))
        if block.page != self.page:
            self.close()
            self.page = block.page
        if block.table is not None:
            self.tables.append(block.table)
        elif block.text.strip() and not block.level:
            self.texts.append(block.text.strip())

    def close(self) -> None:
        """Keep what was gathered under the present path."""
        if self.texts or self.tables:
            names = (self.title, *(name for _, name in self.path if name.casefold() != self.title.casefold()))
            text, tables = "\n\n".join(self.texts), tuple(self.tables)
            self.sections.append(Section(path=names, text=text, page=self.page, tables=tables))
        self.texts.clear()
        self.tables.clear()
