"""`trellis ask`: questions in, cited answers out, from any folder of documents; no word of either is left behind."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from cli.batch import Record, UnreadableLineError, input_option, output_option, run_batch
from core.settings import settings_from_environment

ROLES = ("mentee", "mentor", "coordinator")


@click.command()
@click.option("--library", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Default: our own.")
@input_option("JSON lines {id, text, previous?, as?}")
@output_option()
def command(library: Path | None, source: str, target: str) -> None:
    """Answer questions from a library, with citations. The folder is indexed in memory; its vectors are kept."""
    from assistant.answering.pipeline import load_answering
    from retrieval.embedding import load_embedder
    from retrieval.throwaway import retriever_of_folder

    settings = settings_from_environment()
    embedder = load_embedder(settings, lambda line: click.echo(line, err=True))
    retriever = retriever_of_folder(library or settings.library_dir, embedder, settings.data_dir / "passages.sqlite3")
    answering = load_answering(retriever, policies=settings.policies_dir)
    screen = screen_of(embedder)

    def answer(records: list[Record]) -> Iterator[Record]:
        for record in records:
            yield answered(record, answering, screen)

    raise SystemExit(run_batch(source, target, required={"text": str}, answer=answer, size=1))


def screen_of(embedder: Any) -> Callable[[str, tuple[str, ...]], Any]:
    """Hears a question before it is answered, as on the page."""
    from assistant.safety.levels import Speaker
    from assistant.safety.screening import load_screen

    screen = load_screen(embedder)

    def hear(text: str, previous: tuple[str, ...]) -> Any:
        return screen.message(text, speaker=Speaker.MENTEE, minor=False, history=previous)

    return hear


def answered(record: Record, answering: Any, screen: Callable[[str, tuple[str, ...]], Any]) -> Record:
    """One output record of formats.md."""
    from assistant.answering.turn import Turn
    from cli.screen import shown

    began = time.perf_counter()
    previous = tuple(earlier_of(record))
    heard = screen(record["text"], previous)
    turn = Turn(text=record["text"], previous=previous, audiences=audiences_of(record), screen=heard)
    said = answering.answer(turn).plain()
    return {
        "id": record["id"], "status": said["status"], "text": said["text"], "citations": said["citations"],
        "handed_to": said["handed_to"], "facts": said["facts"], "concerns": shown(heard, False)["concerns"],
        "made_with": said["made_with"], "seconds": round(time.perf_counter() - began, 4),
    }  # fmt: skip


def earlier_of(record: Record) -> list[str]:
    """The earlier questions, checked."""
    previous = record.get("previous") or []
    if not isinstance(previous, list) or any(not isinstance(one, str) for one in previous):
        raise UnreadableLineError("field 'previous' must be a list of strings")
    return previous


def audiences_of(record: Record) -> frozenset[Any]:
    """Whose shelf may answer: a mentee's unless said otherwise."""
    from knowledge.document import Audience

    role = record.get("as", "mentee")
    if role not in ROLES:
        raise UnreadableLineError("field 'as' must be mentee or mentor")
    shelves = {
        "mentee": {Audience.EVERYONE},
        "mentor": {Audience.EVERYONE, Audience.MENTOR},
        "coordinator": set(Audience),
    }
    return frozenset(shelves[role])
