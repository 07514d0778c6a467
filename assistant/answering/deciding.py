"""Whether what was found answers: a small logistic model over features that mean the same in any library."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.kinds import EMPTY_WORDS, Kind, headed, holds
from knowledge.policy import POLICIES, read_policy
from retrieval.ranking import Hit
from retrieval.words import content_words, related, stem, words_of

FEATURES = (
    "dense", "covered", "covered_nearby", "titled", "unknown", "number_missing", "kind_held", "margin", "length",
    "covered_long", "dense_long", "worst_missing", "lacking", "spoken",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Weights by feature, and the confidence from which an answer is given. `weak` is the floor of a weak match."""

    weights: Mapping[str, float]
    bias: float
    threshold: float
    version: str
    weak: float = 0.04

    def confidence(self, features: Mapping[str, float]) -> float:
        """The chance, 0 to 1, that the best hit answers the question."""
        total = self.bias + sum(self.weights[name] * features.get(name, 0.0) for name in self.weights)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def load_decision(folder: Path = POLICIES) -> Decision:
    """The trained weights, dated, from `policies/abstention.yaml`."""
    policy = read_policy("abstention", folder)
    return Decision(
        weights=policy.body["weights"], bias=policy.body["bias"], threshold=policy.body["threshold"],
        version=f"abstention/{policy.version}/{policy.digest[:8]}",
    )  # fmt: skip


def features_of(
    text: str, hits: tuple[Hit, ...], kinds: tuple[Kind, ...], rarity: Mapping[str, float], unknown: tuple[str, ...]
) -> dict[str, float]:
    """What the decision looks at. `rarity` is by content word: 0 everywhere, 1 nowhere in the library."""
    words = [word for word in dict.fromkeys(content_words(text)) if word not in EMPTY_WORDS] or content_words(text)
    if not hits:
        return dict.fromkeys(FEATURES, 0.0)
    best = hits[0]
    nearby = [hit for hit in hits if hit.passage.document == best.passage.document]
    others = [hit.score for hit in hits if hit.passage.document != best.passage.document]
    weights = {word: max(rarity.get(word, 1.0), 0.15) for word in words}
    covered = share(words, held_by([best.passage.searched]), weights)
    length = min(len(words) / 12, 1.5)
    held = [kind for kind in kinds if headed(kind, best.passage.heading) or holds(kind, best.passage.text)]
    missing = [word for word in words if word in unknown]
    around = held_by([hit.passage.searched for hit in nearby])
    lacking = [word for word in words if stem(word) not in around and not around & set(related(word))]
    return {
        "dense": best.dense,
        "covered": covered,
        "covered_nearby": share(words, around, weights),
        "titled": share(words, held_by([best.passage.title, best.passage.office, best.passage.heading]), weights),
        "unknown": len(missing) / max(len(words), 1),
        "number_missing": 1.0 if any(word.isdigit() for word in missing) else 0.0,
        "kind_held": (len(held) / len(kinds)) if kinds else 0.5,
        "margin": min(best.score - max(others, default=0.0), 0.5),
        "length": length,
        "covered_long": covered * length,
        "dense_long": best.dense * length,
        "worst_missing": max((weights[word] for word in lacking), default=0.0),
        "lacking": len(lacking) / 4,
        "spoken": max(hit.lexical for hit in nearby),
    }


def held_by(texts: list[str]) -> set[str]:
    """The stems of several texts."""
    return {stem(word) for text in texts for word in words_of(text)}


def share(words: list[str], held: set[str], weights: Mapping[str, float]) -> float:
    """Share of the telling words among `held`, by weight; a related word counts half."""
    total = sum(weights[word] for word in words)
    got = sum(weights[w] * (1.0 if stem(w) in held else 0.5 if held & set(related(w)) else 0.0) for w in words)
    return got / total if total else 1.0
