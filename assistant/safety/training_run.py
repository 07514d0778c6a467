"""One training run: the reader and the heads learn, the threshold is set and the rates are told on authors held apart.

Held apart from the reader for good: it would take three times as long to read everybody by readers that did not know
them, and scores of readers taught on less are not the scores that are served.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.safety.examples import Example, folds, read_examples
from assistant.safety.features import feature_names, matrix
from assistant.safety.grams import pieces_of, rarity
from assistant.safety.heads import Vector, save_heads
from assistant.safety.hearing import hear
from assistant.safety.intervals import told
from assistant.safety.levels import Category, Level
from assistant.safety.lexicon import load_lexicon
from assistant.safety.listening import Embedder
from assistant.safety.training import heads_from, most, teach, threshold_for, unseen_scores
from retrieval.adapter import RANK, Adapter, save_adapter
from retrieval.lessons import Lessons, School

Chosen = NDArray[np.bool_]

CALM_SHARE = 0.008  # of benign examples by unseen authors that the gate alone may raise; the rules need the rest of 1 %
PARTS = 4  # one author in so many is held apart
ADAPTER_NAME = "screen-adapter.npz"


def train(embedder: Embedder, school: School, folder: Path, output: Path, dated: str) -> Iterator[str]:
    """Train, store beside each other, and yield lines of report. English only: the encoder reads nothing else."""
    everything, digest = read_examples(folder)
    examples = [e for e in everything if e.language == "en"]
    yield f"{len(everything)} examples, {len(examples)} in English; data {digest[:12]}"
    apart = np.array(folds(examples, PARTS)) == 0
    room = school(lessons_of(examples))
    arrays = room.learn(np.flatnonzero(~apart).tolist(), "the reader")
    said = room.scores(arrays, range(len(examples)))
    card = {"date": dated, "examples": digest, "rank": RANK, "outputs": said.shape[1]}
    adapter = save_adapter(Adapter(arrays=arrays, card=card), output.with_name(ADAPTER_NAME))
    yield f"the reader is taught: {adapter} in {output.with_name(ADAPTER_NAME)}"
    yield from train_heads(
        embedder, examples, said, apart, output, {"date": dated, "examples": digest, "adapter": adapter}
    )


def lessons_of(examples: Sequence[Example]) -> Lessons:
    """Examples as the reader learns them: S1 teaches the gate neither side, and the kind of a benign text is none."""
    kinds = kind_names(examples)
    return Lessons(
        texts=[e.text for e in examples],
        worry=np.array([e.level >= Level.S2 for e in examples], dtype=np.float32),
        decided=np.array([e.level is not Level.S1 for e in examples], dtype=np.float32),
        urgent=np.array([e.level >= Level.S3 for e in examples], dtype=np.float32),
        kinds=np.array([kinds.index(e.category) for e in examples], dtype=np.int64),
        number_of_kinds=len(kinds),
    )


def kind_names(examples: Sequence[Example]) -> list[str]:
    """`none` first, then the categories as the heads order them."""
    return ["none", *sorted({e.category for e in examples} - {"none"})]


def train_heads(
    embedder: Embedder, examples: Sequence[Example], said: Vector, apart: Chosen, output: Path, card: dict[str, Any]
) -> Iterator[str]:
    """The plain reader and the kinds, the threshold over both readers' sum, and the rates of the authors held apart."""
    lexicon = load_lexicon()
    heard = [hear(e.text, lexicon, e.speaker) for e in examples]
    features = matrix(heard, embedder.embed([e.text for e in examples]))
    pieces = [pieces_of(one.text) for one in heard]
    held = [e for e, out in zip(examples, apart, strict=True) if out]
    scores, kinds = unseen_scores(features, pieces, examples, said, apart)
    threshold = threshold_for(scores, np.array([e.level is Level.S0 for e in held]), CALM_SHARE)
    rare = rarity(pieces)
    taught = teach(features, pieces, examples, rare)
    whole = {**card, "embedder": embedder.name, "threshold": threshold, "most_meaning": most(features, taught, said)}
    save_heads(heads_from(taught, rare, feature_names(), whole), output)
    yield f"threshold {threshold}, chosen on {len(held)} texts of authors the heads had not seen; weights in {output}"
    yield from rates(held, scores >= threshold, kinds)


def rates(examples: Sequence[Example], fired: Chosen, kinds: Sequence[Category]) -> Iterator[str]:
    """Heads alone, by category and level: how many fire, with 95 % Wilson intervals."""
    groups = sorted({(e.category, e.level.value) for e in examples})
    for category, level in groups:
        chosen = [i for i, e in enumerate(examples) if e.category == category and e.level.value == level]
        hits = int(sum(bool(fired[i]) for i in chosen))
        right = int(sum(bool(fired[i]) and kinds[i] == category for i in chosen))
        tail = "" if category == "none" else f", category right {right} of {hits}"
        yield f"{category:28s} {level}  gate fires {told(hits, len(chosen))}{tail}"
