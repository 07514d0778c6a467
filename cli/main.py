"""`trellis ...`: one file a command, imported only when that command is called, so that `--help` is instant."""

from importlib import import_module

import click

# command -> (module, one line for --help). A module offers its click command under the name `command`.
COMMANDS: dict[str, tuple[str, str]] = {
    "ask": ("cli.ask", "Answer questions from a library, with citations (JSONL in, JSONL out)."),
    "audit": ("cli.audit", "Verify the audit chain, or export its head."),
    "check": ("cli.check", "Check texts against the output rules (JSONL)."),
    "demo": ("cli.demo", "Fill a demo program and serve it on this machine."),
    "erase": ("cli.erase", "Erase a person's words, and prove it."),
    "eval": ("cli.evaluate", "Run suites, compare two runs."),
    "index": ("cli.index", "Index a folder of documents."),
    "model": ("cli.model", "Prepare the embedding model; check a configured language model."),
    "policy": ("cli.policy", "Check policies; try a proposed one before it is switched on."),
    "prep": ("cli.prep", "Draft a brief and an agenda from a scenario."),
    "replay": ("cli.replay", "Make the last drafts again; same bytes, or the difference."),
    "reveal": ("cli.reveal", "Show what a person would be shown (JSONL)."),
    "screen": ("cli.screen", "Hear worrying words (JSONL)."),
    "serve": ("cli.serve", "Serve the pages and the API."),
    "train": ("cli.train", "Train the screen from examples."),
    "user": ("cli.user", "Add people and set how they sign in."),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands' names, without importing any."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; unknown names fall through to click's own message."""
        if cmd_name not in COMMANDS:
            return None
        loaded: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return loaded

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="trellis", prog_name="trellis")
def trellis() -> None:
    """Trellis prepares, a human decides: an assistant for the people who run peer mentoring."""
