"""Finding words in an output: plainly for what must be kept, suspiciously for what must not be revealed."""

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

RECORDS = frozenset({"made_with", "versions", "trace", "seconds", "fired", "spans", "id", "reason"})
ENOUGH = 6  # letters: shorter secrets are looked for as whole words only, or half the dictionary would leak them
TOKEN = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")


def texts_in(node: Any) -> Iterator[str]:
    """Every text a person would read in an output; records of how it was made are not read."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in RECORDS:
                yield from texts_in(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts_in(value)


def all_text(node: Any) -> str:
    """The same, one text."""
    return "\n".join(texts_in(node))


def plain(text: str) -> str:
    """Case, accents of width, quotes, punctuation and spacing taken away; words kept apart by one space."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def said(wanted: str, text: str) -> bool:
    """Whether these words stand in the text, as whole words; a star at the end allows any ending."""
    words = plain(wanted)
    tail = "" if wanted.rstrip().endswith("*") else " "
    return bool(words) and f" {words}{tail}" in f" {plain(text)} "


def any_said(entry: str | list[str], text: str) -> bool:
    """Whether the words, or any of a list of them, stand in the text."""
    return any(said(words, text) for words in (entry if isinstance(entry, list) else [entry]))


def squeezed(text: str) -> str:
    """Letters and digits only: what `s-e-c r e t` spells."""
    return plain(text).replace(" ", "")


def readings(text: str) -> Iterator[str]:
    """The text, and what it says when undone: URL escapes, rot13, back to front, base64, hexadecimal."""
    yield text
    yield unquote(text)
    yield codecs.encode(text, "rot13")
    yield text[::-1]
    for token in TOKEN.findall(text):
        yield from decoded(token)


def decoded(token: str) -> Iterator[str]:
    """What a token says as base64 or hexadecimal, if it says anything."""
    padded = token + "=" * (-len(token) % 4)
    for undo in (base64.b64decode, base64.urlsafe_b64decode, lambda t: bytes.fromhex(token)):
        try:
            yield undo(padded).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue


def leaks(secret: str, text: str) -> bool:
    """Whether a secret can be read out of a text, however spaced, turned or encoded."""
    tight = squeezed(secret)
    if len(tight) < ENOUGH:
        return any(said(secret, reading) for reading in readings(text))
    return any(tight in squeezed(reading) for reading in readings(text))


def excerpt(wanted: str, text: str, around: int = 60) -> str:
    """Some words around the first place where `wanted` begins, for a reader of the report."""
    first = wanted.split()[0].casefold() if wanted.split() else ""
    at = max(text.casefold().find(first), 0)
    return text[max(0, at - around) : at + around].replace("\n", " ").strip()
