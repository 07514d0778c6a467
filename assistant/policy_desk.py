"""The policies in force, as a coordinator reads them: versions, dates, what each level and category obliges to."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.wiring import Services
from core.errors import InvalidInputError
from knowledge.policy import Policy, read_policy


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    """One policy file; `overdue` when its review date has passed."""

    policy: Policy
    overdue: bool


def policies(services: Services) -> tuple[PolicyRow, ...]:
    """Every policy file that can be read, those overdue for review first."""
    folder = services.settings.policies_dir
    today = services.clock.now().date()
    rows = [row(folder, path.stem, today) for path in sorted(folder.glob("*.yaml"))]
    return tuple(sorted((one for one in rows if one), key=lambda one: (not one.overdue, one.policy.name)))


def row(folder: Path, name: str, today: date) -> PolicyRow | None:
    """One file, or None where it is no policy."""
    try:
        policy = read_policy(name, folder)
    except InvalidInputError:
        return None
    return PolicyRow(policy=policy, overdue=policy.review_by < today)
