"""`trellis index FOLDER`: bring the index up to a college's own folder of documents."""

from pathlib import Path

import click

from core.errors import TrellisError
from core.settings import settings_from_environment


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--data", "data_dir", type=click.Path(file_okay=False, path_type=Path), help="Where the index lives.")
def command(folder: Path, data_dir: Path | None) -> None:
    """Index a folder: Markdown, HTML, PDF, DOCX, CSV and plain text, nested. Only what changed is read again."""
    from retrieval.embedding import load_embedder
    from retrieval.indexing import index_folder

    settings = settings_from_environment()
    if data_dir is not None:
        settings = settings.model_copy(update={"data_dir": data_dir})

    def say(line: str) -> None:
        click.echo(line, err=True)

    try:
        report = index_folder(folder, settings.index_dir, load_embedder(settings, say), say)
    except TrellisError as error:
        raise click.ClickException(error.message) from None
    click.echo(f"{report.documents} documents, {report.passages} passages, in {settings.index_dir}")
    for name, paths in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        click.echo(f"{name}: {len(paths)}")
        for path in paths if name != "added" else ():
            click.echo(f"  {path}")
    for refusal in report.refused:
        click.echo(f"refused {refusal.path}: {refusal.reason}")
    for path, warning in report.warnings:
        click.echo(f"warning {path}: {warning}")
    click.echo(f"embedded {report.embedded} passages in {report.seconds:.1f} s")
