"""`trellis model ...`: prepare the embedding model ahead of its first use."""

import click

from core.settings import settings_from_environment


@click.group()
def command() -> None:
    """Prepare the embedding model; check a configured language model."""


@command.command("prepare")
def prepare() -> None:
    """Export the embedding model, so that nothing waits for it later. Quick when it is there."""
    from retrieval.exporting import prepare as export

    folder = settings_from_environment().embedding_dir
    export(folder, lambda line: click.echo(line, err=True))
    click.echo(f"the embedding model is in {folder}")
