"""`trellis eval`: run suites, compare two runs, list and check cases, score again, mutate, sabotage (formats.md)."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from cli.evaluate_words import Meter, comparison_words, mutation_words, sabotage_words, suite_line, verdict_words
from core.errors import TrellisError
from core.model_settings import ModelSettings
from core.settings import settings_from_environment

COULD_NOT = 2
FOLDER = click.Path(path_type=Path, file_okay=False)
EXISTING = click.Path(path_type=Path, exists=True)


def ending(call: Callable[..., int]) -> Callable[..., None]:
    """A command returns its exit status; what it could not do is said in words, and is 2."""

    @wraps(call)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            status = call(*args, **kwargs)
        except TrellisError as error:
            click.echo(error.message, err=True)
            status = COULD_NOT
        sys.exit(status)

    return wrapped


@click.group(name="eval", help="Run suites of cases against the pipelines that serve, and compare two runs.")
def command() -> None:
    """The examiner's door."""


@command.command("run", help="Run suites. Exit 0: all gates held; 1: a gate fell; 2: could not run.")
@click.argument("names", nargs=-1, metavar="SUITE...")
@click.option("--all", "every", is_flag=True, help="Every suite there is.")
@click.option("--cases", type=EXISTING, metavar="FILE", help="Your own cases instead of the suite's; never quoted.")
@click.option(
    "--report", type=FOLDER, metavar="DIR", help="Write run.json, scores.jsonl, report.html, junit.xml there."
)
@click.option("--epochs", default=1, show_default=True, type=click.IntRange(1, 20), help="Times each case is run.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 2), help="Processes.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The day the run takes place on (default: a fixed one).")
@click.option("--seed", default=20261124, show_default=True, help="For whatever is drawn by lot.")
@click.option("--keep-outputs", is_flag=True, help="Keep outputs of --cases too, so that they can be scored again.")
@click.option("--url", default="", help="Examine a running deployment instead of this code.")
@click.option("--token", default="", envvar="TRELLIS_EVAL_TOKEN", help="Bearer token for --url.")
@click.option(
    "--fake-model", "fake", type=click.Choice(["faithful", "hostile"]), help="Plug in a scripted model on this machine."
)
@ending
def run(
    names: tuple[str, ...], every: bool, cases: Path | None, report: Path | None, fake: str | None, **more: Any
) -> int:
    """Run the named suites, or all."""
    from cli.fake_model import plugged_in
    from evals.report import write_report
    from evals.run import run_suites
    from evals.suite import ALL

    if bool(names) == every:
        raise click.UsageError("name at least one suite, or --all")
    with plugged_in(fake) as model:
        result = run_suites(list(ALL) if every else names, cases=cases, report_dir=report, progress=Meter(),
                            options=options(**more, model=model))  # fmt: skip
    click.echo(verdict_words(result))
    if report is not None:
        write_report(result, report)
        click.echo(f"report: {report / 'report.html'}")
    return int(result["exit"])


def options(
    *, epochs: int, workers: int, day: datetime | None, seed: int, keep_outputs: bool, url: str, token: str,
    model: ModelSettings | None = None,
) -> Any:  # fmt: skip
    """The choices of the command line as the runner's Options."""
    from evals.run import Options
    from evals.subjects import DAY, Setup

    moment = DAY if day is None else day.replace(hour=DAY.hour, tzinfo=UTC)
    settings = settings_from_environment()
    settings = settings.model_copy(update={"model": model}) if model else settings
    setup = Setup(settings=settings, moment=moment, url=url, token=token)
    writer = settings.model.writer
    asked = f"{writer.provider} {writer.name}" if writer and settings.model.usable else "none"
    return Options(
        setup=setup, epochs=epochs, workers=workers, seed=seed, keep_outputs=keep_outputs, model=asked
    )  # fmt: skip


@command.command("compare", help="Compare two report folders, case by case. Exit 0: not worse; 1: worse; 2: could not.")
@click.argument("before", type=EXISTING)
@click.argument("after", type=EXISTING)
@click.option("--report", type=FOLDER, metavar="DIR", help="Write compare.html and compare.json there.")
@ending
def compare(before: Path, after: Path, report: Path | None) -> int:
    """Paired flips, exact tests, slices; ties are called ties."""
    from evals.compare import compare_runs
    from evals.report import write_comparison

    result = compare_runs(before, after)
    click.echo(comparison_words(result))
    if report is not None:
        click.echo(f"report: {write_comparison(result, report)}")
    return int(result["exit"])


@command.command("list", help="The suites there are; with --check every mistake in their case files.")
@click.option("--check", is_flag=True, help="Name each mistake with its file and line; exit 1 if there is one.")
@click.option("--cases", type=EXISTING, metavar="FILE", help="Check this file of cases instead.")
@click.option("--suite", "name", default="resources", show_default=True, help="The suite a --cases file is for.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a suite.")
@ending
def list_suites(check: bool, cases: Path | None, name: str, as_json: bool) -> int:
    """Names, questions and numbers of cases."""
    from evals.library import CaseFileError, load_file, named, suites

    if cases is not None:
        try:
            click.echo(f"{len(load_file(named(name), cases))} cases, no mistake")
        except CaseFileError as error:
            click.echo("\n".join(map(str, error.mistakes)), err=True)
            return 1
        return 0
    told = suites()
    for suite in told:
        click.echo(json.dumps(suite, ensure_ascii=False) if as_json else suite_line(suite))
        if check:
            click.echo("".join(f"  {mistake}\n" for mistake in suite["mistakes"]), nl=False, err=True)
    click.echo(f"{sum(suite['cases'] for suite in told)} cases in all", err=True)
    return int(check and any(suite["mistakes"] for suite in told))


@command.command("rescore", help="Score the stored outputs of a report folder again, without running anything.")
@click.argument("folder", type=EXISTING, metavar="DIR")
@click.option("--cases", type=EXISTING, metavar="FILE", help="The run's own cases, if it was run with --keep-outputs.")
@ending
def rescore(folder: Path, cases: Path | None) -> int:
    """After a scorer or a gate has changed."""
    from evals.report import write_report
    from evals.rescore import rescore_run

    result = rescore_run(folder, cases)
    click.echo(verdict_words(result))
    write_report(result, folder)
    return int(result["exit"])


@command.command("draft", help="A case drafted from a corrected answer or a decision, for a human to accept.")
@click.option("--suite", "name", default="resources", show_default=True, help="The suite it is meant for.")
@click.option("--text", required=True, metavar="WORDS", help="The question or the words, with every name masked.")
@click.option("--about", required=True, metavar="LINE", help="What it is about, in one line.")
@click.option(
    "--expect", "wanted", multiple=True, required=True, metavar="KEY=VALUE", help="What should have come of it."
)
@click.option("--consented", is_flag=True, help="Whoever wrote the words said yes to this use of them.")
@click.option("--author", default="desk", show_default=True, help="Who drafts it.")
@ending
def draft(name: str, text: str, about: str, wanted: tuple[str, ...], consented: bool, author: str) -> int:
    """A YAML file on standard output, checked as the reader of cases will check it."""
    from evals.drafting import drafted

    click.echo(drafted(name, text, about=about, wanted=wanted, consented=consented, author=author), nl=False)
    return 0


@command.command("mutate", help="Change cases by rule and see that what must not change does not.")
@click.argument("names", nargs=-1, metavar="[SUITE...]")
@click.option("--most", default=60, show_default=True, help="Cases taken of each suite, evenly spread.")
@click.option("--output", type=click.Path(path_type=Path), metavar="F", help="Write the mutated cases as JSONL.")
@ending
def mutate(names: tuple[str, ...], most: int, output: Path | None) -> int:
    """Paraphrase, typos, dialect, names, quoting, encoding, planting: each with what it may and may not change."""
    from evals.mutate import mutate_suites

    result = mutate_suites(names or ("escalation", "resources", "confidentiality"), most=most, progress=Meter(),
                           options=options(**DEFAULTS), output=output)  # fmt: skip
    click.echo(mutation_words(result))
    return int(result["exit"])


@command.command("sabotage", help="Break parts on purpose and see that the suites notice. Exit 1 if one gets away.")
@click.option("--only", multiple=True, metavar="NAME", help="Just these saboteurs.")
@ending
def sabotage(only: tuple[str, ...]) -> int:
    """A table of saboteurs and who caught them."""
    from evals.sabotage import sabotage_all

    result = sabotage_all(only=only, progress=Meter(), options=options(**DEFAULTS))
    click.echo(sabotage_words(result))
    return int(result["exit"])


DEFAULTS: dict[str, Any] = {"epochs": 1, "workers": 2, "day": None, "seed": 20261124, "keep_outputs": False, "url": "",
                            "token": ""}  # fmt: skip
