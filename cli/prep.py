"""`trellis prep`: from a scenario to a draft; one JSON object, or JSON lines for many. Nothing is kept."""

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from cli.batch import input_option, opened, output_option
from core.errors import InvalidInputError

AT_ONCE = 100  # scenarios whose notes are heard in one run, beside the preparing of those before them


@click.command("prep")
@input_option("A scenario as JSON, or many as JSON lines")
@output_option()
@click.option(
    "--library", "library", metavar="FOLDER", help="Documents for passages and resources: a college's own folder."
)
def command(source: str, target: str, library: str | None) -> None:
    """Draft a brief and an agenda from a scenario (formats.md).

    A file with one JSON object gives one JSON object; a file with one object a line gives one line each, in order.
    """
    with opened(source, "r") as stream:
        text = stream.read()
    whole = whole_object(text)
    rows = [(1, text)] if whole else list(lines_of(text))
    prepared = Preparer(library)
    scenarios, bad = scenarios_of(rows, whole, prepared)
    with opened(target, "w") as out:
        for record in prepared.records(scenarios):
            out.write(json.dumps(record, ensure_ascii=False, indent=2 if whole else None) + "\n")
    sys.exit(1 if bad else 0)


def scenarios_of(rows: list[tuple[int, str]], whole: bool, prepared: "Preparer") -> tuple[list[Any], int]:
    """What could be read, in order, and how many lines could not; each of those is complained of."""
    scenarios, bad = [], 0
    for number, line in rows:
        try:
            scenarios.append(prepared.read(parsed(line, whole)))
        except InvalidInputError as error:
            bad += 1
            click.echo(f"{'scenario' if whole else f'line {number}'}: {error}", err=True)
    return scenarios, bad


def whole_object(text: str) -> bool:
    """Whether the file is one JSON object over any number of lines, rather than one a line."""
    filled = [line for line in text.splitlines() if line.strip()]
    if len(filled) <= 1:
        return True
    try:
        json.loads(filled[0])
    except json.JSONDecodeError:
        return True
    return False


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Filled lines with their numbers, from 1."""
    return ((number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip())


def parsed(line: str, whole: bool) -> Any:
    """JSON, or a complaint that says where it stops being JSON."""
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if whole else f"column {error.colno}"
        raise InvalidInputError(f"expected one JSON object: {error.msg} at {where}.") from None


class Preparer:
    """From scenarios' JSON to drafts'. What it needs is read once, for all lines."""

    def __init__(self, library: str | None) -> None:
        """`library` is a folder of documents, or None."""
        from assistant.preparing.prepare import load_prep_policies

        self._policies, self._screen = load_prep_policies(), note_screen()
        self._shelf = library_shelf(Path(library)) if library else None

    @staticmethod
    def read(record: Any) -> Any:
        """A scenario. Raises InvalidInputError."""
        from assistant.preparing.scenario_reading import read_scenario

        return read_scenario(record)

    def records(self, scenarios: list[Any]) -> Iterator[dict[str, Any]]:
        """Output records, in order. While some are prepared, the notes of the next are heard on another core."""
        from concurrent.futures import ThreadPoolExecutor

        from assistant.preparing.output import prep_record
        from assistant.preparing.prepare import prepare

        parts = [scenarios[start : start + AT_ONCE] for start in range(0, len(scenarios), AT_ONCE)]
        with ThreadPoolExecutor(1) as listener:
            heard = [listener.submit(self.hear, part) for part in parts]
            for part, screen in zip(parts, heard, strict=True):
                for scenario in part:
                    prep = prepare(scenario, self._policies, screen=screen.result(), shelf=self._shelf)
                    yield prep_record(scenario, prep)

    def hear(self, scenarios: list[Any]) -> Any:
        """A screen that has heard the notes of some scenarios in one run."""
        from assistant.preparing.concerns import own_notes
        from assistant.preparing.note_screening import HeardScreen

        return HeardScreen(self._screen, [note.text for scenario in scenarios for note in own_notes(scenario)])


def note_screen() -> Any:
    """The screen for the mentor's own notes, with its trained heads."""
    from assistant.preparing.note_screening import MentorNoteScreen
    from assistant.safety.screening import load_screen
    from core.settings import settings_from_environment
    from retrieval.embedding import load_embedder

    say = partial(click.echo, err=True)
    return MentorNoteScreen(load_screen(load_embedder(settings_from_environment(), say)))


def library_shelf(folder: Path) -> Any:
    """The librarian over a folder, in memory."""
    if not folder.is_dir():
        raise click.UsageError(f"there is no folder {folder}")
    from assistant.preparing.librarian import LibrarianShelf
    from core.settings import settings_from_environment
    from knowledge.reading.folder import read_folder
    from retrieval.embedding import load_embedder
    from retrieval.throwaway import retriever_of

    read = read_folder(folder)
    for refusal in read.refusals:
        click.echo(f"{refusal.path}: {refusal.reason}", err=True)
    return LibrarianShelf(retriever_of(read.documents, load_embedder(settings_from_environment())))
