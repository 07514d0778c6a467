"""Small pieces of HTML: everything that is not ours is escaped here, and nowhere else."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

STYLE = Path(__file__).with_name("style.css")


def text(value: object) -> str:
    """Any value as text of a page."""
    return escape(str(value), quote=True)


def element(name: str, inner: str, **attributes: str) -> str:
    """`<name ...>inner</name>`; `inner` is HTML already. A trailing underscore in a name is dropped (`class_`)."""
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{inner}</{name}>"


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]], numeric: Iterable[int] = ()) -> str:
    """A table with a caption and headed columns and rows; cells are HTML, `numeric` columns are aligned right."""
    right = set(numeric)
    top = "".join(
        element("th", text(word), scope="col", class_="n" if at in right else "t") for at, word in enumerate(head)
    )
    body = "".join(element("tr", "".join(cell(at, inner, right) for at, inner in enumerate(row))) for row in rows)
    inner = element("caption", text(caption)) + element("thead", element("tr", top)) + element("tbody", body)
    return element("div", element("table", inner), class_="wide", tabindex="0", role="region", aria_label=caption)


def cell(at: int, inner: str, right: set[int]) -> str:
    """The first cell of a row heads it."""
    if at == 0:
        return element("th", inner, scope="row")
    return element("td", inner, class_="n" if at in right else "t")


def page(title: str, body: str) -> str:
    """A whole page in one file: no script, no font, no address outside it."""
    style = STYLE.read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{text(title)}</title><style>{style}</style></head>\n"
        f'<body><a class="skip" href="#main">Skip to the verdict</a><main id="main">{body}</main></body></html>\n'
    )
