"""Markdown: headings, lists kept whole, tables as tables; comments and hidden HTML dropped and reported."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.reading.front_matter import split_front_matter
from knowledge.reading.html import blocks_of_html
from knowledge.reading.outline import INVISIBLE, Block, Reading, table_of, tidy

COMMENT = re.compile(r"<!--.*?(-->|\Z)", re.DOTALL)
INLINE_HTML = re.compile(r"<(span|font|div|p|small|i|b)\b[^>]*(style|hidden|color)[^>]*>", re.IGNORECASE)


def read_markdown(text: str) -> Reading:
    """Read a Markdown file, with or without front matter."""
    says, body = split_front_matter(text)
    warnings = []
    if COMMENT.search(body):
        warnings.append("comments were dropped")
        body = COMMENT.sub("", body)
    if INVISIBLE.search(body):
        warnings.append("invisible characters were dropped")
        body = INVISIBLE.sub("", body)
    if INLINE_HTML.search(body):
        # Rendered whole and read as HTML, where hidden text is recognised by its style.
        rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(body)
        read = blocks_of_html(rendered)
        return Reading(blocks=read.blocks, says=says, warnings=(*warnings, *read.warnings))
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(body)
    return Reading(blocks=tuple(blocks_of(tokens)), says=says, warnings=tuple(warnings))


def blocks_of(tokens: Sequence[Token]) -> Iterator[Block]:
    """Walk the flat token list; nested lists and quotes are folded into one block each."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = closing(tokens, at)
        inside = tokens[at : end + 1]
        if token.type == "heading_open":
            yield Block(text=words(inside), level=int(token.tag[1]))
        elif token.type == "table_open":
            if table := table_of(rows_of(inside)):
                yield Block(table=table)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield Block(text="\n".join(items_of(inside)))
        elif text := words(inside):
            yield Block(text=text)
        at = end + 1


def closing(tokens: Sequence[Token], at: int) -> int:
    """The position that closes what opens at `at` (itself, when it opens nothing)."""
    depth = 0
    for position in range(at, len(tokens)):
        depth += tokens[position].nesting
        if depth <= 0:
            return position
    return len(tokens) - 1


def words(tokens: Sequence[Token]) -> str:
    """All the words inside, one line a paragraph."""
    lines = [tidy(inline(t)) if t.type == "inline" else t.content.strip() for t in tokens if t.type in SPOKEN]
    return "\n".join(line for line in lines if line)


SPOKEN = ("inline", "fence", "code_block")


def inline(token: Token) -> str:
    """The words of a line; a link keeps its address when its words do not show it, an image its description."""
    said: list[str] = []
    address = ""
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            said.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            said.append(" ")
        elif child.type == "image":
            said.append(child.content)
        elif child.type == "link_open":
            address = str(child.attrGet("href") or "")
        elif child.type == "link_close":
            said.append(shown_address(address, "".join(said)))
    return "".join(said)


def shown_address(address: str, before: str) -> str:
    """The address in brackets, unless it is a mere anchor or the words already say it."""
    plain = re.sub(r"^(mailto:|tel:|https?://)", "", address).rstrip("/")
    if not plain or address.startswith("#") or plain in before:
        return ""
    return f" ({plain})"


def items_of(tokens: Sequence[Token]) -> Iterator[str]:
    """The items of a list with their markers; nested items are indented."""
    depth = 0
    marks: list[int | None] = []
    fresh = False
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            marks.append(int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None)
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            marks.pop()
            depth -= 1
        elif token.type == "list_item_open":
            fresh = True
        elif token.type in SPOKEN and (text := tidy(inline(token) or token.content)):
            indent = "  " * (depth - 1)
            if fresh:
                mark = marks[-1]
                yield f"{indent}- {text}" if mark is None else f"{indent}{mark}. {text}"
                marks[-1] = None if mark is None else mark + 1
            else:
                yield f"{indent}  {text}"
            fresh = False


def rows_of(tokens: Sequence[Token]) -> Iterator[list[str]]:
    """The rows of a table, the header first."""
    row: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(inline(token))
        elif token.type == "tr_close":
            yield row
