"""`trellis reveal`: what would this person be shown? (formats.md)"""

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from access.classing import ClassingTable
from assistant.revealing.reveal import Rules, reveal
from assistant.revealing.scenario import read_scenario
from cli.batch import Record, UnreadableLineError, input_option, output_option, run_batch
from core.clock import FixedClock
from core.errors import InvalidInputError
from core.settings import settings_from_environment
from knowledge.classing_table import load_classing_table
from knowledge.flow_table import load_flow_table


@click.command(name="reveal", help="Show what a person would be shown, from people, stored sentences and a request.")
@input_option("Scenarios as JSON lines")
@output_option()
def command(source: str, target: str) -> None:
    """Answer every scenario in order; exit 1 if a line could not be read."""
    folder = settings_from_environment().policies_dir
    # Scenarios carry no dates, so nothing in them expires: the clock stands still to make runs repeatable.
    clock = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
    rules = Rules(flows=load_flow_table(folder), classing=classing_that_hears(folder), clock=clock)

    def answer(records: list[Record]) -> Iterable[Record]:
        return [answered(record, rules) for record in records]

    required: dict[str, type | tuple[type, ...]] = {"people": list, "stored": list, "request": dict}
    sys.exit(run_batch(source, target, required=required, answer=answer))


def classing_that_hears(folder: Path) -> ClassingTable:
    """The words that class, and the head that hears what they miss, as on the pages where people write."""
    from assistant.wiring import hears_with
    from retrieval.embedding import load_embedder

    embedder = load_embedder(settings_from_environment(), lambda line: click.echo(line, err=True))
    return replace(load_classing_table(folder), heard=hears_with(embedder))


def answered(record: Record, rules: Rules) -> Record:
    """One output line."""
    try:
        shown = reveal(read_scenario(record), rules)
    except InvalidInputError as error:
        raise UnreadableLineError(error.message) from None
    return {"id": record["id"], "shown": shown.text, "sources": list(shown.sources), "status": shown.status}
