"""The table of what a language model may be used for: features with the classes that may leave for each, and limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from access.flows import DataClass
from core.errors import InvalidInputError
from knowledge.policy import POLICIES, read_policy

# D3 to D10 never leave, whatever a table or a setting says (safety.md 3.4).
MAY_LEAVE = frozenset({DataClass.D0, DataClass.D1, DataClass.D2})
FEATURES = ("answers", "prep", "propose", "rephrase")
ROLES = ("writer", "rephraser")
LIMITS = ("kept_minutes", "kept_answers", "sent_kept", "failures_before_rest", "rest_seconds")


@dataclass(frozen=True, kw_only=True)
class ModelFeature:
    """One use: what it does, which classes may leave for it, which role it asks, and why that is allowed."""

    name: str
    does: str
    leaves: frozenset[DataClass]
    needs: str
    because: str


@dataclass(frozen=True, kw_only=True)
class ModelLimits:
    """What is kept in memory and for how long; when a failing model is left alone, and for how long."""

    kept: timedelta
    kept_answers: int
    sent_kept: int
    failures_before_rest: int
    rest: timedelta


@dataclass(frozen=True, kw_only=True)
class ModelTable:
    """The policy in force."""

    version: str
    review_by: date
    features: Mapping[str, ModelFeature]
    limits: ModelLimits


def load_model_table(folder: Path = POLICIES) -> ModelTable:
    """Read `models.yaml`. Raises InvalidInputError for a feature missing or unknown, a class that never leaves, a limit
    that is no number."""
    policy = read_policy("models", folder)
    rows = policy.body.get("features") or {}
    if set(rows) != set(FEATURES):
        wrong = ", ".join(sorted(set(rows) ^ set(FEATURES)))
        raise InvalidInputError(f"models.yaml needs exactly the features {', '.join(FEATURES)}; look at: {wrong}.")
    return ModelTable(
        version=policy.version, review_by=policy.review_by, limits=limits_of(policy.body.get("limits") or {}),
        features={name: feature_of(name, rows[name]) for name in FEATURES},
    )  # fmt: skip


def feature_of(name: str, row: Mapping[str, Any]) -> ModelFeature:
    """One row. Raises InvalidInputError."""
    missing = [key for key in ("does", "leaves", "needs", "because") if not row.get(key)]
    if missing:
        raise InvalidInputError(f"models.yaml, {name}: {', '.join(missing)} is missing.")
    never = [each for each in row["leaves"] if each not in {one.value for one in MAY_LEAVE}]
    if never:
        raise InvalidInputError(f"models.yaml, {name}: {', '.join(map(str, never))} never leaves (safety.md 3.4).")
    if row["needs"] not in ROLES:
        raise InvalidInputError(f"models.yaml, {name}: needs {' or '.join(ROLES)}.")
    leaves = frozenset(map(DataClass, row["leaves"]))
    return ModelFeature(name=name, does=row["does"], leaves=leaves, needs=row["needs"], because=row["because"])


def limits_of(row: Mapping[str, Any]) -> ModelLimits:
    """The limits. Raises InvalidInputError."""
    wrong = [key for key in LIMITS if type(row.get(key)) is not int or row[key] < 1]
    if wrong:
        raise InvalidInputError(f"models.yaml, limits: {', '.join(wrong)} must be a whole number above zero.")
    return ModelLimits(
        kept=timedelta(minutes=row["kept_minutes"]), kept_answers=row["kept_answers"], sent_kept=row["sent_kept"],
        failures_before_rest=row["failures_before_rest"], rest=timedelta(seconds=row["rest_seconds"]),
    )  # fmt: skip
