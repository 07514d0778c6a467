"""`trellis erase`: erase a person for good, and prove it by a byte search of every file of the installation."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from storage.erasing_proof import Proof

REASONS = ("own_request", "left_program", "retention", "court_order")


@click.command("erase")
@click.option("--person", default="", help="The person's id.")
@click.option("--email", default="", help="Or the address they sign in with.")
@click.option("--reason", type=click.Choice(REASONS), default="own_request", show_default=True, help="For the audit.")
@click.option("--yes", is_flag=True, help="Really erase. Without it, only what would go is counted.")
def command(person: str, email: str, reason: str, yes: bool) -> None:
    """Erase everything of and about a person; exit 1 where a word or a key of theirs is found in any file afterwards.

    It cannot be taken back. Who is on call is replaced first; an open safety flag is closed first. Stop the server
    before, or its open connections keep the old bytes in the log until they close.
    """
    if bool(person) == bool(email):
        raise click.UsageError("name one person: --person ID or --email ADDRESS")
    from cli.administering import opened
    from cli.erasing import erased_and_searched, found_person

    with opened(say) as (settings, database):
        person_id = found_person(database, person, email)
        if not yes:
            raise click.UsageError(f"erasing {person_id} cannot be taken back; add --yes to do it. Nothing was erased.")
        rows, standing, proof = erased_and_searched(settings, database, person_id, reason, say)
    click.echo(f"{person_id} is erased: {', '.join(f'{count} {name}' for name, count in rows.items() if count)}.")
    if standing:
        click.echo(f"Frames that stay, without a word: {', '.join(f'{n} {name}' for name, n in standing.items())}.")
    show(proof)


def show(proof: "Proof") -> None:
    """Say what the search found; exit 1 where that is anything."""
    looked = ", ".join(f"{count} {kind}" for kind, count in proof.looked_for.items())
    click.echo(f"Searched {proof.files} files ({proof.size / 1e6:.1f} MB) for {looked}.")
    if proof.locked:
        click.echo(f"{proof.locked} backups hold sealed words that no key opens any more.")
    for name, kind in proof.found:
        click.echo(f"FOUND {kind} in {name}")
    if not proof.clean:
        raise SystemExit(1)
    click.echo("Nothing was found.")


def say(words: str) -> None:
    """Progress, on standard error."""
    click.echo(f"[erase] {words}", err=True)
