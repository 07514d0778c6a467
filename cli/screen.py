"""`trellis screen`: hear worrying words in messages, notes and conversations (JSONL; formats.md)."""

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from cli.batch import Record, UnreadableLineError, input_option, output_option, run_batch

if TYPE_CHECKING:
    from assistant.safety.levels import ScreenResult
    from assistant.safety.screening import Item, Screen

BATCH = 2048  # texts of one length are read together, and sessions are opened once a batch


@click.command()
@input_option("JSON lines with text or turns")
@output_option()
@click.pass_context
def command(ctx: click.Context, source: str, target: str) -> None:
    """Say for each line what a person must look at: level, category, concerns, lane."""
    from assistant.safety.screening import load_screen
    from core.settings import settings_from_environment
    from retrieval.embedding import load_embedder

    screen = load_screen(load_embedder(settings_from_environment(), lambda line: click.echo(line, err=True)))

    def answer(records: list[Record]) -> Iterable[Record]:
        return answered(records, screen)

    ctx.exit(run_batch(source, target, required={}, answer=answer, size=BATCH))


def answered(records: list[Record], screen: "Screen") -> list[Record]:
    """Screen a batch; `seconds` is a line's share of the batch."""
    items = [item_of(record) for record in records]
    begun = time.perf_counter()
    results = screen.batch(items)
    seconds = round((time.perf_counter() - begun) / max(1, len(items)), 6)
    return [{"id": record["id"], **shown(result, "turns" in record), "seconds": seconds}
            for record, result in zip(records, results, strict=True)]  # fmt: skip


def item_of(record: Record) -> "Item":
    """What a line asks to screen. Raises UnreadableLineError saying what was expected."""
    from assistant.safety.levels import Speaker
    from assistant.safety.screening import Item, conversation_item

    minor = record.get("minor", False)
    if not isinstance(minor, bool):
        raise UnreadableLineError("field 'minor' must be bool")
    if "turns" in record:
        return conversation_item(turns_of(record["turns"]), minor=minor)
    if not isinstance(record.get("text"), str):
        raise UnreadableLineError("expected 'text' (a string) or 'turns' (a list of {role, text})")
    speaker = record.get("speaker", "mentee")
    if speaker not in tuple(Speaker):
        raise UnreadableLineError("field 'speaker' must be 'mentee' or 'mentor_note'")
    return Item(texts=(record["text"],), speaker=Speaker(speaker), minor=minor)


def turns_of(turns: Any) -> list[tuple[str, str]]:
    """Turns as pairs of role and text."""
    if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
        raise UnreadableLineError("field 'turns' must be a list of {role, text}")
    for turn in turns:
        if turn.get("role") not in ("mentee", "assistant") or not isinstance(turn.get("text"), str):
            raise UnreadableLineError("each turn needs a role ('mentee' or 'assistant') and a text")
    return [(turn["role"], turn["text"]) for turn in turns]


def shown(result: "ScreenResult", conversation: bool) -> Record:
    """The result as formats.md spells it."""
    out: Record = {
        "level": result.level.value, "category": result.category.value if result.category else "none",
        "concerns": [
            {"category": c.category.value, "level": c.level.value, "subject": c.subject.value, "time": c.time.told,
             "fired": c.fired, "spans": [list(span) for span in c.spans], "why": c.why}
            for c in result.concerns
        ],
        "lane": result.lane.value if result.lane else None,
        "language": result.language, "versions": result.versions,
    }  # fmt: skip
    if result.clarifying_question:
        out["clarifying_question"] = result.clarifying_question
    if conversation and result.first_turn is not None:
        out["first_turn"] = result.first_turn
    return out
