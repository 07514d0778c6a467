"""`trellis demo`: an invented program on this machine, a sign-in link for each role, and the pages."""

import ipaddress
from datetime import timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from assistant.wiring import Services

LINKS = [
    ("Mentor", "maya", "Maya Thompson meets Ana in a few minutes"),
    ("Mentor of a group", "jonah", "Jonah Reyes, three mentees in chemistry"),
    ("Mentee", "ana", "Ana Duarte"),
    ("Coordinator", "dana", "Dana Whitfield, with flags waiting"),
    ("Evaluator", "ruth", "Ruth Adeyemi"),
    ("Administrator", "sam", "Sam Park"),
]


def say(words: str) -> None:
    """Progress, on standard error."""
    click.echo(f"[demo] {words}", err=True)


@click.command("demo")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Only an address of this machine.")
@click.option("--fresh", is_flag=True, help="Forget the earlier demo and fill a new one.")
@click.option("--fill-only", is_flag=True, help="Fill the program and stop, without serving.")
def command(port: int, host: str, fresh: bool, fill_only: bool) -> None:
    """Fill a demo program and serve it on this machine.

    The people are invented. Anyone who can open the links can be anyone, so it refuses any address but loopback.
    """
    if not is_loopback(host):
        raise click.UsageError(f"the demo signs anyone in, so it serves only this machine; {host} is not loopback")
    from cli.demo_running import prepare_demo
    from cli.serving import serve

    services = prepare_demo(host=host, port=port, fresh=fresh, say=say)
    if fill_only:
        services.database.close()
        return
    show_links(services, host, port)
    serve(services, say=say)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine's own address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def show_links(services: "Services", host: str, port: int) -> None:
    """Print a sign-in link for each role."""
    from assistant.signing_in import link_for
    from cli.demo_filling import PROGRAM

    click.echo("\nOpen one of these; each signs you in as that person:\n")
    for role, person, about in LINKS:
        link = link_for(services, person, PROGRAM, lasts=timedelta(days=30), reusable=True)
        click.echo(f"  {role:<18} http://{host}:{port}/sign-in/link/{link}   ({about})")
    click.echo("")
