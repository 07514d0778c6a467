"""`trellis serve`: the pages and the API of this installation."""

import click


@click.command("serve")
@click.option("--host", default=None, help="Address to listen on (default: TRELLIS_HOST or 127.0.0.1).")
@click.option("--port", default=None, type=click.IntRange(1, 65535), help="Port (default: TRELLIS_PORT or 8000).")
def command(host: str | None, port: int | None) -> None:
    """Serve the pages and the API. A program without an on-call chain two deep does not start (promise 1)."""
    from assistant.jobs import check_chain
    from assistant.wiring import build_services
    from cli.serving import serve
    from core.errors import TrellisError
    from core.logs import configure_logs
    from core.settings import settings_from_environment
    from core.traces import export_traces
    from storage.migrations import upgrade

    settings = settings_from_environment()
    settings = settings.model_copy(update={"host": host or settings.host, "port": port or settings.port})
    configure_logs(settings.log_level)
    if settings.traces_endpoint:
        export_traces(settings.traces_endpoint)
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        upgrade(settings.url)
        services = build_services(settings, say=say)
        check_chain(services)
    except TrellisError as error:
        raise click.ClickException(f"{error.message} {error.next_step}".strip()) from None
    serve(services, say=say)


def say(words: str) -> None:
    """Progress, on standard error."""
    click.echo(f"[serve] {words}", err=True)
