"""CSV: each row becomes a section of its own, so that one row can be found and cited."""

import csv
import io

from knowledge.document import Table
from knowledge.reading.front_matter import FIELDS, split_front_matter
from knowledge.reading.outline import Block, Reading, table_of, tidy

SEPARATORS = ",;\t|"
ROW_FIELDS = {"audience", "visibility"}


def read_csv(text: str) -> Reading:
    """Read a CSV file with a header row; the separator is found out. Leading `# key: value` lines are front matter."""
    says, body = split_front_matter(text)
    lines = body.splitlines()
    while lines and (not lines[0].strip() or lines[0].lstrip().startswith("#")):
        key, colon, value = lines.pop(0).lstrip("# ").partition(":")
        if colon and key.strip().lower() in FIELDS:
            says.setdefault(FIELDS[key.strip().lower()], value.strip())
    table = table_of(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator(lines)))
    if table is None:
        return Reading(blocks=(), says=says)
    return Reading(blocks=tuple(block for row in table.rows for block in row_blocks(table, row)), says=says)


def separator(lines: list[str]) -> str:
    """The separator that splits the header into most cells."""
    header = lines[0] if lines else ""
    return max(SEPARATORS, key=header.count)


def row_blocks(table: Table, row: tuple[str, ...]) -> list[Block]:
    """A heading from the row's first filled cell, and the row as a table of one."""
    name = next((cell for cell in row if cell), "")
    return [Block(text=tidy(name)[:80], level=2), Block(table=Table(header=table.header, rows=(row,)))]
