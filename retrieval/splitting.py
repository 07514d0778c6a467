"""Split documents into passages: sections whole where they fit, lists whole, table rows as facts of their own."""

import hashlib
import re
from collections.abc import Iterator, Sequence

from knowledge.document import Document, Section, Table
from knowledge.reading.stating import campus_of, title_from_path
from retrieval.addressed import before_the_order, speaks_to_a_machine
from retrieval.passage import Passage, Unit, UnitKind

MOST_WORDS = 150  # with its headings about the 256 word pieces the embedder reads
ITEM = re.compile(r"^\s*(?:-|\d{1,3}[.)])\s+")
# A full stop after these ends no sentence.
ABBREVIATED = re.compile(
    r"\b(?:a\.m|p\.m|e\.g|i\.e|etc|dr|mr|ms|mrs|prof|st|ave|blvd|rm|bldg|no|nos|vs|ext|dept|approx|inc|jr|sr|"
    r"mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|fig|u\.s|[A-Z])\.$",
    re.IGNORECASE,
)
STOP = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9¿¡])")


def split_document(document: Document) -> list[Passage]:
    """All passages of a document, in its order."""
    passages = []
    for section in document.sections:
        campus = campus_of(*reversed(section.path[1:])) or document.campus
        for number, units in enumerate(packed(list(units_of(section)))):
            passages.append(passage_of(document, section, campus, number, units))
    return passages


def passage_of(document: Document, section: Section, campus: str, number: int, units: Sequence[Unit]) -> Passage:
    """One passage; its id changes when its words or its place change. Headings that speak to a machine go."""
    title = title_from_path(document.path) if speaks_to_a_machine(document.title) else document.title
    path = tuple(name if name != document.title else title for name in section.path)
    path = tuple(name for name in path if not speaks_to_a_machine(name))
    place = "\x1f".join([document.path, *path, str(section.page), str(number), *(unit.text for unit in units)])
    meta = f"\x1e{document.office}\x1e{campus}\x1e{document.audience}\x1e{document.verified_on}\x1e{document.review_by}"
    return Passage(
        id=hashlib.sha256((place + meta).encode()).hexdigest()[:16],
        document=document.path, title=title, path=path, units=tuple(units), page=section.page,
        office=document.office, campus=campus, audience=document.audience, verified_on=document.verified_on,
        review_by=document.review_by, support_kind=document.support_kind,
        withdrawn=any(warning.startswith("superseded") for warning in document.warnings),
    )  # fmt: skip


def units_of(section: Section) -> Iterator[Unit]:
    """Sentences and items of the text, then the rows of the tables; words to a machine are left out."""
    for paragraph in section.text.split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        for line in lines:
            if ITEM.match(line):
                yield from kept(Unit(text=line.strip(), kind=UnitKind.ITEM))
            else:
                yield from (Unit(text=text) for text in before_the_order(sentences(line)))
    for table in section.tables:
        yield from rows_of(without_orders(table))


def kept(unit: Unit) -> Iterator[Unit]:
    """The unit, unless it speaks to a machine."""
    if not speaks_to_a_machine(unit.text):
        yield unit


def without_orders(table: Table) -> Table:
    """A table whose cells keep what they say to people; a cell's other words go, its row stays."""
    rows = (tuple(" ".join(before_the_order(sentences(cell))) for cell in row) for row in table.rows)
    return Table(header=table.header, rows=tuple(row for row in rows if any(row)))


def sentences(text: str) -> Iterator[str]:
    """Sentences of a paragraph; abbreviations, initials and times do not end one."""
    pending = ""
    for part in STOP.split(text.strip()):
        pending = f"{pending} {part}".strip()
        if not ABBREVIATED.search(pending):
            yield pending
            pending = ""
    if pending:
        yield pending


def rows_of(table: Table) -> Iterator[Unit]:
    """Each row as a fact: `row name: value` for two columns, `row name. Column: value; ...` for more."""
    for row in table.rows:
        label, cells = row[0], [(name, value) for name, value in zip(table.header[1:], row[1:], strict=True) if value]
        if not cells and not label:
            continue
        if len(table.header) == 2:
            text = pair_of(table.header, label, cells[0][1] if cells else "")
        else:
            said = "; ".join(f"{name}: {value}" if name else value for name, value in cells)
            text = f"{label}. {said}" if label and said else label or said
        yield Unit(text=text, kind=UnitKind.ROW, row=label, cells=((table.header[0], label), *cells))


def pair_of(header: Sequence[str], label: str, value: str) -> str:
    """A row of two columns as words; a column name with a number in it (`Spring 2027`) says what the row is about."""
    names = [name for name in header if any(c.isdigit() for c in name)]
    named = ", ".join([*names, label]) if label else ""
    return f"{named}: {value}" if named and value else named or value


def packed(units: list[Unit]) -> Iterator[list[Unit]]:
    """Units in groups of at most MOST_WORDS words, in order; a list is not parted when it fits."""
    group: list[Unit] = []
    size = 0
    for run in runs_of(units):
        words = sum(len(unit.text.split()) for unit in run)
        if group and size + words > MOST_WORDS:
            yield group
            group, size = [], 0
        if words <= MOST_WORDS:
            group += run
            size += words
            continue
        yield from parted(run)
    if group:
        yield group


def runs_of(units: list[Unit]) -> Iterator[list[Unit]]:
    """A list with the sentence that opens it, or a table, as one run; every other sentence alone."""
    run: list[Unit] = []
    for unit in units:
        joins = run and unit.kind is not UnitKind.SENTENCE and (run[-1].kind is unit.kind or run[-1].text.endswith(":"))
        if run and not joins:
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def parted(run: list[Unit]) -> Iterator[list[Unit]]:
    """A run too long for one passage; a single unit too long is cut between words."""
    group: list[Unit] = []
    size = 0
    for unit in run:
        words = unit.text.split()
        pieces = [" ".join(words[i : i + MOST_WORDS]) for i in range(0, len(words), MOST_WORDS)]
        for piece in pieces:
            length = len(piece.split())
            if group and size + length > MOST_WORDS:
                yield group
                group, size = [], 0
            group.append(unit if len(pieces) == 1 else Unit(text=piece, kind=unit.kind))
            size += length
    if group:
        yield group
