"""DOCX: headings by style, lists, tables in their place; hidden, white and tiny runs dropped and reported."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from knowledge.reading.front_matter import field_named
from knowledge.reading.outline import INVISIBLE, Block, Reading, UnreadableFileError, table_of, tidy

OLE = b"\xd0\xcf\x11\xe0"  # an encrypted .docx is an OLE container
TINY = 2  # points
HIDDEN = "hidden text was dropped"


def read_docx(raw: bytes) -> Reading:
    """Read a Word document. Raises UnreadableFileError when it is encrypted or broken."""
    import docx

    if raw.startswith(OLE):
        raise UnreadableFileError("encrypted, or an old .doc file")
    try:
        document = docx.Document(io.BytesIO(raw))
        warnings: set[str] = set()
        blocks = tuple(merged(blocks_of(document, warnings)))
        says = stated(document.core_properties)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise UnreadableFileError(f"broken DOCX ({type(error).__name__})") from None
    return Reading(blocks=blocks, says=says, warnings=tuple(sorted(warnings)))


def stated(properties: Any) -> dict[str, str]:
    """What the file's properties say; keywords and category may hold `audience: mentor`."""
    says: dict[str, str] = {}
    if properties.title and properties.title.strip().lower() not in ("word document", "untitled"):
        says["title"] = tidy(properties.title)
    for text in (properties.keywords, properties.category, properties.subject, properties.comments):
        for part in re.split(r"[;\n]", text or ""):
            key, colon, value = part.partition(":")
            if colon and (name := field_named(key)):
                says[name] = tidy(value)
    return says


def blocks_of(document: Any, warnings: set[str]) -> Iterator[Block]:
    """Paragraphs and tables in the order of the page."""
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            rows = [[cell_text(cell, warnings) for cell in once(row.cells)] for row in item.rows]
            if table := table_of(rows):
                yield Block(table=table)
            else:
                yield from (Block(text=text) for row in rows for text in row if text)
            continue
        text = visible_text(item, warnings)
        style = (item.style.name if item.style is not None else "") or ""
        if text:
            yield styled(text, style, item)


def styled(text: str, style: str, paragraph: Any) -> Block:
    """A heading, an item or words, by the style's name; a short all-bold line is a heading too."""
    level = re.match(r"Heading (\d)", style)
    if level or style == "Title":
        return Block(text=text, level=int(level[1]) + 1 if level else 1)
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    if numbered or style.startswith("List"):
        return Block(text=f"- {text}")
    runs = [run for run in paragraph.runs if run.text.strip()]
    if runs and all(run.bold for run in runs) and len(text) < 70 and text[-1] not in ".,;":
        return Block(text=text.rstrip(":"), level=4)
    return Block(text=text)


def once(cells: Any) -> list[Any]:
    """Cells of a row; a merged cell is listed again and again."""
    seen: list[Any] = []
    for cell in cells:
        if not any(cell._tc is other._tc for other in seen):
            seen.append(cell)
    return seen


def cell_text(cell: Any, warnings: set[str]) -> str:
    """The visible words of a cell."""
    return tidy(" ".join(visible_text(paragraph, warnings) for paragraph in cell.paragraphs))


def visible_text(paragraph: Any, warnings: set[str]) -> str:
    """The words of a paragraph that a reader sees, links included."""
    said: list[str] = []
    for item in paragraph.iter_inner_content():
        for run in item.runs if hasattr(item, "runs") else [item]:
            if not run.text.strip() or not is_unseen(run):
                said.append(run.text)
            else:
                warnings.add(HIDDEN)
    text = "".join(said)
    if INVISIBLE.search(text):
        warnings.add("invisible characters were dropped")
    return tidy(text.replace("\n", " ").replace("\t", " "))


def is_unseen(run: Any) -> bool:
    """Hidden, white without a shade behind it, or tiny."""
    font = run.font
    white = font.color is not None and font.color.rgb is not None and str(font.color.rgb) in ("FFFFFF", "FEFEFE")
    shaded = bool(run._r.xpath("ancestor::w:tc//w:shd | ancestor::w:p/w:pPr/w:shd | w:rPr/w:shd | w:rPr/w:highlight"))
    tiny = font.size is not None and font.size.pt < TINY
    return bool(font.hidden or (white and not shaded) or tiny)


def merged(blocks: Iterator[Block]) -> Iterator[Block]:
    """Neighbouring items become one list."""
    items: list[str] = []
    for block in blocks:
        if block.text.startswith("- "):
            items.append(block.text)
            continue
        if items:
            yield Block(text="\n".join(items))
            items = []
        yield block
    if items:
        yield Block(text="\n".join(items))
