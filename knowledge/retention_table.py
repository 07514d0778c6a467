"""The terms of retention, read from `policies/retention.yaml`."""

from pathlib import Path

from access.labels import DataClass
from access.retention import Keep, RetentionTable, Since
from core.errors import InvalidInputError
from knowledge.policy import POLICIES, read_policy


def load_retention_table(folder: Path = POLICIES) -> RetentionTable:
    """Read `folder/retention.yaml`.

    Raises InvalidInputError saying which class cannot be read or is missing.
    """
    policy = read_policy("retention", folder)
    keep: dict[DataClass, Keep] = {}
    for name, row in policy.body["keep"].items():
        try:
            keep[DataClass(name)] = Keep(days=int(row["days"]), since=Since(row["from"]))
        except (KeyError, ValueError, TypeError):
            raise InvalidInputError(f"retention.yaml: {name} cannot be read.") from None
    try:
        return RetentionTable(version=policy.version, keep=keep)
    except ValueError as error:
        raise InvalidInputError(f"retention.yaml: {error}.") from None
