"""Training the head, and measuring it on voices it never saw. The same examples give the same weights."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.classing.examples import FOLDER, HEARD, Example, hash_of, read_examples
from assistant.classing.head import WEIGHTS, Embed, Head, Matrix, save_head

STRENGTH = 3.0  # inverse regularisation of the logistic regressions
FALSE_ALARMS = 0.01  # of plain sentences of unseen voices that may be heard: what is heard is lost to a draft
Truth = NDArray[np.bool_]


def train(
    embed: Embed, embedder: str, dated: str, folder: Path = FOLDER, output: Path = WEIGHTS, share: float = FALSE_ALARMS
) -> Iterator[str]:
    """Train on every voice, set the threshold by leaving voices out, write the weights, tell how well it does."""
    examples = read_examples(folder)
    vectors = embed([one.text for one in examples])
    told = np.array([one.data_class is not None for one in examples])
    scores = scores_left_out(examples, vectors, told)
    threshold = threshold_for(scores[~told], share)
    lines, measured = report(examples, scores, threshold)
    card = {
        "date": dated, "examples": hash_of(examples), "count": len(examples), "embedder": embedder,
        "threshold": float(threshold), "measured": measured,
    }  # fmt: skip
    kinds = [HEARD.index(one.data_class) for one in examples if one.data_class is not None]
    head = Head(gate=fitted(vectors, told)[0], kinds=fitted(vectors[told], np.array(kinds)), classes=HEARD, card=card)
    save_head(head, output)
    yield from lines
    yield f"{output.name}: {head.version}, {output.stat().st_size / 1024:.0f} KB"


def fitted(vectors: Matrix, wanted: NDArray[Any]) -> Matrix:
    """Weights of shape (1 or classes, 385), the last column the constant."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(vectors, wanted)
    return np.hstack([model.coef_, model.intercept_[:, None]]).astype(np.float32)


def scores_left_out(examples: tuple[Example, ...], vectors: Matrix, told: Truth) -> Matrix:
    """Each sentence's score by a gate that never saw its voice."""
    voices = np.array([one.voice for one in examples])
    rows = np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)])
    scores = np.zeros(len(examples), dtype=np.float32)
    for voice in sorted(set(voices)):
        here = voices == voice
        scores[here] = rows[here] @ fitted(vectors[~here], told[~here])[0]
    return scores


def threshold_for(plain: Matrix, share: float) -> float:
    """The lowest score at which no more than `share` of these plain sentences is heard."""
    ranked = np.sort(plain)[::-1]
    return float(ranked[int(share * len(ranked))]) + 1e-4


def report(
    examples: tuple[Example, ...], scores: Matrix, threshold: float
) -> tuple[list[str], dict[str, list[int]]]:  # fmt: skip
    """How many of each class are heard in voices left out, as lines and as counts."""
    lines, measured = [], {}
    for data_class in (None, *HEARD):
        mine = [score for one, score in zip(examples, scores, strict=True) if one.data_class is data_class]
        heard, name = sum(score >= threshold for score in mine), str(data_class or "plain")
        measured[name] = [int(heard), len(mine)]
        lines.append(f"{name:<6} heard {heard} of {len(mine)} ({heard / max(1, len(mine)):.1%}), voices left out")
    return lines, measured
