"""The tables, one family a file. Importing this package is what makes `Table.metadata` whole."""

from storage.tables import (
    accounts,
    break_glass,
    conversations,
    drafts,
    flags,
    goals,
    model_calls,
    pairings,
    programs,
    records,
    sessions,
    statements,
)
from storage.tables.base import Table

__all__ = [
    "Table",
    "accounts",
    "break_glass",
    "conversations",
    "drafts",
    "flags",
    "goals",
    "model_calls",
    "pairings",
    "programs",
    "records",
    "sessions",
    "statements",
]
