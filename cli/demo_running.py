"""Prepares the demo: a data folder of its own, filled once, quick the second time."""

import shutil
from collections.abc import Callable
from datetime import datetime

from assistant.wiring import Services, build_services
from cli.demo_filling import fill
from core.logs import configure_logs
from core.settings import Settings, default_data_dir
from storage.migrations import upgrade

STAMP = "filled-on"


def prepare_demo(*, host: str, port: int, fresh: bool, say: Callable[[str], None]) -> Services:
    """Services over a filled demo program. A demo from another day is filled again: its dates count from today."""
    folder = default_data_dir() / "demo"
    stamp = folder / STAMP
    today = datetime.now().astimezone().date().isoformat()
    if fresh or not stamp.exists() or stamp.read_text() != today:
        if folder.exists():
            say("clearing the earlier demo")
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
    settings = Settings(data_dir=folder, mode="demo", host=host, port=port, log_level="WARNING")
    configure_logs(settings.log_level)
    say("database")
    upgrade(settings.url)
    services = build_services(settings, say=say)
    if not stamp.exists():
        fill(services, say)
        stamp.write_text(today)
    say("ready")
    return services
