"""Training examples as written by their authors: `knowledge/examples/screen/*.yaml`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.safety.levels import Level, Speaker
from core.errors import InvalidInputError

FOLDER = Path(__file__).resolve().parents[2] / "knowledge" / "examples" / "screen"


@dataclass(frozen=True, kw_only=True)
class Example:
    """One text with what its author says it is. `category` is `none` for a benign one."""

    text: str
    author: str
    category: str
    kind: str
    level: Level
    subject: str
    style: str
    language: str

    @property
    def speaker(self) -> Speaker:
        """Notes are a mentor's."""
        return Speaker.MENTOR_NOTE if self.style == "note" else Speaker.MENTEE


def read_examples(folder: Path = FOLDER) -> tuple[list[Example], str]:
    """Every example in file order, and the SHA-256 of what was read.

    Raises InvalidInputError naming a file that cannot be read.
    """
    found, digest = [], hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        raw = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + raw)
        try:
            body = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            found.extend(group_examples(body))
        except (yaml.YAMLError, KeyError, TypeError, ValueError):
            raise InvalidInputError(f"{path.name} is not a file of screen examples.") from None
    return found, digest.hexdigest()


def group_examples(body: dict[str, Any]) -> list[Example]:
    """The examples of one file."""
    return [
        Example(
            text=str(text), author=str(body["author"]), category=body["category"], kind=str(body.get("kind", "")),
            level=Level(group["level"]), subject=group["subject"], style=group["style"],
            language=str(group.get("language", "en")),
        )
        for group in body["groups"] for text in group["texts"]
    ]  # fmt: skip


def folds(examples: Sequence[Example], number: int = 8) -> list[int]:
    """A fold for each example such that one author is never on both sides of a split."""
    return [int("".join(c for c in e.author if c.isdigit()) or 0) % number for e in examples]
