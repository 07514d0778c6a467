"""A Prep as formats.md spells it, ready for JSON."""

from typing import Any

from assistant.preparing.concerns import HeardNote
from assistant.preparing.prepare import Prep
from assistant.preparing.scenario import Scenario
from assistant.writing.sentence import Block, Sentence


def prep_record(scenario: Scenario, prep: Prep) -> dict[str, Any]:
    """One output record of `trellis prep`."""
    draft = prep.draft
    record: dict[str, Any] = {
        "id": scenario.id,
        "brief": [sentence_record(sentence) for sentence in draft.brief],
        "agenda": [block_record(block) for block in draft.agenda],
    }
    if draft.private_cards:
        record["private_cards"] = {
            who: [sentence_record(s) for s in lines] for who, lines in draft.private_cards.items()
        }
    record["concerns"] = [concern_record(heard) for heard in prep.concerns]
    record["made_with"] = dict(sorted(draft.made_with.items()))
    return record


def sentence_record(sentence: Sentence) -> dict[str, Any]:
    """A Sentence: its text, its sources by kind and id, its reason."""
    return {
        "text": sentence.text,
        "sources": [{"kind": source.kind.value, "id": source.id} for source in sentence.sources],
        "reason": sentence.reason,
    }


def block_record(block: Block) -> dict[str, Any]:
    """A block; `yours` is there where its words are left to the mentor."""
    record: dict[str, Any] = {
        "title": block.title,
        "minutes": block.minutes,
        "purpose": block.purpose,
        "items": [sentence_record(s) for s in block.items],
    }
    return {**record, "yours": True} if block.yours else record


def concern_record(heard: HeardNote) -> dict[str, Any]:
    """A concern as the screen tells it, with the note it was heard in."""
    concern = heard.concern
    return {
        "note": heard.note.id,
        "category": concern.category.value,
        "level": concern.level.value,
        "subject": concern.subject.value,
        "time": concern.time.told,
        "fired": concern.fired,
        "spans": [list(span) for span in concern.spans],
    }
