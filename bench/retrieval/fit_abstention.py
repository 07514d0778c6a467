"""Learn when to abstain: `python -m bench.retrieval.fit_abstention [--cases F ...] [--write]`.

Each case is asked three times, each time of a library that lacks a third of its documents: a question whose documents
are all gone must not be answered, so every answerable case is also an unanswerable one, and both kinds are about the same
things. Prints the curve by threshold, cross-validated by question, and writes `knowledge/policies/abstention.yaml`.
"""

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from assistant.answering.deciding import FEATURES
from assistant.answering.pipeline import load_answering
from assistant.answering.turn import Turn
from core.settings import ROOT, Settings
from knowledge.document import Audience, Document
from knowledge.reading.folder import read_folder
from retrieval.embedding import Embedder, load_embedder
from retrieval.remembering import RememberingEmbedder
from retrieval.throwaway import retriever_of

FOLDS = 3
HEAD = "# Trained by bench/retrieval/fit_abstention.py on cases of evals/suites/resources; do not edit by hand.\n"


@dataclass(frozen=True, kw_only=True)
class Example:
    """Features of one asked question, whether answering would have been right, and the question it came from."""

    features: tuple[float, ...]
    right: bool
    question: str
    natural: bool  # asked of the whole library
    answerable: bool
    stopped: bool = False  # a step before the search ended it: right for what is not answerable


def main() -> None:
    """Fit, print, and write when told to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, action="append")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    suites = chosen.cases or [ROOT / "evals" / "suites" / "resources"]
    settings = Settings()
    embedder = RememberingEmbedder(load_embedder(settings), settings.data_dir / "golden.sqlite3")
    examples = [
        e
        for suite in suites
        for library, cases in cases_in(suite).items()
        for e in examples_of(library, cases, embedder)
    ]
    judged = [e for e in examples if not e.stopped]
    threshold = print_curve(examples, judged, cross_validated(judged))
    if chosen.write:
        write(judged, threshold)


def examples_of(library: Path, asked: list[dict[str, Any]], embedder: Embedder) -> Iterator[Example]:
    """All cases against the whole library, and against each library that lacks a fold."""
    documents = read_folder(library).documents
    yield from asked_of(documents, asked, embedder, gone=set())
    for fold in range(FOLDS):
        gone = {d.path for d in documents if int(hashlib.sha256(d.path.encode()).hexdigest(), 16) % FOLDS == fold}
        touched = [case for case in asked if set(case.get("expect", {}).get("cites") or ()) & gone]
        yield from asked_of([d for d in documents if d.path not in gone], touched, embedder, gone=gone)


def cases_in(folder: Path) -> dict[Path, list[dict[str, Any]]]:
    """Cases of a suite by the library they are asked of, read plainly."""
    found: dict[Path, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.yaml")):
        loaded = yaml.safe_load(path.read_text("utf-8"))
        head = loaded if isinstance(loaded, dict) else {"cases": loaded}
        library = folder / head["library"] if "library" in head else ROOT / "knowledge" / "library"
        for case in head["cases"]:
            found.setdefault(library, []).append({**head.get("given", {}), **case.get("given", {}), **case})
    return found


def asked_of(
    documents: Sequence[Document], cases: list[dict[str, Any]], embedder: Embedder, *, gone: set[str]
) -> Iterator[Example]:
    """Ask every case; keep the features of what was found."""
    answering = load_answering(retriever_of(documents, embedder))
    for case in cases:
        wanted = case["expect"].get("status") or ""
        wanted = [wanted] if isinstance(wanted, str) else wanted
        answerable = "answered" in wanted
        if answerable and len(wanted) > 1:
            continue
        text = case.get("question") or case.get("text") or ""
        audiences = {Audience.EVERYONE, Audience.MENTOR} if case.get("as") == "mentor" else {Audience.EVERYONE}
        turn = Turn(text=text, previous=tuple(case.get("previous") or ()), audiences=frozenset(audiences))
        answer = answering.answer(turn)
        parts = answer.trace.get("parts") or []
        if not parts:
            yield Example(
                features=(0.0,) * len(FEATURES),
                right=False,
                question=text,
                natural=not gone,
                answerable=answerable,
                stopped=True,
            )
        if len(parts) != 1 or not parts[0]["features"]:
            continue
        cites = set(case["expect"].get("cites") or ()) - gone
        right = answerable and parts[0]["document"] in cites
        yield Example(
            features=tuple(parts[0]["features"][name] for name in FEATURES),
            right=right,
            question=text,
            natural=not gone,
            answerable=answerable,
        )


def cross_validated(examples: list[Example]) -> np.ndarray[Any, Any]:
    """Confidence of each example from a model that never saw its question."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    x, y = arrays(examples)
    weights = weights_of(examples)
    scores = np.zeros(len(examples))
    for seen, unseen in GroupKFold(5).split(x, y, [e.question for e in examples]):
        model = LogisticRegression(class_weight="balanced", C=3.0, max_iter=5000).fit(
            x[seen], y[seen], sample_weight=weights[seen]
        )
        scores[unseen] = model.predict_proba(x[unseen])[:, 1]
    return scores


def arrays(examples: list[Example]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Features and labels."""
    return np.array([e.features for e in examples]), np.array([e.right for e in examples])


def weights_of(examples: list[Example]) -> np.ndarray[Any, Any]:
    """A question really asked of the whole library counts three times one whose document was taken away."""
    return np.array([3.0 if e.natural else 1.0 for e in examples])


def print_curve(examples: list[Example], judged: list[Example], scores: np.ndarray[Any, Any]) -> float:
    """A line a threshold; returns the one at which both kinds of mistake are as rare as they can both be.

    What earlier steps stopped counts: as abstained where that was right, as not answered where it was wrong.
    """
    could = np.array([e.natural and e.answerable for e in judged])
    could_not = np.array([e.natural and not e.answerable for e in judged])
    gone = np.array([not e.natural for e in judged])
    lost = sum(e.stopped and e.natural and e.answerable for e in examples)
    spared = sum(e.stopped and e.natural and not e.answerable for e in examples)
    print(f"{could.sum() + lost} answerable, {could_not.sum() + spared} others ({spared} stopped before the search)")
    print("threshold  answers the answerable  abstains on the others  abstains where the document was taken away")
    best, at = 0.0, 0.5
    for threshold in np.arange(0.06, 0.9, 0.04):
        answers = (scores[could] >= threshold).sum() / (could.sum() + lost)
        abstains = ((scores[could_not] < threshold).sum() + spared) / (could_not.sum() + spared)
        taken = (scores[gone] < threshold).mean() if gone.any() else float("nan")
        print(f"{threshold:9.2f}  {answers:22.3f}  {abstains:22.3f}  {taken:39.3f}")
        if min(answers, abstains) > best:
            best, at = min(answers, abstains), float(threshold)
    return round(at, 2)


def write(examples: list[Example], threshold: float) -> None:
    """Fit on everything and write the dated policy."""
    from sklearn.linear_model import LogisticRegression

    x, y = arrays(examples)
    model = LogisticRegression(class_weight="balanced", C=3.0, max_iter=5000).fit(
        x, y, sample_weight=weights_of(examples)
    )
    today = date.today()  # noqa: DTZ011 - the day on the wall of whoever trains
    body = {
        "policy": "abstention", "version": today.isoformat(), "effective": today, "review_by": today.replace(year=today.year + 1),
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0], strict=True)},
        "bias": round(float(model.intercept_[0]), 4), "threshold": threshold, "examples": len(examples),
    }  # fmt: skip
    path = ROOT / "knowledge" / "policies" / "abstention.yaml"
    path.write_text(HEAD + yaml.safe_dump(body, sort_keys=False), "utf-8")
    print(f"wrote {path}: {body['weights']}")


if __name__ == "__main__":
    main()
