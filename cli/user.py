"""`trellis user add`: people, their roles, and how they sign in."""

import click

ROLES = ("mentee", "mentor", "coordinator", "evaluator", "administrator")


@click.group("user")
def command() -> None:
    """Add people and set how they sign in."""


@command.command("add")
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice(ROLES), help="May be given twice.")
@click.option("--program", default="", help="Program id; not needed while there is one program.")
@click.option("--minor", is_flag=True, help="The person is under 18 (safety.md M1).")
@click.option("--password", is_flag=True, help="Ask for a password; otherwise a sign-in link is printed.")
def add(name: str, email: str, roles: tuple[str, ...], program: str, minor: bool, password: bool) -> None:
    """Add a person, and print a link that lets them in once within three days."""
    chosen = click.prompt("Password", hide_input=True, confirmation_prompt=True) if password else ""
    from cli.administering import AddedPerson, add_user

    added: AddedPerson = add_user(
        name=name, email=email, roles=roles, program=program, minor=minor, password=chosen, say=say
    )
    click.echo(f"{added.person_id} is in {added.program_name} as {', '.join(roles)}.")
    if added.link:
        click.echo(f"Sign-in link, once, within three days: {added.link}")


@command.command("link")
@click.option("--email", required=True)
def link(email: str) -> None:
    """Print a new sign-in link for a person."""
    from cli.administering import link_for_email

    click.echo(f"Sign-in link, once, within three days: {link_for_email(email, say)}")


@command.command("start-program")
@click.option("--name", required=True, help="The program's name.")
@click.option("--timezone", default="America/New_York", show_default=True)
@click.option("--term-start", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--term-end", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--sessions", nargs=2, type=int, default=(8, 10), show_default=True, help="Sessions a term, from and to.")
@click.option("--coordinator", nargs=2, required=True, metavar="NAME EMAIL", help="First on the on-call chain.")
@click.option("--deputy", nargs=2, required=True, metavar="NAME EMAIL", help="Second on the on-call chain.")
def start_program(**chosen: object) -> None:
    """Start a program with a coordinator and a deputy: without a chain two deep, nothing is served (promise 1)."""
    from cli.administering import start_program as begin

    for who, url in begin(chosen, say):
        click.echo(f"{who}: sign-in link, once, within three days: {url}")


@command.command("on-call")
@click.option("--program", default="", help="Program id; not needed while there is one program.")
@click.argument("person_ids", nargs=-1, required=True, metavar="PERSON_ID...")
def on_call(program: str, person_ids: tuple[str, ...]) -> None:
    """Set who is paged, in order: coordinators, at least two. Do this before closing or erasing one of them."""
    from cli.administering import set_on_call

    name = set_on_call(program, person_ids, say)
    click.echo(f"{name} now pages {', then '.join(person_ids)}.")


def say(words: str) -> None:
    """Progress, on standard error."""
    click.echo(f"[user] {words}", err=True)
