"""PDF: page numbers kept, running heads and feet removed, tables found by where their words stand."""

import io
import re
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, NameObject

from knowledge.reading.front_matter import field_named
from knowledge.reading.outline import Block, Reading, UnreadableFileError, table_of, tidy
from knowledge.reading.pdf_visible import visible_operations
from knowledge.reading.plain import MARK, joined_items, looks_like_heading


@dataclass(frozen=True, kw_only=True)
class Line:
    """Words on one height of one page, as cells where wide gaps part them."""

    cells: tuple[tuple[float, str], ...]  # left edge and words
    height: float  # above the page's foot
    size: float
    bold: bool
    page: int

    @property
    def text(self) -> str:
        """The whole line."""
        return tidy(" ".join(words for _, words in self.cells))


def read_pdf(raw: bytes) -> Reading:
    """Read a PDF. Raises UnreadableFileError when it is encrypted, broken or holds no text."""
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFileError("encrypted")
        pages = [lines_of(page, number) for number, page in enumerate(reader.pages, start=1)]
        says = stated(reader)
    except UnreadableFileError:
        raise
    except Exception as error:  # pypdf raises many kinds on broken files
        raise UnreadableFileError(f"broken PDF ({type(error).__name__})") from None
    hidden = any(dropped for _, dropped in pages)
    kept = without_running_lines([lines for lines, _ in pages])
    if not any(kept):
        raise UnreadableFileError("no text in this PDF (scanned pages?)")
    warnings = ("hidden text was dropped",) if hidden else ()
    return Reading(blocks=tuple(blocks_of([line for lines in kept for line in lines])), says=says, warnings=warnings)


def stated(reader: PdfReader) -> dict[str, str]:
    """What the file's properties say."""
    says: dict[str, str] = {}
    for key, value in (reader.metadata or {}).items():
        name = field_named(str(key).lstrip("/"))
        text = tidy(str(value))
        if name and text and text.lower() not in ("untitled", "anonymous", "unspecified"):
            says[name] = text
    return says


def lines_of(page: PageObject, number: int) -> tuple[list[Line], bool]:
    """The visible lines of a page, and whether anything was hidden."""
    contents = page.get_contents()
    if contents is None:
        return [], False
    box = page.mediabox
    kept, shown, dropped = visible_operations(contents.operations, float(box.right), float(box.top))
    if dropped and shown:  # where nothing at all is visible, the words lie under a scanned picture: they are the page
        stream = ContentStream(None, page.pdf)
        stream.operations = kept
        page[NameObject("/Contents")] = stream
    fragments: list[tuple[float, float, float, bool, str]] = []

    def note(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            fragments.append((x, y, abs(size * (tm[3] or 1) * (cm[3] or 1)), bold, text.strip("\n")))

    page.extract_text(visitor_text=note)
    return grouped(fragments, number), bool(dropped and shown)


def grouped(fragments: list[tuple[float, float, float, bool, str]], number: int) -> list[Line]:
    """Fragments that share a height become one line; a wide gap parts cells."""
    rows: list[list[tuple[float, float, float, bool, str]]] = []
    for fragment in fragments:
        if rows and abs(rows[-1][0][1] - fragment[1]) < 2:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return with_marks([line_of(row, number) for row in rows])


def with_marks(lines: list[Line]) -> list[Line]:
    """A bullet or number that stands alone belongs to the line after it."""
    joined: list[Line] = []
    mark = ""
    for line in lines:
        if LONE_MARK.fullmatch(line.text) and not mark:
            mark = "-" if not line.text[0].isalnum() else f"{line.text.rstrip('.)')}."
            continue
        if mark:
            (x, words), *rest = line.cells
            line = replace(line, cells=((x, f"{mark} {words}"), *rest))
            mark = ""
        joined.append(line)
    return joined


WIDTHS = (
    ("ijl|.,:;'!I", 0.25), (" ftr()-[]/", 0.3), ("mwMW%@", 0.85),
    ("ABCDEFGHJKLNOPQRSTUVXYZ&", 0.68), ("0123456789$", 0.556),
)  # fmt: skip
LONE_MARK = re.compile(r"[^\w\s$]|\d{1,2}[.)]?")


def line_of(row: list[tuple[float, float, float, bool, str]], number: int) -> Line:
    """One line; how far words reach is guessed from the usual widths of letters."""
    cells: list[tuple[float, str]] = []
    reach = 0.0
    for x, _, size, _, text in row:
        if cells and x - reach < size * 0.9:
            cells[-1] = (cells[-1][0], cells[-1][1] + ("" if x - reach < size * 0.15 else " ") + text)
        else:
            cells.append((x, text))
        reach = x + width_of(text) * size
    size = max(f[2] for f in row)
    return Line(
        cells=tuple((x, tidy(text.replace("\n", " "))) for x, text in cells),
        height=row[0][1], size=size, bold=all(f[3] for f in row), page=number,
    )  # fmt: skip


def width_of(text: str) -> float:
    """The width of words in multiples of their size, as in the common sans-serif letters."""
    return sum(next((width for letters, width in WIDTHS if letter in letters), 0.53) for letter in text)


def without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop lines that stand at the head or foot of most pages, page numbers included."""

    def plain(line: Line) -> str:
        text = line.text.casefold()
        return re.sub(r"\d+", "#", text) if "page" in text or not re.search(r"[a-z]{3}", text) else text

    edges = Counter(key for lines in pages for key in {plain(line) for line in (*lines[:2], *lines[-2:])})
    often = {key for key, count in edges.items() if count >= 2 and count > len(pages) / 2}
    number = re.compile(r"(page )?#( (of|/) #)?|- # -")
    return [
        [line for line in lines if plain(line) not in often and not number.fullmatch(plain(line))] for lines in pages
    ]


def blocks_of(lines: list[Line]) -> list[Block]:
    """Headings by size or weight, tables by shared columns, the rest as paragraphs and lists."""
    if not lines:
        return []
    body = median(line.size for line in lines for _ in range(max(1, len(line.text) // 20)))
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        if end := table_end(lines, at):
            table = table_of(rows_of(lines[at:end]))
            blocks.append(Block(table=table, page=lines[at].page))
            at = end
        elif level := level_of(lines[at], body):
            blocks.append(Block(text=lines[at].text, level=level, page=lines[at].page))
            at += 1
        else:
            end = paragraph_end(lines, at, body)
            blocks.append(words_block(lines[at:end]))
            at = end
    return blocks


def level_of(line: Line, body: float) -> int:
    """1 to 3 for a heading, 0 for other lines."""
    if len(line.cells) > 1 or len(line.text) > 90 or (MARK.match(line.text) and not line.bold):
        return 0
    if line.size > body * 1.5:
        return 1
    if line.size > body * 1.12:
        return 2
    return 3 if (line.bold and len(line.text) < 70 and line.text[-1] not in ".,;") or (
        looks_like_heading(line.text) and not line.text.endswith(":")
    ) else 0  # fmt: skip


def table_end(lines: list[Line], at: int) -> int:
    """Where a table that starts at `at` ends; 0 when there is none. Its rows share the left edges of the first."""
    first = lines[at]
    if len(first.cells) < 2 or MARK.match(first.text):
        return 0
    edges = [x for x, _ in first.cells]
    end, full = at + 1, 1
    while end < len(lines) and lines[end].page == first.page:
        cells = lines[end].cells
        if any(min(abs(x - edge) for edge in edges) > 6 for x, _ in cells):
            break
        near = lines[end - 1].height - lines[end].height < max(first.size, lines[end].size) * 3
        if len(cells) == 1 and (not near or abs(cells[0][0] - edges[0]) <= 6):
            break
        full += len(cells) > 1
        end += 1
    return end if full > 1 else 0


def rows_of(lines: list[Line]) -> list[list[str]]:
    """Rows as wide as the first; a line without a first cell goes on with the row above."""
    edges = [x for x, _ in lines[0].cells]
    rows: list[list[str]] = []
    for line in lines:
        row = [""] * len(edges)
        for x, words in line.cells:
            column = min(range(len(edges)), key=lambda i: abs(edges[i] - x))
            row[column] = f"{row[column]} {words}".strip()
        if rows and not row[0]:
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return rows


def paragraph_end(lines: list[Line], at: int, body: float) -> int:
    """A paragraph ends at a heading, a table, a new page or a gap."""
    end = at + 1
    while end < len(lines) and lines[end].page == lines[at].page:
        gap = lines[end - 1].height - lines[end].height
        if gap > max(lines[end].size, body) * 1.75 or level_of(lines[end], body) or table_end(lines, end):
            break
        end += 1
    return end


def words_block(lines: list[Line]) -> Block:
    """Items on lines of their own; other lines flow together."""
    texts = [line.text for line in lines]
    if any(MARK.match(text) for text in texts):
        return Block(text="\n".join(joined_items(hung(texts))), page=lines[0].page)
    joined = (
        re.sub(r"(\w)- (?=[a-z])", r"\1", " ".join(texts)) if any(t.endswith("-") for t in texts) else " ".join(texts)
    )
    return Block(text=tidy(joined), page=lines[0].page)


def hung(texts: list[str]) -> list[str]:
    """Lines after a marked one belong to it: an indent says so to `joined_items`."""
    return [text if MARK.match(text) or not at else f"  {text}" for at, text in enumerate(texts)]
