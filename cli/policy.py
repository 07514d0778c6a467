"""`trellis policy check` proves that the tables have no holes; `trellis policy try FILE` shows what would change."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from assistant.escalating.what_if import Difference, Tried
    from assistant.safety.screening import Item

NAMES = ("escalation", "acting", "replies", "hotlines", "flows", "classing")
WORDS = {
    "gained": "flags gained", "lost": "flags lost", "raised": "raised", "lowered": "lowered",
    "told": "told differently",
}  # fmt: skip
MOST_SHOWN = 12


@click.group()
def command() -> None:
    """Check policies; try a proposed one before it is switched on."""


@command.command()
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Another policy folder.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day reviews are held against.")
@click.pass_context
def check(ctx: click.Context, folder: Path | None, today: object) -> None:
    """Read every policy as the program would, and say what is missing, wrong or past its review."""
    from core.settings import settings_from_environment

    folder = folder or settings_from_environment().policies_dir
    day = getattr(today, "date", date.today)()
    wrong = [line for line in map(lambda name: problem_of(name, folder), NAMES) if line]
    wrong += table_holes()
    for line in (*wrong, *reviews(folder, day)):
        click.echo(line)
    if wrong:
        ctx.exit(1)
    click.echo(f"{len(NAMES)} policies and the table of moves have no holes.")


def problem_of(name: str, folder: Path) -> str:
    """What is wrong with a policy, "" where nothing is."""
    from core.errors import InvalidInputError

    try:
        loader(name)(folder)
    except (InvalidInputError, KeyError, ValueError) as error:
        said = str(error)
        return said if said.startswith(name) else f"{name}.yaml: {said}"
    return ""


def loader(name: str):  # type: ignore[no-untyped-def]
    """The function that reads a policy as the program does."""
    from assistant.escalating.policy import load_acting
    from assistant.safety.policy import load_escalation
    from assistant.safety.replies import load_replies
    from knowledge.classing_table import load_classing_table
    from knowledge.flow_table import load_flow_table
    from knowledge.policy import read_policy

    return {
        "escalation": load_escalation, "acting": load_acting, "replies": load_replies, "flows": load_flow_table,
        "classing": load_classing_table, "hotlines": lambda folder: read_policy("hotlines", folder),
    }[name]  # fmt: skip


def table_holes() -> list[str]:
    """Statuses a flag can stand in without words for what each person sees, or that lead nowhere."""
    from assistant.safety.levels import Lane
    from assistant.safety.moves import FIRST, FLAG_MOVES, FLAG_SIGHTS, Move, Status

    reached = {(lane, FIRST[lane]) for lane in Lane}
    reached |= {(made.to_lane or lane, made.to) for (lane, _, _), made in FLAG_MOVES.items()}
    holes = [f"moves: nobody is told what they see at {lane}/{status}" for lane, status in reached - set(FLAG_SIGHTS)]
    leads = {(lane, status) for lane, status, move in FLAG_MOVES if move is not Move.UNDO}
    holes += [
        f"moves: nothing leads out of {lane}/{status}" for lane, status in reached - leads if status != Status.CLOSED
    ]
    return holes


def reviews(folder: Path, today: date) -> list[str]:
    """Policies past their review: still in force, and somebody should look."""
    from core.errors import InvalidInputError
    from knowledge.policy import read_policy

    late = []
    for name in NAMES:
        try:
            policy = read_policy(name, folder)
        except InvalidInputError:
            continue
        if policy.review_by < today:
            late.append(f"{name}.yaml was to be reviewed by {policy.review_by}.")
    return late


@command.command(name="try")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--cases", type=click.Choice(["suite", "examples", "all"]), default="suite", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
def try_(file: Path, cases: str, as_json: bool) -> None:
    """Run synthetic cases under a proposed escalation file: flags gained and lost, and who would be told."""
    from assistant.escalating.what_if import RememberingReader, as_plain, try_policy
    from assistant.safety.policy import load_escalation
    from assistant.safety.screening import load_screen
    from core.errors import TrellisError
    from core.settings import settings_from_environment
    from retrieval.embedding import load_embedder

    settings = settings_from_environment()
    try:
        proposed = load_escalation(file.resolve().parent, file.stem)
        embedder = RememberingReader(load_embedder(settings, lambda line: click.echo(line, err=True)))
        screen = load_screen(embedder, policy=load_escalation(settings.policies_dir))
        tried = try_policy(screen, proposed, gather(cases))
    except TrellisError as error:
        raise click.ClickException(error.message) from None
    click.echo(json.dumps(as_plain(tried), indent=1) if as_json else report(tried))


def gather(which: str) -> list[tuple[str, "Item"]]:
    """The cases to try: the published suite, the training examples, or both. All of them are invented."""
    from assistant.safety.examples import read_examples
    from assistant.safety.screening import Item

    found: list[tuple[str, Item]] = []
    if which in ("suite", "all"):
        found += suite_cases()
    if which in ("examples", "all"):
        examples, _ = read_examples()
        found += [
            (f"{one.category}-{one.author}-{number}", Item(texts=(one.text,), speaker=one.speaker))
            for number, one in enumerate(examples)
        ]
    return found


def suite_cases() -> list[tuple[str, "Item"]]:
    """The escalation suite's own cases."""
    from cli.screen import item_of
    from evals.library import load, named

    return [(case.id, item_of({"id": case.id, **case.given})) for case in load(named("escalation"))]


def report(tried: "Tried") -> str:
    """What would change, in words: counts, then who, then the cases by id."""
    before, after = tried.flagged
    lines = [f"{tried.cases} cases: {before} flags under the policy in force, {after} under the proposed one."]
    if not tried.differences:
        return lines[0] + "\nNothing would change."
    for kind, words in WORDS.items():
        found = tried.of(kind)
        if found:
            lines += ["", f"{len(found)} {words}:", *(f"  {line_of(one)}" for one in found[:MOST_SHOWN])]
            lines += [f"  and {len(found) - MOST_SHOWN} more (--json shows all)"] if len(found) > MOST_SHOWN else []
    newly = Counter(word for one in tried.differences for word in one.newly_told)
    gone = Counter(word for one in tried.differences for word in one.no_longer_told)
    lines += ["", *(f"{word}: told of {count} more" for word, count in newly.most_common())]
    return "\n".join([*lines, *(f"{word}: told of {count} fewer" for word, count in gone.most_common())])


def line_of(one: "Difference") -> str:
    """One case: id, category, levels."""
    category = (one.after.category or one.before.category).replace("_", " ")
    return f"{one.case_id}: {category}, {one.before.level} to {one.after.level}"
