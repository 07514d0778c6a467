"""Ids come in from outside too: random in life, counted in a repeatable run."""

import secrets
from dataclasses import dataclass
from typing import Protocol

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letters that look alike
LENGTH = 20  # 100 bits


class Ids(Protocol):
    """Makes ids that carry nothing about what they name."""

    def new(self, kind: str) -> str:
        """A fresh id such as `note_4k2...`; `kind` is the glossary's word for the thing."""
        ...


class RandomIds:
    """Unguessable ids from the system's randomness."""

    def new(self, kind: str) -> str:
        """A fresh id with 100 random bits."""
        return f"{kind}_" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


@dataclass
class CountedIds:
    """Ids that count, for runs that must come out the same."""

    last: int = 0

    def new(self, kind: str) -> str:
        """The next id in order."""
        self.last += 1
        return f"{kind}_{self.last:06d}"
