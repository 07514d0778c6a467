"""`trellis train`: the heads of the screen and of classing, from `knowledge/examples`, and how well they generalise."""

from pathlib import Path

import click


@click.group()
def command() -> None:
    """Train what is trained here. The same examples give the same bytes."""


@command.command()
@click.option("--examples", type=click.Path(path_type=Path, exists=True), default=None, help="Folder of example files.")
@click.option("--output", type=click.Path(path_type=Path), default=None, help="Where the weights go.")
@click.option("--date", "dated", default="2026-11-24", show_default=True, help="The date written into the weights.")
def screen(examples: Path | None, output: Path | None, dated: str) -> None:
    """Train the heads and print rates cross-validated by author, with Wilson intervals."""
    from assistant.safety.examples import FOLDER
    from assistant.safety.heads import WEIGHTS
    from assistant.safety.training_run import train
    from core.settings import settings_from_environment
    from retrieval.adapting import Classroom
    from retrieval.embedding import load_embedder
    from retrieval.lessons import Learning, Lessons

    def say(line: str) -> None:
        click.echo(line, err=True)

    def school(lessons: Lessons) -> Learning:
        return Classroom(lessons, say)

    embedder = load_embedder(settings_from_environment(), say)
    for line in train(embedder, school, examples or FOLDER, output or WEIGHTS, dated):
        click.echo(line)
    load_embedder(settings_from_environment(), say)  # the served graph takes in what was learnt


@command.command()
@click.option("--examples", type=click.Path(path_type=Path, exists=True), default=None, help="Folder of example files.")
@click.option("--output", type=click.Path(path_type=Path), default=None, help="Where the weights go.")
@click.option("--date", "dated", default="2026-11-24", show_default=True, help="The date written into the weights.")
def classing(examples: Path | None, output: Path | None, dated: str) -> None:
    """Train the head that hears confidential sentences, and print how many it hears of voices left out."""
    from assistant.classing.examples import FOLDER
    from assistant.classing.head import WEIGHTS
    from assistant.classing.training import train
    from core.settings import settings_from_environment
    from retrieval.embedding import load_embedder

    embedder = load_embedder(settings_from_environment(), lambda line: click.echo(line, err=True))
    for line in train(embedder.embed, embedder.name, dated, examples or FOLDER, output or WEIGHTS):
        click.echo(line)
