"""Examples the screen is trained on, held against each other and against the cases that examine it.

Words that differ by a letter or a comma are found by matrices of likeness: between training and cases in bands of about
equal length, within the training texts among those that begin or end alike, so that eleven thousand take seconds.
A fault is mended by taking out the training text, never the case.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from evals.alike import NEAR, plain
from evals.authors import EXAMPLES, LOADER, texts_of
from evals.case import Case

SHORT = 12  # letters: below this two texts are alike by chance ("i am fine", "i am fire")
EDGE = 12  # letters at which two near texts are looked up: they begin or end alike
BAND = 200  # texts of about the same length compared in one go


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Two texts that are nearly the same: a training text, and the case or the other training text it is near."""

    text: str
    other: str
    alike: float


def training_texts(folder: Path = EXAMPLES) -> list[str]:
    """Every training text in plain words, with its repetitions."""
    read = (yaml.load(path.read_bytes(), Loader=LOADER) for path in sorted(folder.rglob("*.yaml")))
    return [words for one in read if isinstance(one, dict) for text in texts_of(one) if (words := plain(text))]


def case_texts(cases: Iterable[Case]) -> list[str]:
    """What a mentee says in these cases, each turn for itself, in plain words."""
    told = []
    for case in cases:
        turns = [turn.get("text", "") for turn in case.given.get("turns", ()) if turn.get("role") != "assistant"]
        told += [plain(str(words)) for words in (case.given.get("text"), *turns) if words]
    return told


def repeated(texts: Iterable[str]) -> list[str]:
    """Texts that stand there more than once."""
    return [text for text, times in Counter(texts).items() if times > 1]


def overlaps(texts: Sequence[str], others: Sequence[str], near: float = NEAR) -> Iterator[Overlap]:
    """Pairs of a text and an other that are nearly the same. Every pair is looked at."""
    mine, theirs = in_order(texts), in_order(others)
    for start in range(0, len(mine), BAND):
        band = mine[start : start + BAND]
        yield from near_pairs(band, within(theirs, band, near), near)


def twins(texts: Sequence[str], near: float = NEAR) -> Iterator[Overlap]:
    """Pairs within these texts that are nearly the same and begin or end alike, as all but a few such pairs do."""
    buckets: dict[str, list[str]] = defaultdict(list)
    for text in in_order(texts):
        buckets[f"{text[:EDGE]}..."].append(text)
        buckets[f"...{text[-EDGE:]}"].append(text)
    seen: set[tuple[str, str]] = set()
    for bucket in buckets.values():
        for pair in near_pairs(bucket, bucket, near) if len(bucket) > 1 else ():
            if pair.text < pair.other and (pair.text, pair.other) not in seen:
                seen.add((pair.text, pair.other))
                yield pair


def in_order(texts: Iterable[str]) -> list[str]:
    """Each text once, the short ones first; the very short ones left out."""
    return sorted({text for text in texts if len(text) >= SHORT}, key=lambda text: (len(text), text))


def within(others: Sequence[str], band: Sequence[str], near: float) -> list[str]:
    """Those others whose length lets them be near a text of the band at all."""
    slack = near / (200 - near)  # ratio is 200 * common / (both lengths): a shorter one than this cannot reach it
    return [other for other in others if len(band[0]) * slack <= len(other) <= len(band[-1]) / slack]


def near_pairs(texts: Sequence[str], others: Sequence[str], near: float) -> Iterator[Overlap]:
    """The near pairs of two lists, by one matrix of likeness."""
    import numpy as np
    from rapidfuzz import fuzz, process

    if not others:
        return
    found = process.cdist(texts, others, scorer=fuzz.ratio, score_cutoff=near, dtype=np.float32)
    for row, column in zip(*np.nonzero(found), strict=True):
        yield Overlap(text=texts[row], other=others[column], alike=float(found[row, column]))
