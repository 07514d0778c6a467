"""A case drafted from what somebody decided: written by the desk's own rules, then read as the suite will read it."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from assistant.suite_drafts import FromDesk, draft_case
from core.errors import InvalidInputError
from evals.library import load_file, named


def drafted(suite: str, text: str, *, about: str, wanted: Sequence[str], consented: bool, author: str) -> str:
    """The draft as YAML. `wanted` holds `key=value`, the value in YAML.

    Raises InvalidInputError without consent, with an identifier left in the words, or (CaseFileError) for an
    expectation the suite does not know; NotFoundError for an unknown suite.
    """
    decided = dict(pair(one) for one in wanted)
    name = hashlib.sha256(text.encode()).hexdigest()[:12]
    found = FromDesk(id=name, masked=text, consented=consented, decided=decided, about=about, suite=named(suite).name)
    told = draft_case(found, author=author)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft.yaml"
        path.write_text(told, encoding="utf-8")
        load_file(named(suite), path)
    return told


def pair(written: str) -> tuple[str, object]:
    """One expectation."""
    key, sign, value = written.partition("=")
    if not sign:
        raise InvalidInputError(f"'{written}' is no expectation: write it as key=value, such as status=answered.")
    return key.strip(), yaml.safe_load(value)
