"""HTML: what a person would read. Menus, footers, cookie bars go; hidden text goes and is reported."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

from knowledge.reading.front_matter import field_named, split_front_matter
from knowledge.reading.outline import INVISIBLE, Block, Reading, table_of, tidy

SILENT = ("script", "style", "template", "noscript", "svg", "iframe", "button", "select", "input", "head", "canvas")
FURNITURE = re.compile(
    r"\b(nav(bar|igation)?|menu|breadcrumbs?|footer|site-?header|cookies?(-\w+)*|consent|banner|skip-?(link|to\w*)?|"
    r"share|social|sidebar|related(-\w+)?|pagination|search-?(form|box)|back-to-top|newsletter|toolbar|masthead)\b",
    re.IGNORECASE,
)
HIDING = re.compile(
    r"display:none|visibility:hidden|opacity:0(?:\.0+)?(?:;|$)|font-size:(?:0|1px|0?\.\d+)(?:px|pt|em|rem|%)?(?:;|$)|"
    r"(?:^|;)(?:height|width|max-height):0(?:px)?(?:;|$)|text-indent:-\d{3,}|(?:left|top|right):-\d{3,}|clip:rect\(0"
)
WHITE = re.compile(
    r"(?:^|;)color:(?:white|transparent|#fff(?:fff)?|rgba?\(255,255,255[^)]*\)|#fefefe)(?:!important)?(?:;|$)"
)
DARK = re.compile(r"background(?:-color)?:(?!white|#fff(?:fff)?\b|transparent|none|inherit|rgba?\(255,255,255|#fefefe)")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
HOLDERS = {"div", "section", "article", "main", "body", "html", "form", "fieldset", "center", "details", "figure",
           "header", "address", "aside", "blockquote", "dl", "td", "th", "tr", "tbody", "[document]", "hgroup"}  # fmt: skip


def read_html(text: str) -> Reading:
    """Read an HTML page; meta tags and front matter say what it is."""
    says, body = split_front_matter(text)
    read = blocks_of_html(body)
    return Reading(blocks=read.blocks, says={**read.says, **says}, warnings=read.warnings)


def blocks_of_html(text: str) -> Reading:
    """The visible blocks of a page or a fragment."""
    soup = BeautifulSoup(text, "lxml")
    says = stated(soup)
    warnings = drop_hidden(soup)
    drop_furniture(soup)
    if INVISIBLE.search(soup.get_text()):
        warnings.append("invisible characters were dropped")
    root = soup.find("main") or soup.select_one("[role=main]") or soup.body or soup
    return Reading(blocks=tuple(blocks_in(root)), says=says, warnings=tuple(warnings))


def stated(soup: BeautifulSoup) -> dict[str, str]:
    """Title and meta tags."""
    says: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        key = str(tag.get("name") or tag.get("property") or "")
        name = field_named(key.split(":")[-1].split(".")[-1])
        if name and tag.get("content") and name != "title":
            says[name] = tidy(str(tag["content"]))
    first = soup.find("h1")
    title = first if isinstance(first, Tag) and tidy(first.get_text()) else soup.find("title")
    if title is not None and tidy(title.get_text(" ")):
        says["title"] = tidy(re.split(r"\s+[|–—·]\s+", tidy(title.get_text(" ")))[0])
    return says


def drop_hidden(soup: BeautifulSoup) -> list[str]:
    """Take out what no reader sees; say what kinds there were."""
    found = set()
    if drop_comments(soup):
        found.add("comments were dropped")
    hiding, whitening = hidden_selectors(soup)
    for selector in hiding:
        for tag in soup.select(selector):
            if tidy(tag.get_text()):
                found.add("hidden text was dropped")
            tag.decompose()
    whites = {id(tag) for selector in whitening for tag in soup.select(selector)}
    for tag in soup.find_all(True):
        if not tag.decomposed and tag.name not in SILENT and (is_hidden(tag) or is_white(tag, whites)):
            if tidy(tag.get_text()):
                found.add("hidden text was dropped")
            tag.decompose()
    return sorted(found)


def drop_comments(soup: BeautifulSoup) -> bool:
    """Take out comments; whether any said something to a reader of the source."""
    said = False
    for comment in soup.find_all(string=lambda s: isinstance(s, Comment)):
        said = said or (len(comment.strip()) > 2 and not comment.lower().lstrip().startswith("[if"))
        comment.extract()
    return said


def hidden_selectors(soup: BeautifulSoup) -> tuple[list[str], list[str]]:
    """Selectors that the page's own style sheet hides, or paints white."""
    hiding, whitening = [], []
    for sheet in soup.find_all("style"):
        for selectors, rules in RULE.findall(re.sub(r"/\*.*?\*/", "", sheet.get_text(), flags=re.DOTALL)):
            flat = re.sub(r"\s+", "", rules.lower())
            for selector in (s.strip() for s in selectors.split(",")):
                if not re.fullmatch(r"[\w\s.#>-]+", selector) or selector in ("body", "html", "*"):
                    continue
                if HIDING.search(flat):
                    hiding.append(selector)
                elif WHITE.search(flat) and not DARK.search(flat):
                    whitening.append(selector)
    return hiding, whitening


def is_hidden(tag: Tag) -> bool:
    """Whether the element's own attributes keep it from being seen."""
    style = re.sub(r"\s+", "", str(tag.get("style") or "").lower())
    return tag.has_attr("hidden") or bool(HIDING.search(style)) or str(tag.get("size")) == "0"


def is_white(tag: Tag, whites: set[int]) -> bool:
    """White words with no dark ground under them, as far as styles tell."""
    style = re.sub(r"\s+", "", str(tag.get("style") or "").lower())
    colour = str(tag.get("color") or "").lower()
    if not (WHITE.search(style) or colour in ("white", "#fff", "#ffffff") or id(tag) in whites):
        return False
    grounds = [re.sub(r"\s+", "", str(t.get("style") or "").lower()) for t in (tag, *tag.parents) if isinstance(t, Tag)]
    coloured = any(t.get("bgcolor") for t in (tag, *tag.parents) if isinstance(t, Tag))
    return not coloured and not any(DARK.search(ground) for ground in grounds)


def drop_furniture(soup: BeautifulSoup) -> None:
    """Take out what stands on every page: navigation, site header and footer, cookie bars, share buttons."""
    for tag in soup.find_all([*SILENT, "nav", "footer"]):
        if not tag.decomposed and not (tag.name == "footer" and tag.find_parent("blockquote")):
            tag.decompose()
    for tag in soup.find_all(True):
        if tag.decomposed or tag.name in ("html", "body", "main", "article", *HEADINGS):
            continue
        names = " ".join([str(tag.get("id") or ""), *[str(c) for c in tag.get("class") or []]])
        role = str(tag.get("role") or "")
        if role in ("navigation", "banner", "contentinfo", "search", "dialog") or FURNITURE.search(names):
            if tag.find(HEADINGS[:2]) is None or len(tidy(tag.get_text())) < 400:
                tag.decompose()
        elif tag.name == "header" and tag.find("h1") is None and tag.find_parent(["main", "article"]) is None:
            tag.decompose()


def blocks_in(tag: Tag) -> Iterator[Block]:
    """Depth first: containers are walked, loose words between blocks become paragraphs."""
    loose: list[str] = []
    for child in tag.children:
        if isinstance(child, NavigableString):
            loose.append(str(child))
        elif isinstance(child, Tag) and is_block(child):
            yield from paragraph(loose)
            yield from block(child)
        elif isinstance(child, Tag):
            loose.append(line_of(child))
    yield from paragraph(loose)


def is_block(tag: Tag) -> bool:
    """Whether the element stands on its own line."""
    return (
        tag.name in HOLDERS
        or tag.name in HEADINGS
        or tag.name in ("p", "ul", "ol", "table", "pre", "br", "hr", "dt", "dd")
    )


def paragraph(loose: list[str]) -> Iterator[Block]:
    """Gathered words as one block; the gathering starts again."""
    text = tidy("".join(loose).replace("\n", " "))
    loose.clear()
    if text:
        yield Block(text=text)


def block(tag: Tag) -> Iterator[Block]:
    """One element that stands on its own."""
    if tag.name in HEADINGS:
        yield Block(text=tidy(line_of(tag)), level=int(tag.name[1]))
    elif tag.name == "table":
        yield from table_block(tag)
    elif tag.name in ("ul", "ol", "dl"):
        yield Block(text="\n".join(terms_of(tag) if tag.name == "dl" else items_of(tag)))
    elif tag.name in ("p", "pre") and not tag.find(["table", "ul", "ol"]):
        lines = [tidy(part) for part in line_of(tag).split("\n")]
        yield Block(text="\n".join(part for part in lines if part))
    elif tag.name not in ("br", "hr"):
        yield from blocks_in(tag)


def table_block(tag: Tag) -> Iterator[Block]:
    """A table of two or more rows; one that only lays out the page is walked as a container."""
    rows = [[line_of(cell) for cell in row.find_all(["td", "th"])] for row in tag.find_all("tr")]
    if tag.find("table") is None and (table := table_of(rows)) and len(table.header) > 1:
        caption = tag.find("caption")
        if caption and (text := tidy(caption.get_text())):
            yield Block(text=text)
        yield Block(table=table)
    else:
        for cell in tag.find_all(["td", "th", "caption"]):
            if cell.find("table") is None:
                yield from blocks_in(cell)


def items_of(tag: Tag, depth: int = 0) -> Iterator[str]:
    """The items of a list, nested ones indented."""
    for number, item in enumerate(tag.find_all("li", recursive=False), start=1):
        inner = item.find_all(["ul", "ol"], recursive=False)
        nested = [line for part in inner for line in items_of(part.extract(), depth + 1)]
        mark = f"{number}." if tag.name == "ol" else "-"
        if text := tidy(line_of(item).replace("\n", " ")):
            yield f"{'  ' * depth}{mark} {text}"
        yield from nested


def terms_of(tag: Tag) -> Iterator[str]:
    """A definition list as `term: meaning` lines."""
    term = ""
    for child in tag.find_all(["dt", "dd"]):
        text = tidy(line_of(child).replace("\n", " "))
        if child.name == "dt":
            term = text.rstrip(":")
        elif text:
            yield f"- {term}: {text}" if term else f"- {text}"


def line_of(tag: Tag) -> str:
    """Words inside an element; a link keeps an address its words do not show."""
    said: list[str] = []
    for child in tag.children:
        if isinstance(child, NavigableString):
            said.append(re.sub(r"\s+", " ", str(child)))
        elif isinstance(child, Tag) and child.name == "br":
            said.append("\n")
        elif isinstance(child, Tag):
            inner = line_of(child)
            said.append(f" {inner} " if child.name in HOLDERS or child.name == "p" else inner)
            if child.name == "a":
                said.append(address_of(child, inner))
    return "".join(said)


def address_of(tag: Tag, inner: str) -> str:
    """A mail or telephone address behind a link, where the words do not show it."""
    href = str(tag.get("href") or "")
    plain = re.sub(r"^(mailto:|tel:)", "", href).split("?")[0]
    return f" ({plain})" if href.startswith(("mailto:", "tel:")) and plain not in inner and "@" in plain else ""
