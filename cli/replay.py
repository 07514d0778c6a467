"""`trellis replay`: make the last drafts again from what was stored, before an upgrade is switched on."""

import click


@click.command("replay")
@click.option("--last", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many drafts.")
@click.option("--show-words", is_flag=True, help="Print the differing lines. They hold what people wrote.")
def command(last: int, show_words: bool) -> None:
    """Remake the last drafts with today's code and policies; exit with 1 where any byte differs. Writes nothing."""
    from assistant.replaying import replay_last
    from assistant.wiring import build_services
    from cli.administering import mentors_of, opened

    with opened(say) as (settings, database):
        viewers = mentors_of(database)
        database.close()
        services = build_services(settings, say=say)
        results = replay_last(services, viewers, last)
        services.database.close()
    for one in results:
        click.echo(f"{one.draft_id}: {'same bytes' if one.same else difference(one.difference, show_words)}")
    changed = sum(not one.same for one in results)
    click.echo(f"{len(results) - changed} of {len(results)} drafts came out the same.")
    if changed:
        raise SystemExit(1)


def difference(lines: tuple[str, ...], show_words: bool) -> str:
    """How a draft differs: counted, or line by line when the words were asked for."""
    gone = sum(line.startswith("-") and not line.startswith("---") for line in lines)
    new = sum(line.startswith("+") and not line.startswith("+++") for line in lines)
    counted = f"differs ({gone} lines gone, {new} new)"
    return "\n".join([counted, *lines]) if show_words else counted


def say(words: str) -> None:
    """Progress, on standard error."""
    click.echo(f"[replay] {words}", err=True)
