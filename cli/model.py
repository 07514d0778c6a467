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


@command.command("check")
def check() -> None:
    """Try the configured language model end to end; exits 1 where something does not work."""
    from assistant.wiring import models_from, nearness_of
    from cli.model_check import run
    from core.clock import SystemClock
    from retrieval.embedding import load_embedder

    settings = settings_from_environment()
    models = models_from(settings, SystemClock())
    if models is None:
        click.echo("No language model is configured: nothing leaves this machine (docs/settings.md).")
        return
    tried = run(models, nearness_of(load_embedder(settings, lambda line: click.echo(line, err=True))))
    for one in tried:
        click.echo(f"{'works' if one.works else 'FAILS'}  {one.what}: {one.said}")
    if not all(one.works for one in tried):
        raise SystemExit(1)
