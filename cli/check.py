"""`trellis check`: check texts against the output rules (JSONL; formats.md)."""

from collections.abc import Iterable
from typing import Any

import click

from cli.batch import Record, UnreadableLineError, input_option, output_option, run_batch


@click.command()
@input_option("JSON lines with output and context")
@output_option()
@click.pass_context
def command(ctx: click.Context, source: str, target: str) -> None:
    """Say for each text whether it may leave, and what it breaks."""
    ctx.exit(run_batch(source, target, required={"output": str}, answer=answered))


def answered(records: list[Record]) -> Iterable[Record]:
    """Check a batch."""
    return [one(record) for record in records]


def one(record: Record) -> Record:
    """Check one text. Raises UnreadableLineError for a context that is not one."""
    from assistant.safety.levels import Category, Level
    from assistant.safety.output_rules import KINDS, OutputContext, check_output

    context = record.get("context") or {}
    if not isinstance(context, dict):
        raise UnreadableLineError("field 'context' must be an object with kind, level, category")
    allowed = {"kind": KINDS, "level": tuple(Level), "category": (*Category, "none")}
    for name, values in allowed.items():
        if context.get(name) and context[name] not in values:
            raise UnreadableLineError(f"context '{name}' must be one of {', '.join(values)}")
    given = {name: str(context[name]) for name in allowed if context.get(name) and context[name] != "none"}
    found = check_output(record["output"], OutputContext(**given), sources=sources_in(context))
    violations = [{"rule": v.rule, "span": list(v.span), "why": v.why} for v in found]
    return {"id": record["id"], "ok": not violations, "violations": violations}


def sources_in(context: dict[str, Any]) -> list[str] | None:
    """The texts the output rests on, where the line brings them: `sources`, a list of strings."""
    sources = context.get("sources")
    if sources is None:
        return None
    if not isinstance(sources, list) or not all(isinstance(one, str) for one in sources):
        raise UnreadableLineError("context 'sources' must be a list of strings")
    return sources
