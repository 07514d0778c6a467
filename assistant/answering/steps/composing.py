"""Word the answer in the documents' own words: conditions and dates stay, every line is cited."""

import re
from dataclasses import replace
from datetime import date

from assistant.answering.answer import Answer, AnswerStatus, Citation, Fact, Line, Office
from assistant.answering.choosing import Chosen, choose, more_that_helps
from assistant.answering.conflicts import conflict_in
from assistant.answering.desk import Desk, citation_of
from assistant.answering.kinds import Kind
from assistant.answering.turn import Part, Turn
from knowledge.reading.stating import MONTHS, made
from retrieval.passage import Passage, Unit, UnitKind

CITED = 5
DATED = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}),? (\d{4})\b")


def compose(turn: Turn, desk: Desk) -> Turn | Answer:
    """Stop with the answer."""
    said: list[Chosen] = []
    paragraphs: list[str] = []
    status = AnswerStatus.ANSWERED
    for part in turn.parts:
        if part.confidence < desk.decision.threshold:
            paragraphs.append(desk.policy.text("part_unknown", part=(part.written or part.text).strip(" ?")))
            continue
        disputed = conflict_in(part, turn.today)
        chosen = [choose(hit, part) for hit in disputed] if disputed else chosen_for(part)
        if disputed:
            status = AnswerStatus.ANSWERED_WITH_CONFLICT
            paragraphs.append(desk.policy.text("conflict"))
        said += [one for one in chosen if one.passage.id not in {c.passage.id for c in said}]
        paragraphs += [worded(one, several=len({c.passage.document for c in chosen}) > 1) for one in chosen]
    office = desk.office_of(said[0].passage)
    paragraphs += notes(said, turn.today, desk) + contact_line(office, said)
    lines = tuple(Line(text=unit.text, citations=(citation_of(c.passage),)) for c in said for unit in c.units)
    return Answer(
        status=status, text="\n".join(dict.fromkeys(paragraphs)), lines=lines, facts=facts_of(said, turn.parts),
        citations=cited(said, turn.parts), handed_to=office, trace=dict(turn.trace),
    )  # fmt: skip


def chosen_for(part: Part) -> list[Chosen]:
    """The best passage, then what helps it."""
    first = part.hits[0]
    chosen = [choose(first, part)]
    for hit in more_that_helps(part, first):
        chosen.append(choose(hit, part, budget=60))
    return chosen


def worded(chosen: Chosen, *, several: bool) -> str:
    """The units as text; rows of a table by line, named by document where several speak."""
    passage = chosen.passage
    rows = any(unit.kind is not UnitKind.SENTENCE for unit in chosen.units)
    text = ("\n" if rows else " ").join(unit.text.strip() for unit in chosen.units)
    name = ", ".join(filter(None, [passage.title, passage.heading]))
    place = f" ({passage.campus})" if several and passage.campus and passage.campus != "all" else ""
    return f"{name}{place}: {text}"


def notes(said: list[Chosen], today: date | None, desk: Desk) -> list[str]:
    """When the words were checked, whether they are due for review, and which dates have passed."""
    lines = []
    passage = said[0].passage
    if passage.verified_on:
        lines.append(desk.policy.text("checked", date=spoken(passage.verified_on)))
    if today and passage.review_by and passage.review_by < today:
        office = passage.office or passage.title
        lines.append(desk.policy.text("expired", date=spoken(passage.review_by), office=office))
    text = " ".join(unit.text for c in said for unit in c.units)
    lines += [desk.policy.text("passed", date=words) for words in passed_dates(text, today)]
    return lines


def contact_line(office: Office, said: list[Chosen]) -> list[str]:
    """How to reach the office, unless the words above say it."""
    text = " ".join(unit.text for c in said for unit in c.units)
    missing = [way for way in office.contact.split(", ") if way and way not in text]
    return [f"{office.office}: {', '.join(missing)}"] if missing else []


def passed_dates(text: str, today: date | None) -> list[str]:
    """Full dates in a text that lie before today."""
    found = []
    for match in DATED.finditer(text):
        month = match[1].lower()[:3]
        day = made(int(match[3]), MONTHS.index(month) + 1, int(match[2])) if month in MONTHS else None
        if day and today and day < today:
            found.append(match[0])
    return list(dict.fromkeys(found))[:2]


def spoken(day: date) -> str:
    """`September 9, 2026`."""
    return f"{day:%B} {day.day}, {day.year}"


def facts_of(said: list[Chosen], parts: tuple[Part, ...]) -> tuple[Fact, ...]:
    """Rows of tables as they are, other short passages under their heading."""
    kinds = {kind for part in parts for kind in part.kinds}
    facts = [fact for chosen in said for unit in chosen.units for fact in row_facts(unit, chosen.passage)]
    for chosen in said:
        if chosen.passage.heading and not any(unit.cells for unit in chosen.units):
            text = " ".join(unit.text for unit in chosen.units)
            if len(text.split()) <= 45 or kinds & {Kind.WHERE, Kind.COST, Kind.WHO}:
                facts.append(Fact(label=chosen.passage.heading, value=text, citation=citation_of(chosen.passage)))
    return tuple(facts[:10])


def row_facts(unit: Unit, passage: Passage) -> list[Fact]:
    """The cells of a row, each named by its row and column."""
    if not unit.cells:
        return []
    cells = [cell for cell in unit.cells[1:] if cell[1]]
    named = [(f"{unit.row}: {name}" if len(cells) > 1 else unit.row or name, value) for name, value in cells]
    return [Fact(label=label, value=value, citation=citation_of(passage)) for label, value in named]


def cited(said: list[Chosen], parts: tuple[Part, ...]) -> tuple[Citation, ...]:
    """What was quoted first, then the next best pages to read on; one citation a document and section."""
    order: list[Passage] = [chosen.passage for chosen in said]
    ranked = [part.hits[at].passage for at in range(8) for part in parts if at < len(part.hits)]
    seen: dict[str, Citation] = {}
    for passage in (*order, *ranked):
        if not passage.withdrawn or passage in order:
            seen.setdefault(passage.document, citation_of(passage))
    return tuple(replace(citation) for citation in list(seen.values())[:CITED])
