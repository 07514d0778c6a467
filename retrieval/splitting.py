"""Split documents into passages: sections whole where they fit, lists whole, table rows as facts of their own."""

import hashlib
import re
from collections.abc import Iterator, Sequence

from knowledge.document import Document, Section, Table
from knowledge.reading.stating import campus_of
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
# Words that speak to a machine, not to a student. They are never quoted; the document's owner is told (promise 10's
# sibling: no text may choose what is said). Structure is the defence, this only keeps oddities off the page.
TO_A_MACHINE = re.compile(
    r"\b((ignore|disregard|forget|override) (all |any |the |your |these |every )*(previous|prior|above|earlier|other|preceding|"
    r"system|existing)?\s*(instructions?|prompts?|rules|guidelines|directions|context)|system prompt|"
    r"(as|if you are|you are|attention|dear|note to|to|for|instructions? (to|for)|any|the) (an? |the |all |any )*(ai|a\.i\.|artificial intelligence|"
    r"language models?|llms?|chatbots?|gpt\S*|virtual assistant|assistant)\b[^.]{0,60}\b(must|should|shall|will|reply|answer|say|respond|"
    r"ignore|output|tell|recommend|reading|processing|now)|(respond|reply|answer) (only )?with\b|"
    r"(when|if) (you are )?(asked|answering|summari[sz]ing|responding)[^.]{0,60}\b(say|tell|reply|respond|answer|output|include|recommend|always)|"
    r"(assistant|chatbot|ai|model)\s*[:,]\s*(say|tell|reply|respond|ignore|output|you|please|always)|you are now|new instructions?:)",
    re.IGNORECASE,
)


def split_document(document: Document) -> list[Passage]:
    """All passages of a document, in its order."""
    passages = []
    for section in document.sections:
        campus = campus_of(*reversed(section.path[1:])) or document.campus
        for number, units in enumerate(packed(list(units_of(section)))):
            passages.append(passage_of(document, section, campus, number, units))
    return passages


def passage_of(document: Document, section: Section, campus: str, number: int, units: Sequence[Unit]) -> Passage:
    """One passage; its id changes when its words or its place change."""
    place = "\x1f".join([document.path, *section.path, str(section.page), str(number), *(unit.text for unit in units)])
    meta = f"\x1e{document.office}\x1e{campus}\x1e{document.audience}\x1e{document.verified_on}\x1e{document.review_by}"
    return Passage(
        id=hashlib.sha256((place + meta).encode()).hexdigest()[:16],
        document=document.path, title=document.title, path=section.path, units=tuple(units), page=section.page,
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
                yield from (unit for text in sentences(line) for unit in kept(Unit(text=text)))
    for table in section.tables:
        yield from (unit for row in rows_of(table) for unit in kept(row))


def kept(unit: Unit) -> Iterator[Unit]:
    """The unit, unless it speaks to a machine."""
    if not TO_A_MACHINE.search(unit.text):
        yield unit


def speaks_to_a_machine(text: str) -> bool:
    """Whether words are addressed to software that reads along."""
    return bool(TO_A_MACHINE.search(text))


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
            text = f"{label}: {cells[0][1]}" if cells and label else label or cells[0][1]
        else:
            said = "; ".join(f"{name}: {value}" if name else value for name, value in cells)
            text = f"{label}. {said}" if label and said else label or said
        yield Unit(text=text, kind=UnitKind.ROW, row=label, cells=((table.header[0], label), *cells))


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
