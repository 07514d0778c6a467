"""Training and examination are kept apart: no author, and no sentence, stands on both sides."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from core.settings import ROOT
from evals.alike import plain
from evals.case import Case, Mistake

EXAMPLES = ROOT / "knowledge" / "examples"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LEARNT_FROM = frozenset({"screen"})  # the jobs whose pipeline is trained on knowledge/examples


@lru_cache(maxsize=4)
def training_side(folder: Path = EXAMPLES) -> tuple[frozenset[str], frozenset[str]]:
    """Who wrote the examples the screen is trained on, and their sentences, plain."""
    authors: set[str] = set()
    sentences: set[str] = set()
    for path in sorted(folder.rglob("*.yaml")):
        read = yaml.load(path.read_bytes(), Loader=LOADER)
        if isinstance(read, dict):
            authors.add(str(read.get("author", "")))
            sentences.update(map(plain, texts_of(read)))
    return frozenset(authors - {""}), frozenset(sentences - {""})


def texts_of(node: Any) -> Iterator[str]:
    """Every text anywhere under `text` or `texts`."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("text", "texts"):
                yield from (str(one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))
            yield from texts_of(value)
    elif isinstance(node, list):
        for one in node:
            yield from texts_of(one)


def on_both_sides(cases: Iterable[Case], folder: Path = EXAMPLES) -> Iterator[Mistake]:
    """Cases by an author of training examples, and cases that repeat a training sentence."""
    asked = [case for case in cases if case.job in LEARNT_FROM]
    if not asked:
        return
    authors, sentences = training_side(folder)
    for case in asked:
        if case.author in authors:
            message = f"'{case.id}' is by '{case.author}', who wrote training examples: one author, one side"
            yield Mistake(place=case.place, message=message)
        elif plain(case.text) in sentences:
            yield Mistake(place=case.place, message=f"'{case.id}' repeats a training example word for word")
