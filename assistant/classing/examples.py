"""The sentences the head is trained on: `knowledge/examples/classing/*.yaml`, one voice a file, all invented."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from access.labels import DataClass
from core.errors import InvalidInputError

FOLDER = Path(__file__).resolve().parents[2] / "knowledge" / "examples" / "classing"
PLAIN = "plain"
HEARD = (DataClass.D3, DataClass.D4, DataClass.D5, DataClass.D6, DataClass.D8)
"""The classes a head may ask for. The others follow from who wrote where, not from what a sentence says."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """One sentence: whose voice, and the class it has, None for logistics and goals (D0, D1)."""

    voice: str
    text: str
    data_class: DataClass | None


def read_examples(folder: Path = FOLDER) -> tuple[Example, ...]:
    """Every example, by file. Raises InvalidInputError naming a file that cannot be read."""
    found: list[Example] = []
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        voice = str(content.pop("voice", ""))
        if not voice or set(content) - {PLAIN, *map(str, HEARD)}:
            raise InvalidInputError(f"{path.name}: a voice, then sentences by class or {PLAIN}.")
        for name, texts in content.items():
            data_class = None if name == PLAIN else DataClass(name)
            found += [Example(voice=voice, text=str(text), data_class=data_class) for text in texts]
    return tuple(found)


def hash_of(examples: Iterable[Example]) -> str:
    """What the weights were made from."""
    lines = sorted(f"{one.voice}\t{one.data_class or PLAIN}\t{one.text}" for one in examples)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
