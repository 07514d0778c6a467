"""What the screen's reader learnt beside the base model: small matrices, kept apart from the weights they lean on.

Base weights come with their package; `knowledge/models/screen-adapter.npz` holds only what was learnt here, from the
examples written here, dated and with their hash.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ADAPTER = Path(__file__).resolve().parents[1] / "knowledge" / "models" / "screen-adapter.npz"
RANK = 16  # of the narrow ways beside each weight
Arrays = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, kw_only=True)
class Adapter:
    """Arrays by the name of the parameter, and a card: date, hash of the examples, number of outputs, rank."""

    arrays: Arrays
    card: dict[str, Any]


def save_adapter(adapter: Adapter, path: Path = ADAPTER) -> str:
    """Write as half-precision numbers, the same bytes for the same arrays; returns the digest that names them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    stored: dict[str, Any] = {name: array.astype(np.float16) for name, array in sorted(adapter.arrays.items())}
    card = np.frombuffer(json.dumps(adapter.card, sort_keys=True).encode(), dtype=np.uint8)
    np.savez_compressed(path, card=card, **stored)
    return digest_of(path)


def load_adapter(path: Path = ADAPTER) -> Adapter:
    """Read what was learnt. Raises FileNotFoundError when nothing was."""
    with np.load(path) as stored:
        card = json.loads(bytes(stored["card"]))
        return Adapter(card=card, arrays={name: stored[name].astype(np.float32) for name in stored if name != "card"})


def digest_of(path: Path = ADAPTER) -> str:
    """Twelve letters that name the stored adapter; empty when there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.exists() else ""
