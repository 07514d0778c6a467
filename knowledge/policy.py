"""Policy is dated data: a YAML file with a name, a version, the day it takes effect and its next review."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from core.errors import InvalidInputError

POLICIES = Path(__file__).resolve().parent / "policies"
HEAD = ("policy", "version", "effective", "review_by")


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One policy file as read. `digest` is the SHA-256 of its bytes, so that a record can name what it followed."""

    name: str
    version: str
    effective: date
    review_by: date
    digest: str
    body: dict[str, Any]


def read_policy(name: str, folder: Path = POLICIES) -> Policy:
    """Read `folder/name.yaml`.

    Raises InvalidInputError naming the file and what its head lacks.
    """
    path = folder / f"{name}.yaml"
    try:
        raw = path.read_bytes()
        body = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except FileNotFoundError:
        raise InvalidInputError(f"There is no policy file {path.name} in {folder}.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark else ""
        raise InvalidInputError(f"{path.name} is not readable YAML{where}.") from None
    if not isinstance(body, dict) or any(key not in body for key in HEAD):
        raise InvalidInputError(f"{path.name} must open with {', '.join(HEAD)}.")
    return Policy(
        name=body["policy"], version=str(body["version"]), effective=body["effective"], review_by=body["review_by"],
        digest=hashlib.sha256(raw).hexdigest(), body=body,
    )  # fmt: skip
