"""`trellis reveal`: what would this person be shown? (formats.md)"""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import click

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
    rules = Rules(flows=load_flow_table(folder), classing=load_classing_table(folder), clock=clock)

    def answer(records: list[Record]) -> Iterable[Record]:
        return [answered(record, rules) for record in records]

    required: dict[str, type | tuple[type, ...]] = {"people": list, "stored": list, "request": dict}
    sys.exit(run_batch(source, target, required=required, answer=answer))


def answered(record: Record, rules: Rules) -> Record:
    """One output line."""
    try:
        shown = reveal(read_scenario(record), rules)
    except InvalidInputError as error:
        raise UnreadableLineError(error.message) from None
    return {"id": record["id"], "shown": shown.text, "sources": list(shown.sources), "status": shown.status}
