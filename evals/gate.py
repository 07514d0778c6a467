"""Gates are data: what a suite is held to, checked before use, and applied to a summary."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from core.errors import InvalidInputError
from evals.case import Case
from evals.scorers import DANGEROUS, SCORERS
from evals.summary import Plain


class Limit(BaseModel):
    """One line of a gate: a scorer, or `passed` for whole cases, and exactly one of the three bounds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scorer: str = "passed"
    at_least: float | None = Field(default=None, ge=0, le=1)
    failures_at_most: int | None = Field(default=None, ge=0)
    unscored_at_most: int | None = Field(default=None, ge=0)
    because: str = Field(min_length=8)

    @model_validator(mode="after")
    def one_bound(self) -> "Limit":
        """A limit without a bound holds always, and one with two is two limits."""
        bounds = (self.at_least, self.failures_at_most, self.unscored_at_most)
        if sum(bound is not None for bound in bounds) != 1:
            raise ValueError("give exactly one of at_least, failures_at_most, unscored_at_most")
        if self.scorer not in ("passed", *SCORERS):
            raise ValueError(f"there is no scorer '{self.scorer}'")
        return self


class Gate(BaseModel):
    """What a suite is held to. `cases_at_least` keeps a suite from passing by being empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    gate: str
    version: str
    cases_at_least: int = Field(ge=1)
    limits: tuple[Limit, ...] = Field(min_length=1)

    def lenient(self, measured: set[str]) -> list[str]:
        """Dangerous scorers among those measured that this gate does not hold to zero."""
        strict = {limit.scorer for limit in self.limits if limit.failures_at_most == 0}
        return sorted((DANGEROUS & measured) - strict)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One limit applied: did it hold, and in words a provost can read."""

    limit: str
    held: bool
    told: str
    because: str
    least: float | None = None  # the share wanted, for the mark in the drawing

    def as_plain(self) -> Plain:
        """As it stands in `run.json`."""
        return {"limit": self.limit, "held": self.held, "told": self.told, "because": self.because, "least": self.least}


def read_gate(path: Path) -> Gate:
    """Read a gate. Raises InvalidInputError naming the file and the part that is wrong."""
    try:
        return Gate.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError:
        raise InvalidInputError(f"There is no gate {path.name}: a suite without a gate cannot be passed.") from None
    except yaml.YAMLError:
        raise InvalidInputError(f"{path.name} is not readable YAML.") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInputError(f"{path.name}: {where}: {first['msg']}.") from None


def check_gate(gate: Gate, cases: list[Case]) -> None:
    """Before anything is run: whatever dangerous mistake these cases look for, the gate must hold to zero.

    Raises InvalidInputError naming what the gate lets pass.
    """
    refuse_lenient(gate, {name for name, scorer in SCORERS.items() if any(map(scorer.applies, cases))})


def refuse_lenient(gate: Gate, measured: set[str]) -> None:
    """A gate that lets a dangerous mistake pass is a fault of the gate, not a verdict."""
    if loose := gate.lenient(measured):
        raise InvalidInputError(f"The gate '{gate.gate}' does not hold {', '.join(loose)} to zero failures.")


def apply_gate(gate: Gate, summary: Plain, *, whole: bool = True) -> list[Finding]:
    """Every limit of the gate on a summary. `whole` is false for a stranger's cases, which may be few.

    Raises InvalidInputError when the gate lets a dangerous mistake pass.
    """
    refuse_lenient(gate, set(summary["scorers"]))
    findings = [applied(limit, summary, whole) for limit in gate.limits]
    if whole:
        n = summary["cases"]
        told, because = f"{n} cases, at least {gate.cases_at_least} wanted", "A suite cannot pass by being empty."
        findings.append(Finding(limit="cases", held=n >= gate.cases_at_least, told=told, because=because))
    return [finding for finding in findings if finding is not None]


def applied(limit: Limit, summary: Plain, whole: bool) -> Any:
    """One limit; None where a stranger's file simply has no case for it."""
    measured = summary["passed"] if limit.scorer == "passed" else summary["scorers"].get(limit.scorer)
    if measured is None or (not measured["n"] and limit.unscored_at_most is None):
        if not whole:
            return None
        return Finding(limit=limit.scorer, held=False, told="nothing was measured", because=limit.because)
    return Finding(limit=limit.scorer, because=limit.because, **bound(limit, measured, summary))


def bound(limit: Limit, measured: Plain, summary: Plain) -> dict[str, Any]:
    """Whether the bound holds, and in words."""
    if limit.failures_at_most is not None:
        failed: float = measured.get("failures", measured["n"] - measured["held"])
        told = f"{failed:g} of {measured['n']} failed, at most {limit.failures_at_most} allowed"
        return {"held": failed <= limit.failures_at_most, "told": told}
    if limit.unscored_at_most is not None:
        silent = float(measured.get("unscored") or summary["unscored_cases"])
        return {"held": silent <= limit.unscored_at_most, "told": f"{silent:g} could not be scored"}
    rate, least = float(measured["rate"]), float(limit.at_least or 0)
    span = f"{rate:.1%} (95 % interval {measured['low']:.1%} to {measured['high']:.1%})"
    return {"held": rate >= least, "least": least, "told": f"{span}, at least {least:.1%} wanted"}
