"""The thread that runs what is due: notices, overdue flags, expiries. It never dies of one failure."""

import threading

from assistant.jobs import run_due
from assistant.wiring import Services
from core.logs import get_logger

SECONDS_BETWEEN = 2.0


class Ticker:
    """Runs the due jobs every few seconds until stopped; stopping waits for the one under way."""

    def __init__(self, services: Services, seconds: float = SECONDS_BETWEEN) -> None:
        self.services = services
        self.seconds = seconds
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run, name="trellis-jobs", daemon=True)

    def start(self) -> None:
        """Begin."""
        self.thread.start()

    def stop(self) -> None:
        """End after the job under way."""
        self.stopping.set()
        self.thread.join(timeout=30)

    def _run(self) -> None:
        self._warm_up()
        while not self.stopping.wait(self.seconds):
            try:
                run_due(self.services)
            except Exception as error:
                get_logger().error("job failed", job="due", error_type=type(error).__name__)

    def _warm_up(self) -> None:
        """Load what is slow to load while the first pages are already served; requests that need it wait."""
        try:
            self.services.screen_hears()
        except Exception as error:
            get_logger().error("not ready", step="screen", error_type=type(error).__name__)
