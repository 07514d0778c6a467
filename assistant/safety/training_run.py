"""One training run: read the examples, choose the threshold by authors never seen, store the heads, report rates."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.safety.examples import Example, read_examples
from assistant.safety.features import feature_names, matrix
from assistant.safety.grams import pieces_of, rarity
from assistant.safety.heads import save_heads
from assistant.safety.hearing import hear
from assistant.safety.intervals import told
from assistant.safety.levels import Category, Level
from assistant.safety.lexicon import load_lexicon
from assistant.safety.screening import Embedder
from assistant.safety.training import cross_gate, heads_from, teach, threshold_for

CALM_SHARE = 0.009  # of benign examples by unseen authors that the gate alone may raise; the rules need the rest of 1 %


def train(embedder: Embedder, folder: Path, output: Path, dated: str) -> Iterator[str]:
    """Train, store, and yield lines of report. English only: the embedder reads nothing else."""
    examples, digest = read_examples(folder)
    lexicon = load_lexicon()
    taught_on = [e for e in examples if e.language == "en"]
    yield f"{len(examples)} examples, {len(taught_on)} in English; data {digest[:12]}"
    heard = [hear(e.text, lexicon, e.speaker) for e in taught_on]
    features = matrix(heard, embedder.embed([e.text for e in taught_on]), lexicon)
    pieces = [pieces_of(one.text) for one in heard]
    scores, kinds = cross_gate(features, pieces, taught_on)
    calm = np.array([e.level is Level.S0 for e in taught_on])
    threshold = threshold_for(scores, calm, CALM_SHARE)
    card = {
        "date": dated,
        "examples": digest,
        "embedder": embedder.name,
        "threshold": threshold,
        "lexicon": lexicon.version,
    }
    rare = rarity(pieces)
    save_heads(heads_from(teach(features, pieces, taught_on, rare), rare, feature_names(lexicon), card), output)
    yield f"threshold {threshold}, chosen on authors the heads had not seen; weights in {output}"
    yield from rates(taught_on, scores >= threshold, kinds)


def rates(
    examples: Sequence[Example], fired: "np.typing.NDArray[np.bool_]", kinds: Sequence[Category]
) -> Iterator[str]:
    """Heads alone, by category and level: how many fire, with 95 % Wilson intervals."""
    groups = sorted({(e.category, e.level.value) for e in examples})
    for category, level in groups:
        chosen = [i for i, e in enumerate(examples) if e.category == category and e.level.value == level]
        hits = int(sum(bool(fired[i]) for i in chosen))
        right = int(sum(bool(fired[i]) and kinds[i] == category for i in chosen))
        tail = "" if category == "none" else f", category right {right} of {hits}"
        yield f"{category:28s} {level}  gate fires {told(hits, len(chosen))}{tail}"
