"""Structured logs that cannot leak: only allow-listed keys pass, and an exception is logged by its type alone."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# Ids, counts, names of our own things. Nothing a person wrote, no names, no addresses (safety.md C8).
ALLOWED_KEYS = frozenset(
    {
        "event", "level", "timestamp", "logger", "request_id", "method", "route", "status", "seconds", "viewer_id",
        "error_type", "flag_id", "notice_id", "draft_id", "session_id", "question_id", "document", "documents",
        "passages", "count", "version", "digest", "step", "attempt", "channel", "job", "port", "mode", "rule",
    }
)  # fmt: skip


def keep_allowed(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key nobody has vouched for; say how many were dropped."""
    kept = {key: value for key, value in event.items() if key in ALLOWED_KEYS}
    if dropped := len(event) - len(kept):
        kept["count"] = kept.get("count", dropped)
    return kept


def name_exception(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace an exception by its type: its text may quote what a person wrote."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()[1]
    if isinstance(info, tuple):
        info = info[1]
    if isinstance(info, BaseException):
        event["error_type"] = type(info).__name__
    return event


def configure_logs(level: str = "INFO") -> None:
    """One JSON object a line on standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            name_exception,
            keep_allowed,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def get_logger() -> Any:
    """The logger. Bind ids to it, never words."""
    return structlog.get_logger()
