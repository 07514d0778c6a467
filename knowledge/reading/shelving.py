"""From a file's bytes to a Document, or to a refusal that says why."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath

from knowledge.document import Document, Section
from knowledge.reading.front_matter import stated_lines
from knowledge.reading.outline import Block, Reading, UnreadableFileError, outline
from knowledge.reading.stating import audience_of, campus_of, date_of, office_of, support_kind_of, title_from_path

LARGEST = 20 * 1024 * 1024  # bytes; a document meant for people is far smaller
# Module beside this one, and its function: imported for the first file of its kind. Together their parsers take half a
# second, which a server whose library has not changed never needs.
TEXT_READERS = {
    ".md": "markdown.read_markdown", ".markdown": "markdown.read_markdown", ".html": "html.read_html",
    ".htm": "html.read_html", ".xhtml": "html.read_html", ".csv": "tabular.read_csv", ".tsv": "tabular.read_csv",
    ".txt": "plain.read_plain", ".text": "plain.read_plain",
}  # fmt: skip
BYTE_READERS = {".pdf": "pdf.read_pdf", ".docx": "docx.read_docx"}
KNOWN = frozenset(TEXT_READERS) | frozenset(BYTE_READERS)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A file that was not read, and the reason for its owner."""

    path: str
    reason: str


def digest_of(raw: bytes) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(raw).hexdigest()


def shelve(path: str, raw: bytes) -> Document | Refusal:
    """Read one file. `path` is relative to the library folder, with forward slashes."""
    try:
        reading = read(path, raw)
    except UnreadableFileError as error:
        return Refusal(path=path, reason=str(error))
    document = document_of(path, raw, reading)
    return document if document.sections else Refusal(path=path, reason="empty: no words in it")


def read(path: str, raw: bytes) -> Reading:
    """The right reader's reading. Raises UnreadableFileError with the reason."""
    suffix = PurePosixPath(path).suffix.lower()
    if not raw.strip():
        raise UnreadableFileError("empty")
    if len(raw) > LARGEST:
        raise UnreadableFileError(f"huge: over {LARGEST // 2**20} MB")
    if suffix in BYTE_READERS:
        return reader(BYTE_READERS[suffix])(raw)
    if suffix not in TEXT_READERS:
        raise UnreadableFileError(f"not a kind of file that can be read ({suffix or 'no ending'})")
    return reader(TEXT_READERS[suffix])(decoded(raw))


def reader(name: str) -> Callable[[str | bytes], Reading]:
    """The reading function of a kind of file."""
    module, _, function = name.partition(".")
    found: Callable[[str | bytes], Reading] = getattr(import_module(f"knowledge.reading.{module}"), function)
    return found


def decoded(raw: bytes) -> str:
    """The text of a text file. Raises UnreadableFileError when it is binary."""
    for encoding in ("utf-8-sig", "utf-16") if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = raw.decode("cp1252", errors="replace")
    odd = sum(1 for c in text[:4000] if (c < " " and c not in "\t\r\n\f") or c == "\ufffd")
    if odd > len(text[:4000]) * 0.02:
        raise UnreadableFileError("binary: not text")
    return text


def document_of(path: str, raw: bytes, reading: Reading) -> Document:
    """Put together what the file says and what can be guessed."""
    words = [block.text for block in reading.blocks if block.text]
    ends = [line for text in (*words[:8], *words[-4:]) for line in text.split("\n")]
    says = {**stated_lines(ends, limit=60), **reading.says}
    # a row's heading names the row, not its file
    heading = "" if path.lower().endswith((".csv", ".tsv")) else first_heading(reading.blocks)
    title = says.get("title") or heading or title_from_path(path)
    sections = tuple(without_statements(section) for section in outline(reading.blocks, title))
    sections = tuple(section for section in sections if section.text or section.tables)
    text = "\n".join(words)
    audience, unsure = audience_of(says.get("audience", ""), path, title, f"{title}\n{text[:900]}\n{text[-300:]}")
    kind, odd = support_kind_of(says.get("support_kind", ""))
    return Document(
        path=path, title=title, sections=sections, digest=digest_of(raw), audience=audience,
        office=says.get("office") or office_of(title, text), support_kind=kind, owner=says.get("owner", ""),
        campus=says.get("campus") or campus_of(title, title_from_path(path)),
        verified_on=date_of(says.get("verified_on", "")), review_by=date_of(says.get("review_by", "")),
        source=says.get("source", ""), licence=says.get("licence", ""),
        warnings=tuple(w for w in (*reading.warnings, unsure, odd, *bad_dates(says), *standing(says, text)) if w),
    )  # fmt: skip


def first_heading(blocks: tuple[Block, ...]) -> str:
    """The first heading among the first blocks, if it reads like a title."""
    return next((block.text for block in blocks[:3] if block.level and len(block.text) < 120), "")


STATEMENT = re.compile(
    r"^\W*(audience|visibility|owner|last (verified|reviewed|updated|revised)|verified( on)?|review(ed)?[ _]by|"
    r"next review|intended audience|content owner|document owner)\W*:\W*.{0,80}$",
    re.IGNORECASE,
)


def without_statements(section: Section) -> Section:
    """Lines that speak about the document, not to its reader, answer nobody's question."""
    lines = [line for line in section.text.split("\n") if not STATEMENT.match(line)]
    return Section(path=section.path, text="\n".join(lines).strip("\n"), page=section.page, tables=section.tables)


def bad_dates(says: dict[str, str]) -> list[str]:
    """Warnings for dates that are none."""
    fields = ("verified_on", "review_by")
    return [f"{name} is not a date: left out" for name in fields if says.get(name) and date_of(says[name]) is None]


WITHDRAWN = re.compile(r"\b(superseded|archived|obsolete|expired|withdrawn|draft|replaced)\b", re.IGNORECASE)
SAYS_OLD = re.compile(
    r"\b(this (page|document|policy|information|version|schedule) (is|has been|was) (superseded|archived|obsolete|"
    r"out of date|outdated|no longer (current|valid|in effect)|replaced)|superseded by)\b",
    re.IGNORECASE,
)


def standing(says: dict[str, str], text: str) -> list[str]:
    """A warning when the file itself says that it no longer holds."""
    withdrawn = WITHDRAWN.search(says.get("status", "")) or SAYS_OLD.search(text[:800])
    return ["superseded by its own words"] if withdrawn else []
