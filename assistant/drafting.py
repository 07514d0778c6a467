"""From a Draft as it was thought to the rows that wait for review, and to the JSON it can be made again from."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from assistant.preparing.proposing import Proposal
from assistant.preparing.scenario import Scenario
from assistant.writing.review import must_open
from assistant.writing.sentence import Draft, Sentence, Source, SourceKind
from storage.drafts import PROPOSALS, DraftSource, NewDraftSentence

BRIEF = "brief"
PERSONAL = frozenset({SourceKind.NOTE, SourceKind.GOAL, SourceKind.CHECK_IN, SourceKind.QUESTION})


def frame_of(draft: Draft) -> list[dict[str, Any]]:
    """The frame: the brief, every block of the agenda with its minutes, a card for each member of a group."""
    blocks: list[dict[str, Any]] = [{"key": BRIEF, "title": "Brief", "minutes": 0, "purpose": "", "part": "brief"}]
    blocks += [
        {
            "key": f"block-{number}", "title": block.title, "minutes": block.minutes, "purpose": block.purpose,
            "part": "agenda", "yours": block.yours,
        }
        for number, block in enumerate(draft.agenda)
    ]  # fmt: skip
    blocks += [
        {"key": f"card-{mentee}", "title": "Private card", "minutes": 0, "purpose": "", "part": "card", "about": mentee}
        for mentee in draft.private_cards
    ]
    return blocks


def lines_of(draft: Draft, scenario: Scenario) -> list[NewDraftSentence]:
    """Every line with its block. A line that rests on people's words is sealed with the keys of those people."""
    owners = owners_of(scenario)
    everyone = frozenset(mentee.id for mentee in scenario.mentees)
    day = scenario.session.date
    lines = [line(BRIEF, sentence, owners, everyone, day) for sentence in draft.brief]
    for number, block in enumerate(draft.agenda):
        lines += [line(f"block-{number}", sentence, owners, everyone, day) for sentence in block.items]
    for mentee, sentences in draft.private_cards.items():
        lines += [line(f"card-{mentee}", sentence, owners, frozenset({mentee}), day) for sentence in sentences]
    return lines


def proposed_lines(
    proposals: Iterable[Proposal], scenario: Scenario
) -> list[NewDraftSentence]:  # fmt: skip
    """A model's additions as rows that are no part of the draft: each under the key of the block it could join."""
    owners = owners_of(scenario)
    everyone = frozenset(mentee.id for mentee in scenario.mentees)
    day = scenario.session.date
    return [line(f"{PROPOSALS}block-{one.block}", one.sentence, owners, everyone, day) for one in proposals]


def line(
    key: str, sentence: Sentence, owners: dict[str, frozenset[str]], everyone: frozenset[str], day: date
) -> NewDraftSentence:
    """One line, ready to store."""
    about = frozenset[str]().union(*(owners.get(source.id, frozenset()) for source in sentence.sources))
    personal = any(source.kind in PERSONAL for source in sentence.sources)
    return NewDraftSentence(
        block_key=key,
        text=sentence.text,
        sources=tuple(source_of(source) for source in sentence.sources),
        reason=sentence.reason,
        struck=sentence.struck,
        about=(about & everyone) or (everyone if personal else frozenset()),
        risky=bool(must_open(sentence, day)),
    )


def source_of(source: Source) -> DraftSource:
    """A source as it is kept."""
    dated = source.dated.isoformat() if source.dated else ""
    return DraftSource(
        kind=source.kind.value, id=source.id, title=source.title, quote=source.quote, dated=dated,
        for_mentor=source.for_mentor,
    )  # fmt: skip


def owners_of(scenario: Scenario) -> dict[str, frozenset[str]]:
    """Whom each possible source is about, by its id."""
    owners = {note.id: frozenset(note.about) for note in scenario.notes}
    owned: Iterable[Any] = (*scenario.goals, *scenario.check_ins, *scenario.questions)
    return owners | {one.id: frozenset({one.mentee}) for one in owned}


def plain(value: Any) -> Any:
    """A scenario as JSON speaks: what a draft can be made again from (promise 10). Reading it back is `restored`."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value
