"""`trellis audit`: is the record of who saw what whole? And its head, to be kept where nobody here can write."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from storage.audit import AuditHead


@click.command("audit")
@click.option("--export-head", "target", default="", metavar="FILE", help="Write the chain's head as JSON.")
@click.option("--verify-head", "source", default="", metavar="FILE", help="Verify against a head exported earlier.")
def command(target: str, source: str) -> None:
    """Verify the audit chain; exit 1 where a row was changed, added, removed or cut off.

    The chain shows a change within it. Only a head exported earlier shows that its end was cut or written anew.
    """
    from cli.administering import opened

    expected = read_head(source) if source else None
    with opened(say) as (_, database), database.read() as db:
        check = db.verify_audit(expected)
        head = db.audit_head()
    if not check.ok:
        click.echo(f"BROKEN at row {check.broken_at}: {check.why}. {check.count:,} rows before it are whole.")
        raise SystemExit(1)
    held = " and holds the exported head" if expected else ""
    click.echo(f"The chain of {check.count:,} rows is whole{held}. Its head is {check.head}.")
    if target:
        write_head(target, head)


def read_head(name: str) -> "AuditHead":
    """A head written by `--export-head`. Raises UsageError where the file is none."""
    import json
    from pathlib import Path

    from storage.audit import AuditHead

    try:
        record = json.loads(Path(name).read_text("utf-8"))
        return AuditHead(count=int(record["count"]), hash=str(record["hash"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise click.UsageError(f"{name} is no exported head: expected JSON with count and hash.") from None


def write_head(name: str, head: "AuditHead") -> None:
    """Write a head for a later `--verify-head`."""
    import json

    from cli.batch import opened as opened_file

    with opened_file(name, "w") as out:
        out.write(json.dumps({"count": head.count, "hash": head.hash}) + "\n")


def say(words: str) -> None:
    """Progress, on standard error."""
    click.echo(f"[audit] {words}", err=True)
